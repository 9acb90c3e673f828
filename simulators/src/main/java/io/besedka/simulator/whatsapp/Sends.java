package io.besedka.simulator.whatsapp;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Limit;
import io.besedka.simulator.messenger.Messenger;
import java.time.Duration;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** {@code POST /{phone}/messages}: messages, reactions, read marks with or without typing; and block_users. */
final class Sends {
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration TYPING = Duration.ofSeconds(25);
    private static final int FETCH_LIMIT = 100 << 20;
    private static final double THROUGHPUT = 80;
    private static final double PAIR = 1 / 6.0;
    private static final double PAIR_BURST = 45;

    private final Messenger messenger;
    private final Templates templates;
    private volatile boolean windowClosesLate;

    Sends(Messenger messenger, Templates templates) {
        this.messenger = messenger;
        this.templates = templates;
    }

    void windowClosesLate(boolean on) {
        windowClosesLate = on;
    }

    void addTo(Calls calls, String version) {
        calls.sends("POST", version + "/{id}/messages", "messages", this::message)
                .asks("POST", version + "/{id}/block_users", "block_users", this::block)
                .asks("DELETE", version + "/{id}/block_users", "block_users", this::block);
    }

    private Answer message(Call call) {
        var account = Graph.number(messenger, call);
        var json = call.json();
        if (!json.isObject() || !json.path("messaging_product").asString("").equals("whatsapp")) {
            throw Graph.param("The parameter messaging_product is required.");
        }
        if (json.path("status").asString("").equals("read")) return read(account, json);
        var input = json.path("to").asString("");
        var user = json.path("recipient").asString("");
        if (input.isEmpty() && user.isEmpty()) throw Graph.param("The parameter to is required.");
        var digits = user.startsWith("RU.") ? WhatsAppDeeds.waIdOf(user) : input.replaceAll("\\D", "");
        var chat = account.chatOf(digits)
                .orElseThrow(() -> Graph.refusal(131026, "Message undeliverable", "Message Undeliverable."));
        limit(account, chat);
        synchronized (chat) {
            return accepted(input.isEmpty() ? user : input, chat, sent(call, account, chat, json));
        }
    }

    private void limit(Account account, Chat chat) {
        if (!messenger.rules().enforcesRates()) return;
        if (!messenger
                .rates()
                .take(new Limit("pair " + account.id() + " " + chat.id(), PAIR, PAIR_BURST))
                .isZero()) {
            throw Graph.refusal(
                    131056, "Pair rate limit hit", "(Business Account, Consumer Account) pair rate limit hit");
        }
        if (!messenger
                .rates()
                .take(new Limit("number " + account.id(), THROUGHPUT, THROUGHPUT))
                .isZero()) {
            throw Graph.refusal(
                    429, 130429, "Rate limit hit", "Message failed to send because there were too many messages");
        }
    }

    private String sent(Call call, Account account, Chat chat, JsonNode json) {
        var type = json.path("type").asString("text");
        if (type.equals("reaction")) return reaction(call, chat, json.path("reaction"));
        boolean template = type.equals("template");
        var content =
                template ? templates.shown(account, json.path("template")) : new Draft(messenger.files()).of(json);
        boolean late =
                !template && messenger.time().now().isAfter(chat.heardAt().plus(WINDOW));
        if (late && !windowClosesLate) {
            throw Graph.refusal(
                    131047, "Re-engagement message", "More than 24 hours have passed since the recipient last replied");
        }
        return laid(call, chat, json, content, late);
    }

    private String laid(Call call, Chat chat, JsonNode json, Content content, boolean late) {
        var note = json.path("biz_opaque_callback_data").asString("");
        if (note.length() > 512) throw Graph.param("biz_opaque_callback_data is too long");
        var laid = new ArrayList<Bubble>();
        call.afterwards(() -> laid.forEach(bubble -> follow(chat, bubble, late)));
        var bubble = messenger.says(
                call, chat, content, json.path("context").path("message_id").asString(""));
        if (!note.isEmpty()) bubble.extra().put("note", note);
        if (late || chat.blocked())
            chat.change(bubble.id(), was -> was.as(Bubble.Status.FAILED, late ? "131047" : "131026"));
        laid.add(bubble);
        return bubble.id();
    }

