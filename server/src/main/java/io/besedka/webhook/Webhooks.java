package io.besedka.webhook;

import io.besedka.account.Audit;
import io.besedka.account.Caller;
import io.besedka.account.Sealing;
import io.besedka.channel.Connections;
import io.besedka.channel.FileAddresses;
import io.besedka.conversation.ClientDirectory;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.DealFacts;
import io.besedka.conversation.Follower;
import io.besedka.conversation.LogStore;
import io.besedka.conversation.MessageStore;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.http.Problem;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.GuardedHttp;
import io.besedka.platform.secret.Tokens;
import io.besedka.webhook.WebhookDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The webhooks of projects, their delivery logs, the feed of events and the Salebot URLs. Refuses with {@link Problem}. */
public final class Webhooks implements Follower, AutoCloseable {
    public static final int LIMIT = 50;
    public static final int URL_LIMIT = 2_000;
    public static final int NAME_LIMIT = 100;
    /** How long the secret before a rotation signs too. */
    public static final Duration FORMER = Duration.ofHours(24);

    private final Jdbi jdbi;
    private final WebhookStore store;
    private final DeliveryLog log;
    private final LogStore logs;
    private final LogPages pages;
    private final EventBodies events;
    private final GuardedHttp http;
    private final Sealing sealing;
    private final Audit audit;
    private final Clock clock;
    private final WebhookWork work;

    /** @param files by which whoever is told of a file may fetch it; @param http closed by whoever made it */
    public record Needs(
            Jdbi jdbi,
            Connections connections,
            FileAddresses files,
            GuardedHttp http,
            Sealing sealing,
            Audit audit,
            Clock clock) {}

    public Webhooks(Needs needs) {
        jdbi = needs.jdbi();
        http = needs.http();
        sealing = needs.sealing();
        audit = needs.audit();
        clock = needs.clock();
        store = new WebhookStore(jdbi);
        log = new DeliveryLog(jdbi);
        logs = new LogStore(jdbi);
        pages = new LogPages(
                logs,
                new ConversationStore(jdbi),
                new ClientDirectory(jdbi),
                new MessageStore(jdbi),
                new DealFacts(jdbi));
        events = new EventBodies(needs.connections(), needs.files());
        var salebot = new SalebotBodies(needs.connections(), needs.files());
        var gatherer = new Gatherer(new GatherStore(jdbi), logs, pages, events, salebot, clock);
        var posting = new Posting(jdbi, http, sealing, audit, clock, new Random());
        work = new WebhookWork(gatherer, new Postman(new SendStore(jdbi), posting, clock), log, clock);
    }

    public Webhooks start() {
        work.start();
        return this;
    }

    /** @param next the cursor to go on from */
    public record Feed(List<Event> events, long next) {}

    /** Events after the cursor, as they would be posted now. @param limit log entries */
    public Feed feed(long projectId, long after, int limit) {
        var page = pages.after(projectId, after, limit);
        return new Feed(
                page.entries().stream()
                        .flatMap(entry -> events.of(entry).stream())
                        .toList(),
                page.upTo());
    }

    public List<Webhook> list(long projectId) {
        return store.list(projectId);
    }

    public Webhook get(long projectId, long id) {
        return store.find(projectId, id).filter(webhook -> !webhook.salebot()).orElseThrow(WebhookStore::missing);
    }

    /** Log entries that are not yet deliveries. */
    public long behind(Webhook webhook) {
        return Math.max(0, logs.end(webhook.projectId()) - webhook.cursor());
    }

    /** @param kinds words of {@link EventKind} */
    public record Wish(String name, String url, List<String> kinds, boolean ordered) {}

    public Webhook.Created create(Caller by, Wish wish) {
        var wanted = checked(wish, null);
        var secrets = WebhookSecrets.fresh();
        long end = logs.end(by.projectId());
        var created = jdbi.inTransaction(tx -> {
            WebhookStore.lockAdding(tx, by.projectId());
            if (WebhookStore.count(tx, by.projectId()) >= LIMIT) {
                throw Problem.conflict("webhook_limit", "a project has at most " + LIMIT + " webhooks");
            }
            long id = WebhookStore.insert(tx, by.projectId(), wanted, secrets.sealed(sealing), end, clock.now());
            note(tx, by, "webhook.created", id, wanted.name());
            return WebhookStore.find(tx, by.projectId(), id).orElseThrow(WebhookStore::missing);
        });
        work.ring();
        return new Webhook.Created(created, secrets.current());
    }

