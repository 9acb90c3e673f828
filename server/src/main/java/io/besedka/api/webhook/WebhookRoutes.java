package io.besedka.api.webhook;

import io.besedka.account.Access;
import io.besedka.account.Caller;
import io.besedka.account.Right;
import io.besedka.account.Role;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Handler;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import io.besedka.webhook.Webhook;
import io.besedka.webhook.WebhookDelivery;
import io.besedka.webhook.WebhookDelivery.State;
import io.besedka.webhook.Webhooks;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Webhooks and the Salebot URL, for members who set the project up and for keys; the feed, for whoever reads conversations. */
public final class WebhookRoutes {
    private static final String WEBHOOKS = "/v1/projects/{project}/webhooks";
    private static final String WEBHOOK = WEBHOOKS + "/{webhook}";
    private static final int PAGE = 100;
    private static final int FEED = 500;

    private final Access access;
    private final Webhooks webhooks;
    private final Clock clock;

    public WebhookRoutes(Access access, Webhooks webhooks, Clock clock) {
        this.access = access;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    public Routes routes() {
        return new Routes()
                .get(WEBHOOKS, reading(this::list))
                .post(WEBHOOKS, changing(this::create))
                .get(WEBHOOK, reading((exchange, by) -> shown(webhooks.get(by.projectId(), id(exchange)))))
                .patch(WEBHOOK, changing(this::change))
                .delete(WEBHOOK, changing(this::remove))
                .post(WEBHOOK + "/rotate", changing((exchange, by) -> secret(200, webhooks.rotate(by, id(exchange)))))
                .post(WEBHOOK + "/ping", changing((exchange, by) -> shown(201, webhooks.ping(by, id(exchange)))))
                .post(WEBHOOK + "/skip", changing((exchange, by) -> shown(webhooks.skip(by, id(exchange)))))
                .post(WEBHOOK + "/replay", changing(this::replay))
                .get(WEBHOOK + "/deliveries", reading(this::deliveries))
                .get(WEBHOOK + "/deliveries/{delivery}", reading(this::delivery))
                .post(WEBHOOK + "/deliveries/{delivery}/redeliver", changing(this::redeliver))
                .get("/v1/projects/{project}/salebot-url", reading(this::salebotUrl))
                .put("/v1/projects/{project}/salebot-url", changing(this::setSalebotUrl))
                .delete("/v1/projects/{project}/salebot-url", changing(this::removeSalebotUrl))
                .get(
                        "/v1/projects/{project}/events",
                        called(Set.of(Role.OPERATOR, Role.ANALYTICS), Right.READ_CLIENTS, this::events))
                .get("/v1/events", exchange -> events(exchange, access.key(exchange, Right.READ_CLIENTS)));
    }

    @FunctionalInterface
    private interface Called {
        Answer answer(Exchange exchange, Caller by) throws IOException;
    }

    private Handler reading(Called handler) {
        return called(Set.of(Role.SETTINGS), Right.READ_CLIENTS, handler);
    }

    private Handler changing(Called handler) {
        return called(Set.of(Role.SETTINGS), Right.CHANGE_CLIENTS, handler);
    }

    private Handler called(Set<Role> roles, Right right, Called handler) {
        return exchange ->
                handler.answer(exchange, access.caller(exchange, exchange.pathNumber("project"), roles, right));
    }

    private static long id(Exchange exchange) {
        return exchange.pathNumber("webhook");
    }

    private WebhookViews.Shown view(Webhook webhook) {
        return WebhookViews.of(webhook, webhooks.behind(webhook), clock.now());
    }

    private Answer shown(Webhook webhook) {
        return Answer.json(view(webhook));
    }

    private static Answer shown(int status, WebhookDelivery delivery) {
        return Answer.json(status, WebhookViews.of(delivery));
    }

    private Answer secret(int status, Webhook.Created created) {
        return Answer.json(status, new WebhookViews.WithSecret(created.secret(), view(created.webhook())))
                .with("Cache-Control", "no-store");
    }

    private Answer list(Exchange exchange, Caller by) {
        return Answer.json(new WebhookViews.Listing(
                webhooks.list(by.projectId()).stream().map(this::view).toList()));
    }

    record Wanted(String name, String url, List<String> events, Boolean ordered, Boolean paused) {}

    private Answer create(Exchange exchange, Caller by) throws IOException {
        var wanted = exchange.json(Wanted.class);
        boolean ordered = Boolean.TRUE.equals(wanted.ordered());
        return secret(
                201, webhooks.create(by, new Webhooks.Wish(wanted.name(), wanted.url(), wanted.events(), ordered)));
    }

    private Answer change(Exchange exchange, Caller by) throws IOException {
        var wanted = exchange.json(Wanted.class);
        var before = webhooks.get(by.projectId(), id(exchange));
        var wish = new Webhooks.Wish(
                wanted.name() == null ? before.name() : wanted.name(),
                wanted.url() == null ? before.url() : wanted.url(),
                wanted.events() == null ? before.kinds() : wanted.events(),
                wanted.ordered() == null ? before.ordered() : wanted.ordered());
        return shown(webhooks.change(by, id(exchange), wish, wanted.paused()));
    }

    private Answer remove(Exchange exchange, Caller by) {
        webhooks.remove(by, id(exchange));
        return Answer.ok();
    }

    record Range(String from, String to) {}

    private Answer replay(Exchange exchange, Caller by) throws IOException {
        var range = exchange.json(Range.class);
        var replaying = webhooks.replay(by, id(exchange), time("from", range.from()), time("to", range.to()));
        return Answer.json(202, view(replaying));
    }

    /** Years that the database knows as well. */
    private static Instant time(String field, String text) {
        try {
            var time = Instant.parse(text == null ? "" : text);
            if (time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
                return time;
            }
        } catch (java.time.format.DateTimeParseException notATime) {
            // Said below.
        }
        throw Problem.unprocessable(field, field + " must be a time such as 2026-01-31T12:00:00Z");
    }

    private Answer deliveries(Exchange exchange, Caller by) {
        int limit = limit(exchange, PAGE, 50);
        var state = exchange.query("state").map(WebhookRoutes::state).orElse(null);
        var found = webhooks.deliveries(
                by.projectId(), id(exchange), state, exchange.queryNumber("before", Long.MAX_VALUE), limit);
        var next = found.size() == limit ? found.getLast().id() : null;
        return Answer.json(
                new WebhookViews.Deliveries(found.stream().map(WebhookViews::of).toList(), next));
    }

    private static State state(String word) {
        return Stream.of(State.values())
                .filter(state -> state.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> Problem.field("state", "state must be waiting, posting, done, dead or skipped"));
    }

    private static int limit(Exchange exchange, int most, int otherwise) {
        long limit = exchange.queryNumber("limit", otherwise);
        if (limit < 1 || limit > most) {
            throw Problem.field("limit", "limit must be 1-" + most);
        }
        return (int) limit;
    }

    private Answer delivery(Exchange exchange, Caller by) {
        return shown(200, webhooks.delivery(by.projectId(), id(exchange), exchange.pathNumber("delivery")));
    }

    private Answer redeliver(Exchange exchange, Caller by) {
        return shown(202, webhooks.redeliver(by, id(exchange), exchange.pathNumber("delivery")));
    }

    private Answer salebotUrl(Exchange exchange, Caller by) {
        return webhooks.salebotUrl(by.projectId())
                .map(webhook -> Answer.json(WebhookViews.salebot(webhook)))
                .orElseGet(() -> Answer.json(Map.of()));
    }

    record Url(String url) {}

    private Answer setSalebotUrl(Exchange exchange, Caller by) throws IOException {
        return Answer.json(WebhookViews.salebot(
                webhooks.setSalebotUrl(by, exchange.json(Url.class).url())));
    }

    private Answer removeSalebotUrl(Exchange exchange, Caller by) {
        webhooks.removeSalebotUrl(by);
        return Answer.ok();
    }

    private Answer events(Exchange exchange, Caller by) {
        long after = exchange.queryNumber("after", 0);
        if (after < 0) {
            throw Problem.field("after", "after must not be negative");
        }
        var feed = webhooks.feed(by.projectId(), after, limit(exchange, FEED, PAGE));
        return Answer.json(feed);
    }
}
