package io.besedka.channel.ok;

import io.besedka.channel.ChannelAdapter.Polled;
import io.besedka.channel.ChannelAdapter.Polling;
import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.ok.OkApi.Reply;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import tools.jackson.databind.JsonNode;

/** Long polling. The cursor is OK's marker; a subscription that OK has forgotten is made anew. */
final class OkPolling implements Polling {
    private static final int WAIT_SECONDS = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(WAIT_SECONDS + 15);
    /** Should OK not hold an empty answer back, it is asked no more often than this. */
    private static final Duration AT_LEAST = Duration.ofSeconds(1);

    private final OkApi api;
    private final OkInbound inbound;

    OkPolling(OkApi api, OkInbound inbound) {
        this.api = api;
        this.inbound = inbound;
    }

    @Override
    public Polled poll(Connection connection, String cursor) throws IOException, InterruptedException {
        var token = OkAdapter.token(connection);
        if (token == null) {
            throw new IOException("the connection has no usable token");
        }
        long begun = System.nanoTime();
        var reply = updates(token, cursor);
        if (reply instanceof Reply.Failed failed && failed.code() == OkOutcome.NO_SUBSCRIPTION) {
            reply = subscribe(token);
            reply = reply instanceof Reply.Done ? updates(token, null) : reply;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return switch (reply) {
            case Reply.Done(var json) -> {
                var intakes = new ArrayList<Intake>();
                json.path("updates").forEach(update -> intakes.add(inbound.read(connection, update)));
                if (intakes.isEmpty()) {
                    Thread.sleep(Math.max(0, AT_LEAST.toMillis() - (System.nanoTime() - begun) / 1_000_000));
                }
                yield new Polled(intakes, marker(json, cursor));
            }
            case Reply.Failed failed -> throw new IOException(failed.said());
            case Reply.NotSent(var why) -> throw new IOException(why);
            case Reply.Lost(var why) -> throw new IOException(why);
        };
    }

    /** Where the next poll begins; an answer that names no place leaves us where we were. */
    private static String marker(JsonNode json, String cursor) {
        var marker = json.path("marker");
        var told = marker.isString() || marker.isIntegralNumber() ? marker.asString() : "";
        return !told.isEmpty() || cursor == null ? told : cursor;
    }

    private Reply updates(String token, String cursor) {
        var query = new LinkedHashMap<String, String>();
        query.put("timeout", Integer.toString(WAIT_SECONDS));
        query.put("count", "100");
        if (cursor != null && !cursor.isEmpty()) {
            query.put("marker", cursor);
        }
        return api.get(token, "/me/updates", query, PATIENCE);
    }

    private Reply subscribe(String token) {
        var body = Json.MAPPER.createObjectNode().put("longPolling", true);
        OkRegistration.KINDS.forEach(body.putArray("types")::add);
        return api.post(token, "/me/subscribe", body);
    }
}
