package io.besedka.app;

import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import io.besedka.platform.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A shop with a site, a program that listens to its webhooks, and a clock that a test moves. */
final class WebhookScene implements AutoCloseable {
    static final List<String> ALL = List.of(
            "message.received",
            "message.sent",
            "note.added",
            "message.changed",
            "delivery.changed",
            "conversation.changed",
            "deal.changed",
            "client.changed",
            "client.erased");

    final MovableClock clock = new MovableClock(Instant.now());
    final Receiver receiver = new Receiver();
    final Shop shop;
    private final TestDatabase database;
    private final String site;
    private int paths;

    WebhookScene(TestDatabase database, Path data) throws Exception {
        this.database = database;
        shop = new Shop(database.address(), data, true, Map.of(), clock);
        var widget = shop.post(shop.inProject("/connections"), Map.of("channel", "widget", "name", "Site"));
        site = "/widget/v1/" + widget.get("key").asString();
    }

    /** A visitor of the site. */
    final class Visitor {
        private final String token;
        private int keys;
        private long conversation;

        Visitor() throws Exception {
            token = Json.MAPPER
                    .readTree(
                            shop.asVisitor("", "POST", site + "/visitors", null).body())
                    .get("token")
                    .asString();
        }

        void writes(String text) throws Exception {
            var answer = shop.asVisitor(
                    token, "POST", site + "/messages", Map.of("key", "m" + ++keys, "content", Map.of("text", text)));
            if (answer.statusCode() != 201) {
                throw new AssertionError(answer.body());
            }
            if (keys == 1) {
                conversation = newConversation();
            }
        }

        long conversation() {
            return conversation;
        }
    }

    private final Set<Long> known = new HashSet<>();

    /** The one that was not there before. */
    long newConversation() throws Exception {
        return shop.get(shop.inProject("/conversations?view=all&limit=100"))
                .get("conversations")
                .valueStream()
                .mapToLong(one -> one.get("id").asLong())
                .filter(known::add)
                .findFirst()
                .orElseThrow();
    }

    Visitor visitor() throws Exception {
        return new Visitor();
    }

    String freshPath() {
        return "/hook" + ++paths;
    }

    JsonNode subscribe(String path, boolean ordered, String... events) throws Exception {
        return shop.post(
                shop.inProject("/webhooks"),
                Map.of(
                        "name",
                        "Test " + path,
                        "url",
                        receiver.url(path),
                        "events",
                        List.of(events),
                        "ordered",
                        ordered));
    }

    static long id(JsonNode created) {
        return created.at("/webhook/id").asLong();
    }

    String path(long webhook) {
        return shop.inProject("/webhooks/" + webhook);
    }

    JsonNode webhook(long id) throws Exception {
        return shop.get(path(id));
    }

    JsonNode deliveries(long id) throws Exception {
        return shop.get(path(id) + "/deliveries").get("deliveries");
    }

    List<Receiver.Got> await(String path, int count) throws Exception {
        return await(path, count, Duration.ZERO);
    }

    /** Waits until so much has come to the path, while the clock goes on by {@code pace} with each look. */
    List<Receiver.Got> await(String path, int count, Duration pace) throws Exception {
        shop.until(
                () -> {
                    advance(pace);
                    return Json.MAPPER.valueToTree(
                            receiver.at(path).stream().map(Receiver.Got::body).toList());
                },
                got -> got.size() >= count);
        return receiver.at(path);
    }

    /** A second server on the same database and with the same key. */
    Config beside() {
        var config = shop.config();
        return new Config(
                config.data(),
                new Config.Http("127.0.0.1", 0, -1, 0),
                config.publicUrl(),
                config.external(),
                config.embedded(),
                config.poolSize(),
                config.turns(),
                config.secretKey(),
                config.logs(),
                config.channels());
    }

    /** As a turn writes a deal. */
    void logDeal(long conversation, long deal) {
        database.get().jdbi().useTransaction(tx -> {
            tx.execute("""
                    insert into deals (project_id, id, conversation_id, pipeline_id, stage_id, name, budget, created_at, moved_at, changed_at)
                    values (?, ?, ?, 1, 2, 'Roses', 3500, now(), now(), now())""", shop.project, deal, conversation);
            tx.execute("""
                    with l as (update project_logs set seq = seq + 1 where project_id = ? returning project_id, seq)
                    insert into log (project_id, seq, kind, conversation_id, ref, upto, at) select project_id, seq, 4, ?, ?, ?, now() from l""", shop.project, conversation, deal, deal);
        });
    }

    /** Not while a call is under way: to it the time would seem to be over. */
    void advance(Duration pace) {
        boolean calling = database.get()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery("select exists (select 1 from webhook_deliveries where state = 1)")
                                .mapTo(Boolean.class)
                                .one());
        if (!calling) {
            clock.advance(pace);
        }
    }

    /** Waits until the webhook has nothing under way and is not behind. */
    void settle(long id) throws Exception {
        waits(id, 0);
    }

    /** Until so many deliveries are not done with, and the log was read to its end. */
    void waits(long id, int deliveries) throws Exception {
        shop.until(
                () -> webhook(id),
                seen -> seen.get("waiting").asInt() == deliveries
                        && seen.get("behind").asLong() == 0);
    }

    void awaitState(long id, String state, Duration pace) throws Exception {
        shop.until(
                () -> {
                    advance(pace);
                    return webhook(id);
                },
                seen -> seen.get("state").asString().equals(state));
    }

    void remove(long id) throws Exception {
        shop.call("DELETE", path(id), null);
    }

    @Override
    public void close() {
        shop.close();
        receiver.close();
    }
}
