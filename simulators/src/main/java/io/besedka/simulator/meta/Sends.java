package io.besedka.simulator.meta;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Limit;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Messages, private answers to comments, reactions, and what the page is doing. */
final class Sends {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration TYPING = Duration.ofSeconds(20);
    private static final Set<String> TYPES = Set.of("", "RESPONSE", "UPDATE", "MESSAGE_TAG");
    private static final Set<String> PAGE_TAGS =
            Set.of("CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE", "ACCOUNT_UPDATE");

    private final Messenger messenger;
    private final Uploads uploads;
    private final boolean instagram;

    Sends(Messenger messenger, Uploads uploads, boolean instagram) {
        this.messenger = messenger;
        this.uploads = uploads;
        this.instagram = instagram;
    }

    void addTo(Calls calls) {
        calls.sends("POST", "/{version}/{page}/messages", "messages", this::messages);
    }

    private Answer messages(Call call) {
        var page = Replies.page(messenger, call);
        var body = call.json();
        if (!body.isObject()) throw Replies.bad("The body is not JSON");
        var comment = body.path("recipient").path("comment_id").asString("");
        var chat = comment.isEmpty() ? chat(page, body.path("recipient")) : commented(page, comment);
        if (chat.blocked()) throw Replies.unavailable();
        var action = body.path("sender_action").asString("").toLowerCase();
        if (!action.isEmpty()) return act(call, chat, action, body.path("payload"));
        limit(page);
        var as = comment.isEmpty() ? window(page, chat, body) : "RESPONSE";
        var bubble = say(call, chat, body, as);
        if (!comment.isEmpty()) chat.extra().withObject("comments").remove(comment);
        return Answer.json(Json.object().put("recipient_id", chat.person().id()).put("message_id", bubble.id()));
    }

    private static Chat chat(Account page, JsonNode recipient) {
        return page.chatOf(recipient.path("id").asString(""))
                .filter(Chat::started)
                .orElseThrow(() -> Replies.refusal(100, 2018001, "No matching user found"));
    }

    /** One answer to each comment, within a week. */
    private static Chat commented(Account page, String comment) {
        for (var chat : page.chats()) {
            var at = chat.extra().path("comments").path(comment).asString("");
            if (at.isEmpty()) continue;
            if (page.messenger().time().now().isAfter(Instant.parse(at).plus(WEEK))) break;
            return chat;
        }
        throw Replies.refusal(10900, 0, "Activity already replied to, or too old");
    }

    private String window(Account page, Chat chat, JsonNode body) {
        var type = body.path("messaging_type").asString("");
        if (!TYPES.contains(type)) throw Replies.bad("Invalid messaging_type");
        var tag = type.equals("MESSAGE_TAG") ? body.path("tag").asString("") : "";
        var silent = Duration.between(heardInPrivate(chat), messenger.time().now());
        boolean human = tag.equals("HUMAN_AGENT");
        if (human && !page.extra().path("human_agent").asBoolean(false)) {
            throw Replies.refusal(10, 0, "Application does not have permission for this action: human agent");
        }
        boolean update = !instagram && PAGE_TAGS.contains(tag);
        if (!tag.isEmpty() && !human && !update) throw Replies.bad("Invalid tag");
        if (!update && silent.compareTo(human ? WEEK : DAY) > 0) {
            throw Replies.refusal(10, 2018278, "This message is sent outside of allowed window.");
        }
        return human || update ? tag : "RESPONSE";
    }

    /** A comment lets the page answer it once, and opens no window. */
    private static Instant heardInPrivate(Chat chat) {
        var last = chat.find(bubble -> !bubble.ours());
        boolean onlyComments = chat.bubbles().stream()
                .noneMatch(b -> !b.ours() && b.content().comment().isEmpty());
        return last.isPresent() && onlyComments ? Instant.EPOCH : chat.heardAt();
    }

    private Bubble say(Call call, Chat chat, JsonNode body, String as) {
        var draft = Draft.of(body.path("message"), uploads, instagram);
        synchronized (chat) {
            var replyTo = body.path("reply_to").path("mid").asString("");
            var bubble = messenger.says(
                    call, chat, draft.content(), chat.find(replyTo).isPresent() ? replyTo : "");
            bubble.extra().put("sent_as", as);
            chat.keyboard(draft.keyboard());
            call.afterwards(() -> echo(chat, bubble, draft));
            return bubble;
        }
    }

    private void echo(Chat chat, Bubble bubble, Draft draft) {
        synchronized (chat) {
            var message = MetaDeeds.message(bubble);
            if (draft.template() != null) {
                message.remove("text");
                message.putArray("attachments")
                        .addObject()
                        .put("type", "template")
                        .set("payload", draft.template());
            }
            new MetaDeeds(instagram).echo(chat, bubble, chat.account().extra("app_id"), draft.metadata(), message);
        }
    }

    private Answer act(Call call, Chat chat, String action, JsonNode payload) {
        switch (action) {
            case "typing_on" -> chat.typing("typing", TYPING);
            case "typing_off" -> chat.typing("typing", Duration.ZERO);
            case "mark_seen" -> seen(chat);
            case "react", "unreact" -> {
                var id = payload.path("message_id").asString("");
                var word = action.equals("react") ? payload.path("reaction").asString("") : "";
                if (action.equals("react") && word.isEmpty()) throw Replies.bad("reaction is required");
                if (chat.find(id).isEmpty()) throw Replies.bad("Invalid message id");
                chat.change(id, was -> was.reacted(Bubble.Side.US, MetaDeeds.face(word)));
                messenger.did(call, chat, id, word);
            }
            default -> throw Replies.bad("Unknown sender_action");
        }
        return Answer.json(Json.object().put("recipient_id", chat.person().id()));
    }

    private static void seen(Chat chat) {
        synchronized (chat) {
            chat.bubbles().stream()
                    .filter(bubble -> !bubble.ours())
                    .forEach(bubble -> chat.change(bubble.id(), was -> was.as(Bubble.Status.READ, "")));
        }
    }

    private void limit(Account page) {
        if (!messenger.rules().enforcesRates()) return;
        var wait = messenger.rates().take(new Limit(page.id(), 300, 300));
        if (!wait.isZero()) throw new Refusal(Replies.tooMany(Duration.ZERO));
    }
}