    /** @param paused null = as it is */
    public Webhook change(Caller by, long id, Wish wish, Boolean paused) {
        var wanted = checked(wish, get(by.projectId(), id).url());
        var changed = jdbi.inTransaction(tx -> {
            var before = own(tx, by, id);
            if (paused != null && !paused && before.pausedAt() != null) {
                DeliveryLog.hurry(tx, by.projectId(), id, clock.now());
                WebhookStore.resume(tx, by.projectId(), id);
                note(tx, by, "webhook.resumed", id, "");
            }
            if (paused != null
                    && paused
                    && WebhookStore.pause(tx, by.projectId(), id, Webhook.Reason.MEMBER, clock.now())) {
                note(tx, by, "webhook.paused", id, "member");
            }
            if (!same(before, wanted)) {
                WebhookStore.update(tx, by.projectId(), id, wanted);
                note(tx, by, "webhook.changed", id, wanted.name());
            }
            return own(tx, by, id);
        });
        work.ring();
        return changed;
    }

    private static boolean same(Webhook before, WebhookStore.Wanted wanted) {
        return before.name().equals(wanted.name())
                && before.url().equals(wanted.url())
                && before.kinds().equals(wanted.kinds())
                && before.ordered() == wanted.ordered();
    }

    public void remove(Caller by, long id) {
        jdbi.useTransaction(tx -> {
            var removed = own(tx, by, id);
            WebhookStore.remove(tx, by.projectId(), id, clock.now());
            note(tx, by, "webhook.removed", id, removed.name());
        });
    }

    public Webhook.Created rotate(Caller by, long id) {
        return jdbi.inTransaction(tx -> {
            own(tx, by, id);
            var rotated = WebhookSecrets.opened(sealing, WebhookStore.secrets(tx, by.projectId(), id))
                    .rotated();
            WebhookStore.rotate(
                    tx, by.projectId(), id, rotated.sealed(sealing), clock.now().plus(FORMER));
            note(tx, by, "webhook.rotated", id, "");
            return new Webhook.Created(own(tx, by, id), rotated.current());
        });
    }

    public WebhookDelivery ping(Caller by, long id) {
        var eventId = "ping_" + Tokens.random().substring(0, 22);
        var event = new Event(eventId, EventKind.PING.word(), clock.now(), by.projectId(), 0, Event.Data.NOTHING);
        var queued = jdbi.inTransaction(tx -> {
            if (own(tx, by, id).pausedAt() != null) {
                throw Problem.conflict("webhook_paused", "the webhook is paused");
            }
            var row = new GatherStore.NewDelivery(eventId, event.type(), 0, Json.text(event));
            GatherStore.insert(tx, by.projectId(), id, 0, List.of(row), clock.now());
            return DeliveryLog.findEvent(tx, by.projectId(), id, eventId).orElseThrow(WebhookStore::missing);
        });
        work.ring();
        return queued;
    }

    /** Gives up what waits and goes on at the log's end. */
    public Webhook skip(Caller by, long id) {
        long end = logs.end(by.projectId());
        var skipped = jdbi.inTransaction(tx -> {
            own(tx, by, id);
            DeliveryLog.skip(tx, by.projectId(), id);
            WebhookStore.skipTo(tx, by.projectId(), id, end);
            note(tx, by, "webhook.skipped", id, "");
            return own(tx, by, id);
        });
        work.ring();
        return skipped;
    }

    /** Both ends belong to the range, to the millisecond: the log's times have no finer grain. */
    public Webhook replay(Caller by, long id, Instant from, Instant to) {
        if (to.isBefore(from)) {
            throw Problem.unprocessable("to", "to must not be before from");
        }
        var first = from.truncatedTo(ChronoUnit.MILLIS);
        var last = to.truncatedTo(ChronoUnit.MILLIS);
        long cursor = logs.firstSince(by.projectId(), first) - 1;
        long end = logs.firstSince(by.projectId(), last.plusMillis(1)) - 1;
        var replaying = jdbi.inTransaction(tx -> {
            own(tx, by, id);
            if (!WebhookStore.replay(tx, by.projectId(), id, cursor, end, first, last)) {
                throw Problem.conflict("replaying", "a replay of this webhook runs already");
            }
            note(tx, by, "webhook.replayed", id, from + " " + to);
            return own(tx, by, id);
        });
        work.ring();
        return replaying;
    }

    /** Also of the Salebot URL, by its {@link #salebotUrl} number. @param state null = all */
    public List<WebhookDelivery> deliveries(long projectId, long id, State state, long before, int limit) {
        store.find(projectId, id).orElseThrow(WebhookStore::missing);
        return log.list(projectId, id, state, before, limit);
    }

    public WebhookDelivery delivery(long projectId, long id, long delivery) {
        store.find(projectId, id).orElseThrow(WebhookStore::missing);
        return log.find(projectId, id, delivery).orElseThrow(() -> Problem.notFound("delivery"));
    }

