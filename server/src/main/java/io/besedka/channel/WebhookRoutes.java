package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import java.io.IOException;

/** Where providers post: {@code /hooks/{channel}/{hook}}. Acknowledged only after the turn was committed. */
public final class WebhookRoutes {
    /** Bytes of one update or batch; the largest a provider documents are WhatsApp's of 3 MB. */
    static final int BODY_LIMIT = 4 << 20;

    private final Connections connections;
    private final Inbound inbound;
    private final Health health;

    public WebhookRoutes(Connections connections, Inbound inbound, Health health) {
        this.connections = connections;
        this.inbound = inbound;
        this.health = health;
    }

    public static String path(Connected connected) {
        return "/hooks/" + connected.connection().channel() + "/" + connected.hook();
    }

    public Routes routes() {
        return new Routes()
                .post("/hooks/{channel}/{hook}", this::receive)
                .get("/hooks/{channel}/{hook}", this::receive);
    }

    private Answer receive(Exchange exchange) throws IOException {
        var connected = connections
                .ofHook(exchange.path("channel"), exchange.path("hook"))
                .orElseThrow(() -> Problem.notFound("hook"));
        var request =
                new WebhookRequest(exchange.method(), exchange.rawQuery(), exchange::header, exchange.body(BODY_LIMIT));
        return switch (connected.adapter().receive(connected.connection(), request)) {
            case Intake.Taken taken -> taken(connected, taken);
            case Intake.Rejected(var status, var why) -> {
                health.rejected(connected.connection().id());
                throw Problem.of(status, "rejected", why);
            }
        };
    }

    private Answer taken(Connected connected, Intake.Taken taken) {
        if (!inbound.take(connected, taken)) {
            throw Problem.unavailable("the update could not be stored just now; post it again");
        }
        var reply = taken.reply();
        return Answer.bytes(reply.status(), reply.contentType(), reply.body());
    }
}