    /** What comes after the answer and before "delivered". */
    private void follow(Chat chat, Bubble bubble, boolean late) {
        synchronized (chat) {
            if (late) {
                Statuses.failed(
                        chat,
                        bubble,
                        131047,
                        "Re-engagement message",
                        "More than 24 hours have passed since the recipient last replied");
            } else if (chat.blocked()) {
                Statuses.failed(chat, bubble, 131026, "Message undeliverable", "Message Undeliverable.");
            } else {
                Statuses.of(chat, bubble, "sent");
            }
        }
        if (!late) fetch(chat, bubble);
    }

    /** WhatsApp gets media given by address itself; what it cannot get fails the message. */
    private void fetch(Chat chat, Bubble bubble) {
        var shown = new ArrayList<Attachment>();
        for (var file : bubble.content().attachments()) {
            if (!file.fileId().isEmpty()) return;
            var fetched = messenger.files().fetch(file.kind(), file.url(), file.name(), FETCH_LIMIT);
            if (fetched.isEmpty()) {
                synchronized (chat) {
                    chat.change(bubble.id(), was -> was.as(Bubble.Status.FAILED, "131053"));
                    Statuses.failed(chat, bubble, 131053, "Media upload error", "the address gave no file");
                }
                return;
            }
            shown.add(fetched.get());
        }
        if (!shown.isEmpty())
            chat.change(bubble.id(), was -> was.with(was.content().with(shown)));
    }

    private String reaction(Call call, Chat chat, JsonNode reaction) {
        var id = reaction.path("message_id").asString("");
        var emoji = reaction.path("emoji").asString("");
        chat.change(id, was -> was.reacted(Bubble.Side.US, emoji))
                .orElseThrow(() -> Graph.invalid("reaction['message_id'] is no message of this chat"));
        messenger.did(call, chat, id, emoji);
        return new WhatsAppDeeds().messageId(chat, Bubble.Side.US);
    }

    private static Answer accepted(String input, Chat chat, String id) {
        var answer = Json.object().put("messaging_product", "whatsapp");
        var contact = answer.putArray("contacts").addObject().put("input", input);
        if (input.startsWith("RU.")) contact.put("user_id", WhatsAppDeeds.userId(chat));
        else contact.put("wa_id", chat.person().id());
        answer.putArray("messages").addObject().put("id", id);
        return Answer.json(answer);
    }

    private static Answer read(Account account, JsonNode json) {
        var id = json.path("message_id").asString("");
        var chat = WhatsAppDeeds.chatOfMessage(account, id)
                .filter(found -> found.find(id).filter(bubble -> !bubble.ours()).isPresent())
                .orElseThrow(() -> Graph.invalid("message_id is no message of a person"));
        boolean before = true;
        for (var bubble : chat.bubbles()) {
            if (before && !bubble.ours()) chat.change(bubble.id(), was -> was.as(Bubble.Status.READ, ""));
            before &= !bubble.id().equals(id);
        }
        if (json.path("typing_indicator").path("type").asString("").equals("text")) chat.typing("typing", TYPING);
        return Graph.success();
    }

    private Answer block(Call call) {
        var account = Graph.number(messenger, call);
        boolean blocks = call.method().equals("POST");
        var answer = Json.object().put("messaging_product", "whatsapp");
        var done = answer.putObject("block_users").putArray(blocks ? "added_users" : "removed_users");
        for (var user : call.json().path("block_users")) {
            var chat = account.chatOf(user.path("user").asString("").replaceAll("\\D", ""));
            chat.ifPresent(found -> found.extra().put("blockedByUs", blocks));
            chat.ifPresent(found -> done.addObject()
                    .put("input", user.path("user").asString(""))
                    .put("wa_id", found.person().id()));
        }
        return Answer.json(answer);
    }
}
