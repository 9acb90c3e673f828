package io.besedka.webhook;

import java.time.Instant;
import java.util.List;

/**
 * A project's wish to be told of events at a URL.
 *
 * @param ordered whether a conversation's next event waits for the one before
 * @param pausedAt null while it is active; {@code reason} says why, see {@link Reason}
 * @param failingSince the first failure since the last success; null = all is well
 * @param waiting deliveries under way, counted up to {@link WebhookStore#WAITING_LIMIT}
 * @param formerUntil until when the secret before the last rotation signs too; null = there is none
 */
public record Webhook(
        long projectId,
        long id,
        boolean salebot,
        String name,
        String url,
        List<String> kinds,
        boolean ordered,
        long cursor,
        Instant pausedAt,
        String reason,
        Instant failingSince,
        String lastError,
        Instant lastErrorAt,
        Instant lastOkAt,
        int waiting,
        boolean replaying,
        Instant formerUntil,
        Instant createdAt) {
    /** Why a webhook is paused. On the wire and in the database in lower case. */
    public enum Reason {
        /** Somebody paused it. */
        MEMBER,
        /** It answered 410: do not call again. */
        GONE,
        /** Nothing arrived for three days. */
        FAILING,
        /** A hundred deliveries in a row were given up. */
        DYING
    }

    /** With the secret that is shown this once. */
    public record Created(Webhook webhook, String secret) {
        @Override
        public String toString() {
            return "Created[webhook=" + webhook.id() + "]";
        }
    }
}