    public WebhookDelivery redeliver(Caller by, long id, long delivery) {
        var queued = jdbi.inTransaction(tx -> {
            var webhook = WebhookStore.find(tx, by.projectId(), id).orElseThrow(WebhookStore::missing);
            if (webhook.salebot()) {
                throw Problem.conflict("never_again", "what went to a Salebot URL is never sent again");
            }
            DeliveryLog.find(tx, by.projectId(), id, delivery).orElseThrow(() -> Problem.notFound("delivery"));
            DeliveryLog.requeue(tx, by.projectId(), delivery, clock.now());
            var again =
                    DeliveryLog.find(tx, by.projectId(), id, delivery).orElseThrow(() -> Problem.notFound("delivery"));
            if (again.erased()) {
                throw Problem.conflict("erased", "what was posted was erased with its client");
            }
            note(tx, by, "webhook.redelivered", id, "delivery " + delivery);
            return again;
        });
        work.ring();
        return queued;
    }

    public Optional<Webhook> salebotUrl(long projectId) {
        return jdbi.withHandle(handle -> WebhookStore.salebot(handle, projectId));
    }

    /** Messages from now on are posted there; a former URL's log goes on. */
    public Webhook setSalebotUrl(Caller by, String url) {
        var wanted = new WebhookStore.Wanted(true, "Salebot", address(url), List.of(), false);
        long end = logs.end(by.projectId());
        var set = jdbi.inTransaction(tx -> {
            WebhookStore.lockAdding(tx, by.projectId());
            long id = putSalebot(tx, by.projectId(), wanted, end);
            note(tx, by, "salebot_url.set", id, "");
            return WebhookStore.find(tx, by.projectId(), id).orElseThrow(WebhookStore::missing);
        });
        work.ring();
        return set;
    }

    private long putSalebot(Handle tx, long projectId, WebhookStore.Wanted wanted, long end) {
        var before = WebhookStore.salebot(tx, projectId);
        if (before.isEmpty()) {
            return WebhookStore.insert(
                    tx, projectId, wanted, WebhookSecrets.fresh().sealed(sealing), end, clock.now());
        }
        WebhookStore.update(tx, projectId, before.get().id(), wanted);
        return before.get().id();
    }

    public void removeSalebotUrl(Caller by) {
        var webhook = salebotUrl(by.projectId()).orElseThrow(() -> Problem.notFound("URL"));
        jdbi.useTransaction(tx -> {
            WebhookStore.remove(tx, by.projectId(), webhook.id(), clock.now());
            note(tx, by, "salebot_url.removed", webhook.id(), "");
        });
    }

    private static Webhook own(Handle tx, Caller by, long id) {
        return WebhookStore.find(tx, by.projectId(), id)
                .filter(webhook -> !webhook.salebot())
                .orElseThrow(WebhookStore::missing);
    }

    /** @param known a URL that was judged before: where its name leads now is the calls' to judge */
    private WebhookStore.Wanted checked(Wish wish, String known) {
        var name = wish.name() == null ? "" : wish.name().strip();
        if (name.isEmpty() || name.length() > NAME_LIMIT) {
            throw Problem.unprocessable("name", "name holds 1-" + NAME_LIMIT + " characters");
        }
        var kinds = kinds(wish.kinds());
        return new WebhookStore.Wanted(
                false,
                name,
                wish.url() != null && wish.url().equals(known) ? known : address(wish.url()),
                kinds,
                wish.ordered());
    }

    private static List<String> kinds(List<String> words) {
        var known = Stream.of(EventKind.values())
                .filter(kind -> kind != EventKind.PING)
                .map(EventKind::word)
                .toList();
        if (words == null || words.isEmpty() || !words.stream().allMatch(known::contains)) {
            throw Problem.unprocessable("events", "events must be some of " + String.join(", ", known));
        }
        return known.stream().filter(words::contains).toList();
    }

    private String address(String url) {
        var typed = url == null ? "" : url.strip();
        if (typed.isEmpty() || typed.length() > URL_LIMIT) {
            throw Problem.unprocessable("url", "url holds 1-" + URL_LIMIT + " characters");
        }
        http.refusal(typed).ifPresent(why -> {
            throw Problem.unprocessable("url", why);
        });
        return typed;
    }

    private void note(Handle tx, Caller by, String action, long id, String detail) {
        switch (by) {
            case Caller.MemberCaller member ->
                audit.record(tx, by.projectId(), member.userId(), action, "webhook " + id, detail);
            case Caller.KeyCaller key ->
                audit.recordWithoutUser(
                        tx, by.projectId(), action, "webhook " + id, ("key " + key.keyId() + " " + detail).strip());
        }
    }

    @Override
    public void committed(List<io.besedka.conversation.Committed> entries) {
        work.committed(entries);
    }

    @Override
    public void logged(long projectId) {
        work.logged(projectId);
    }

    /**
     * Takes the words of what is told, was told and was answered about clients who are being erased; what still waits is not sent. The
     * rows stay in the log without them. Within the erasure, after its conversations are locked.
     */
    public static void erase(Handle tx, long projectId, List<Long> clients) {
        DeliveryLog.erase(tx, projectId, clients);
    }

    @Override
    public void close() {
        work.close();
    }
}
