package io.besedka.simulator.max;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Messenger;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Messages: sent, edited, deleted; and the answers to presses. */
final class Sends {
    private static final Duration EDITABLE = Duration.ofDays(7);

    private record Place(Chat chat, Bubble bubble) {}

    private final Messenger messenger;
    private final Uploads uploads;

    Sends(Messenger messenger, Uploads uploads) {
        this.messenger = messenger;
        this.uploads = uploads;
    }

    void addTo(Calls calls) {
        calls.sends("POST", "/messages", "send_message", this::send)
                .sends("PUT", "/messages", "edit_message", this::edit)
                .sends("DELETE", "/messages", "delete_message", this::delete)
                .sends("POST", "/answers", "answer", this::answer);
    }

    private Answer send(Call call) {
        var bot = Replies.authorised(messenger, call);
        var draft = Draft.of(call.json(), uploads);
        if (draft.isEmpty()) throw Replies.bad("text or attachments must not be empty");
        var chat = Replies.open(chat(bot, call));
        Replies.limitChat(messenger, chat);
        synchronized (chat) {
            var to = draft.replyTo();
            if (!to.isEmpty() && chat.find(to).isEmpty()) throw notFound(to);
            var bubble = messenger.says(call, chat, draft.content(), to);
            var answer = Json.object();
            answer.set("message", Wire.message(chat, bubble));
            return Answer.json(answer);
        }
    }

    private static Chat chat(Account bot, Call call) {
        var user = call.text("user_id");
        if (!user.isEmpty())
            return bot.chatOf(user)
                    .orElseThrow(() -> Replies.refusal(404, "user.not.found", "User " + user + " not found"));
        var id = call.text("chat_id");
        if (id.isEmpty()) throw Replies.bad("user_id or chat_id is needed");
        return bot.chat(id).orElseThrow(() -> Replies.refusal(404, "chat.not.found", "Chat " + id + " not found"));
    }

    private Answer edit(Call call) {
        var bot = Replies.authorised(messenger, call);
        var draft = Draft.of(call.json(), uploads);
        var place = ours(bot, call.text("message_id"));
        synchronized (place.chat()) {
            var age = Duration.between(place.bubble().at(), messenger.time().now());
            if (place.bubble().content().buttons().isEmpty() && age.compareTo(EDITABLE) > 0)
                throw Replies.unsuccessful("Message is too old to be edited");
            change(call, place, was -> was.edited(edited(was.content(), draft)));
            return Replies.success();
        }
    }

    private void change(Call call, Place place, UnaryOperator<Bubble> change) {
        var now = place.chat().change(place.bubble().id(), change).orElseThrow();
        messenger.did(call, place.chat(), now.id(), now.content().shown());
    }

    /** What is not named stays; an empty list of attachments takes them all away. */
    private static Content edited(Content was, Draft draft) {
        var text = draft.hasText() ? draft.content() : was;
        var rest = draft.hasAttachments() ? draft.content() : was;
        return new Content(
                text.text(),
                text.marks(),
                rest.attachments(),
                rest.buttons(),
                null,
                rest.cards(),
                rest.place(),
                rest.contact(),
                "",
                "",
                "");
    }

    private Answer delete(Call call) {
        var place = ours(Replies.authorised(messenger, call), call.text("message_id"));
        change(call, place, Bubble::asDeleted);
        return Replies.success();
    }

    private Answer answer(Call call) {
        var bot = Replies.authorised(messenger, call);
        var id = call.text("callback_id");
        var chat = bot.chats().stream()
                .filter(one -> one.extra().path("callbacks").has(id))
                .findFirst()
                .orElseThrow(() -> Replies.unsuccessful("Callback " + id + " not found"));
        synchronized (chat) {
            var notice = call.json().path("notification").asString("");
            if (!notice.isEmpty()) chat.toast(new Chat.Toast(notice, false, ""));
            chat.extra().put("answered", id);
            var mid = chat.extra().path("callbacks").path(id).asString("");
            if (call.json().path("message").isObject()) {
                var draft = Draft.of(call.json().path("message"), uploads);
                var bubble = chat.find(mid).orElseThrow(() -> notFound(mid));
                change(call, new Place(chat, bubble), was -> was.edited(edited(was.content(), draft)));
            }
            return Replies.success();
        }
    }

    private static Place ours(Account bot, String mid) {
        for (var chat : bot.chats()) {
            var found = chat.find(mid);
            if (found.isEmpty()) continue;
            if (!found.get().ours()) throw Replies.refusal(403, "access.denied", "Not an own message");
            return new Place(chat, found.get());
        }
        throw notFound(mid);
    }

    private static RuntimeException notFound(String mid) {
        return Replies.refusal(404, "message.not.found", "Message " + mid + " not found");
    }
}
