package io.besedka.widget;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.Committed;
import io.besedka.conversation.ConversationKey;
import io.besedka.platform.http.Socket;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.util.Map;
import java.util.function.Consumer;

/** One visitor's open chat. The first message must be the hello; what was missed is sent before what comes next. */
final class WidgetSocket implements Socket.Listener, Consumer<Committed> {
    private final Widgets widgets;
    private final Connected connected;
    private Socket socket;
    private Visitor visitor;
    private ConversationKey listening;

    /** @param seq what a {@code seen} names; @param after from where a {@code hello} resumes */
    record Said(String type, String token, long after, long seq) {}

    WidgetSocket(Widgets widgets, Connected connected) {
        this.widgets = widgets;
        this.connected = connected;
    }

    @Override
    public void opened(Socket opened) {
        socket = opened;
    }

    @Override
    public void received(String text) {
        Said said;
        try {
            said = Json.read(text, Said.class);
        } catch (BadJson bad) {
            socket.close(4400, "not JSON");
            return;
        }
        if (visitor == null) {
            hello(said);
            return;
        }
        switch (said.type() == null ? "" : said.type()) {
            case "typing" ->
                widgets.conversationOf(visitor).ifPresent(widgets.faces().feed()::clientTyping);
            case "seen" -> widgets.saw(visitor, said.seq());
            case "hello" -> resume(said.after());
            case "ping" -> socket.send("{\"type\":\"pong\"}");
            default -> socket.close(4400, "unknown type");
        }
    }

    private void hello(Said said) {
        var id = widgets.faces().tokens().visitor(connected.connection().id(), said.token());
        if (id.isEmpty()) {
            socket.close(4401, "the token is not ours");
            return;
        }
        visitor = new Visitor(connected.connection(), id.get());
        resume(said.after());
    }

    /** Listens first and reads then: a message that comes in between is told twice, never missed; the reader sorts by seq. */
    private void resume(long after) {
        if (listening == null) {
            listening = widgets.conversationOf(visitor).orElse(null);
            if (listening != null) {
                widgets.listen(listening, this);
            }
        }
        long from = after;
        Widgets.History page;
        do {
            page = widgets.after(visitor, from, Widgets.PAGE_LIMIT);
            if (!page.messages().isEmpty()) {
                socket.send(Json.write(Map.of("type", "messages", "messages", page.messages())));
            }
            from += Widgets.PAGE_LIMIT;
        } while (page.more());
        socket.send(Json.write(Map.of("type", "ready", "lastSeq", page.lastSeq())));
    }

    /** On the feed's thread. */
    @Override
    public void accept(Committed entry) {
        widgets.event(entry).ifPresent(socket::send);
    }

    void erased() {
        socket.close(4401, "the visitor was forgotten");
    }

    void operatorTypes() {
        socket.send("{\"type\":\"typing\"}");
    }

    @Override
    public void closed() {
        if (listening != null) {
            widgets.leave(listening, this);
        }
    }
}
