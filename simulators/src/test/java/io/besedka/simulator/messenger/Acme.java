package io.besedka.simulator.messenger;

import io.besedka.simulator.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The smallest messenger there can be: tells what people do in words, and posts messages as plain JSON. */
final class Acme implements Deeds, Postman, AutoCloseable {
    final List<String> told = new CopyOnWriteArrayList<>();
    volatile Terms terms = Terms.of(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60));
    final Messenger messenger = new Messenger(
            Look.of(
                    "acme",
                    "Acme",
                    "#446688",
                    "#ddeeff",
                    Set.of(Can.START, Can.REPLY, Can.EDIT, Can.DELETE, Can.PHOTO, Can.LOCATION, Can.READ, Can.BLOCK)),
            this,
            this);

    Acme() {
        messenger
                .calls()
                .sends("POST", "/v1/chats/{chat}/messages", "send", this::send)
                .asks("GET", "/v1/me", "me", call -> Answer.json(Json.object().put("token", call.bearer())));
        messenger.start("127.0.0.1", 0);
    }

    private Answer send(Call call) {
        var chat = messenger.account("shop").orElseThrow().chat(call.path("chat"));
        if (chat.isEmpty()) throw new Refusal(Answer.json(404, Json.object().put("error", "no chat")));
        var limit = new Limit("send", 2, 2);
        if (messenger.rules().enforcesRates() && !messenger.rates().take(limit).isZero())
            throw new Refusal(Answer.text(429, "slow down").with("Retry-After", "1"));
        var bubble = messenger.says(call, chat.get(), Content.text(call.text("text")), "");
        return Answer.json(Json.object().put("id", bubble.id()));
    }

    @Override
    public String personId(Account account, String name) {
        return name.equals("Anna/+%") ? "a/b+c%d" : "u" + Profile.number(name);
    }

    @Override
    public String messageId(Chat chat, Bubble.Side side) {
        return Long.toString(chat.account().nextNumber());
    }

    @Override
    public List<Update> starts(Chat chat, String payload) {
        return tell(chat, "start " + payload);
    }

    @Override
    public List<Update> says(Chat chat, Bubble bubble) {
        return tell(chat, "message " + bubble.content().shown());
    }

    @Override
    public List<Update> presses(Chat chat, Bubble bubble, Button button) {
        return button.press() == Button.Press.CALLBACK
                ? tell(chat, "press " + button.payload())
                : Deeds.super.presses(chat, bubble, button);
    }

    @Override
    public List<Update> picks(Chat chat, Bubble bubble, Menu.Row row) {
        return tell(chat, "pick " + row.id());
    }

    @Override
    public List<Update> edits(Chat chat, Bubble bubble) {
        return tell(chat, "edit " + bubble.text());
    }

    @Override
    public List<Update> deletes(Chat chat, Bubble bubble) {
        return tell(chat, "delete");
    }

    @Override
    public List<Update> reads(Chat chat, List<Bubble> bubbles) {
        return tell(chat, "read " + bubbles.stream().map(Bubble::text).collect(Collectors.joining(" ")));
    }

    private List<Update> tell(Chat chat, String words) {
        told.add(words);
        return List.of(chat.account().updates().post(chat, "told", Json.object().put("words", words)));
    }

    @Override
    public Terms terms() {
        return terms;
    }

    @Override
    public ObjectNode unknownKind(Account account) {
        return Json.object().put("words", "telepathy");
    }

    @Override
    public void close() {
        messenger.close();
    }
}
