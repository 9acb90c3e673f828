package io.besedka.channel.max;

import io.besedka.channel.ChannelAdapter.Polled;
import io.besedka.channel.ChannelAdapter.Polling;
import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.max.MaxApi.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Long polling. The cursor is MAX's marker; at the very first call there is none, and MAX then tells the newest update only. */
final class MaxPolling implements Polling {
    private static final int WAIT_SECONDS = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(WAIT_SECONDS + 10);

    private final MaxApi api;
    private final MaxInbound inbound;

    MaxPolling(MaxApi api, MaxInbound inbound) {
        this.api = api;
        this.inbound = inbound;
    }

    @Override
    public Polled poll(Connection connection, String cursor) throws IOException, InterruptedException {
        var token = MaxAdapter.token(connection);
        if (token == null) {
            throw new IOException("the connection has no usable token");
        }
        var reply = api.get(token, "/updates", query(cursor), PATIENCE);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return switch (reply) {
            case Reply.Done done -> polled(connection, done.json(), cursor);
            case Reply.Failed failed -> throw new IOException(failed.said());
            case Reply.NotSent notSent -> throw new IOException(notSent.why());
            case Reply.Lost lost -> throw new IOException(lost.why());
        };
    }

    private static Map<String, String> query(String cursor) {
        var query = new TreeMap<>(Map.of(
                "limit",
                "100",
                "timeout",
                Integer.toString(WAIT_SECONDS),
                "types",
                String.join(",", MaxInbound.KINDS)));
        if (cursor != null) {
            query.put("marker", cursor);
        }
        return query;
    }

    private Polled polled(Connection connection, JsonNode answer, String cursor) {
        List<Intake> intakes = new ArrayList<>();
        answer.path("updates").forEach(update -> intakes.add(inbound.read(connection, update)));
        var marker = answer.path("marker");
        return new Polled(intakes, marker.isIntegralNumber() ? marker.asString() : cursor);
    }
}
