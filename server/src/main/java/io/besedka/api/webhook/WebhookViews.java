package io.besedka.api.webhook;

import io.besedka.webhook.Webhook;
import io.besedka.webhook.WebhookDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How webhooks stand in JSON; absent members are left out. */
final class WebhookViews {
    private WebhookViews() {}

    record Shown(
            long id,
            String name,
            String url,
            List<String> events,
            boolean ordered,
            String state,
            String pauseReason,
            Instant pausedAt,
            Instant failingSince,
            String lastError,
            Instant lastErrorAt,
            Instant lastOkAt,
            int waiting,
            long behind,
            boolean replaying,
            Instant formerSecretUntil,
            Instant createdAt) {}

    record Listing(List<Shown> webhooks) {}

    record WithSecret(String secret, Shown webhook) {}

    record Delivery(
            long id,
            String eventId,
            String event,
            Integer replay,
            Long conversationId,
            String state,
            int attempts,
            Instant nextAt,
            Instant lastAt,
            Integer status,
            String error,
            Integer tookMs,
            Instant createdAt,
            Boolean erased,
            String body,
            String answer) {}

    record Deliveries(List<Delivery> deliveries, Long next) {}

    record SalebotUrl(
            String url, Long webhookId, Integer waiting, String lastError, Instant lastErrorAt, Instant lastOkAt) {}

    static Shown of(Webhook webhook, long behind, Instant now) {
        boolean formerCounts = webhook.formerUntil() != null && now.isBefore(webhook.formerUntil());
        var state = webhook.pausedAt() != null ? "paused" : webhook.failingSince() != null ? "failing" : "active";
        return new Shown(
                webhook.id(),
                webhook.name(),
                webhook.url(),
                webhook.kinds(),
                webhook.ordered(),
                state,
                webhook.reason(),
                webhook.pausedAt(),
                webhook.failingSince(),
                webhook.lastError(),
                webhook.lastErrorAt(),
                webhook.lastOkAt(),
                webhook.waiting(),
                behind,
                webhook.replaying(),
                formerCounts ? webhook.formerUntil() : null,
                webhook.createdAt());
    }

    static Delivery of(WebhookDelivery delivery) {
        return new Delivery(
                delivery.id(),
                delivery.eventId(),
                delivery.kind(),
                delivery.run() == 0 ? null : delivery.run(),
                delivery.conversationId() == 0 ? null : delivery.conversationId(),
                delivery.state().name().toLowerCase(Locale.ROOT),
                delivery.attempts(),
                delivery.state() == WebhookDelivery.State.WAITING ? delivery.dueAt() : null,
                delivery.lastAt(),
                delivery.status(),
                delivery.error(),
                delivery.tookMs(),
                delivery.createdAt(),
                delivery.erased() ? true : null,
                delivery.body(),
                delivery.answer());
    }

    static SalebotUrl salebot(Webhook webhook) {
        return new SalebotUrl(
                webhook.url(),
                webhook.id(),
                webhook.waiting(),
                webhook.lastError(),
                webhook.lastErrorAt(),
                webhook.lastOkAt());
    }
}
