package io.besedka.channel.telegram;

import io.besedka.channel.ChannelAdapter.Polled;
import io.besedka.channel.ChannelAdapter.Polling;
import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.telegram.TelegramApi.Reply;
import io.besedka.channel.telegram.TelegramOutbound.Call;
import io.besedka.platform.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Long polling by getUpdates. The cursor is the next update's id: asking for it confirms all before it. */
final class TelegramPolling implements Polling {
    private static final int WAIT_SECONDS = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(WAIT_SECONDS + 10);

    private final TelegramApi api;
    private final TelegramInbound inbound;

    TelegramPolling(TelegramApi api, TelegramInbound inbound) {
        this.api = api;
        this.inbound = inbound;
    }

    @Override
    public Polled poll(Connection connection, String cursor) throws IOException, InterruptedException {
        var token = TelegramAdapter.token(connection);
        if (token == null) {
            throw new IOException("the connection has no usable token");
        }
        var reply = api.call(token, getUpdates(cursor), PATIENCE);
        if (reply instanceof Reply.Failed failed
                && failed.code() == 409
                && failed.description().contains("webhook")) {
            api.call(token, new Call("deleteWebhook", Json.MAPPER.createObjectNode(), List.of()));
            reply = api.call(token, getUpdates(cursor), PATIENCE);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return switch (reply) {
            case Reply.Done done -> polled(connection, done.result(), cursor);
            case Reply.Failed failed -> throw new IOException(failed.description());
            case Reply.NotSent notSent -> throw new IOException(notSent.why());
            case Reply.NoFile noFile -> throw new IOException(noFile.why());
            case Reply.Lost lost -> throw new IOException(lost.why());
        };
    }

    private static Call getUpdates(String cursor) {
        var body = Json.MAPPER.createObjectNode().put("timeout", WAIT_SECONDS).put("limit", 100);
        var offset = TelegramOutbound.number(cursor);
        if (offset != null) {
            body.put("offset", offset);
        }
        TelegramInbound.KINDS.forEach(body.putArray("allowed_updates")::add);
        return new Call("getUpdates", body, List.of());
    }

    private Polled polled(Connection connection, JsonNode updates, String cursor) {
        var intakes = new ArrayList<Intake>();
        var next = cursor;
        for (var update : updates) {
            intakes.add(inbound.read(connection, update));
            // The ids start anew after a quiet week, so the last one counts, not the greatest.
            long id = update.path("update_id").longValue(-1);
            next = id < 0 ? next : Long.toString(id + 1);
        }
        return new Polled(intakes, next);
    }
}
