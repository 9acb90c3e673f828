package io.besedka.simulator.viber;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Limit;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** send_message, broadcast_message and the welcome message found in the answer to conversation_started. */
final class Sends {
    private static final int REQUEST_LIMIT = 30 * 1024;
    private static final int FETCH_LIMIT = 50 << 20;
    private static final int BROADCAST_LIMIT = 300;
    private static final Limit BROADCASTS = new Limit("broadcasts", 50, 500);

    private final Messenger messenger;

    Sends(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.sends("POST", "/pa/send_message", "send_message", this::send)
                .sends("POST", "/pa/broadcast_message", "broadcast_message", this::broadcast);
    }

    private Answer send(Call call) {
        var bot = sendingBot(call);
        var json = call.json();
        var receiver = json.path("receiver").asString("");
        if (receiver.isEmpty()) throw Replies.refusal(Status.MISSING_DATA, "missing receiver");
        var draft = Draft.of(json);
        var bubble = sendTo(call, bot, receiver, draft);
        return Answer.json(Replies.ok()
                .put("message_token", Long.parseLong(bubble.id()))
                .put("chat_hostname", Replies.HOST)
                .put("billing_status", 1));
    }

    private Answer broadcast(Call call) {
        var bot = sendingBot(call);
        var list = call.json().path("broadcast_list");
        if (!list.isArray() || list.isEmpty()) throw Replies.refusal(Status.MISSING_DATA, "missing broadcast_list");
        if (list.size() > BROADCAST_LIMIT) throw Replies.refusal(Status.BAD_DATA, "broadcast_list is too long");
        if (bot.extra("broadcasts").equals("no")) throw Replies.refusal(Status.BROADCAST_NOT_ALLOWED);
        if (messenger.rules().enforcesRates()
                && !messenger.rates().take(BROADCASTS).isZero()) throw Replies.refusal(Status.TOO_MANY_REQUESTS);
        var draft = Draft.of(call.json());
        long token = ViberDeeds.token(bot);
        var answer = Replies.ok().put("message_token", token).put("chat_hostname", Replies.HOST);
        var failed = answer.putArray("failed_list");
        for (var receiver : list) {
            try {
                sendTo(call, bot, receiver.asString(""), draft).extra().put("token", token);
            } catch (Refusal e) {
                var reason = Json.parse(e.answer().body());
                failed.addObject()
                        .put("receiver", receiver.asString(""))
                        .put("status", reason.path("status").asInt(0))
                        .put("status_message", reason.path("status_message").asString(""));
            }
        }
        return Answer.json(answer);
    }

    private Account sendingBot(Call call) {
        var bot = Replies.authorised(messenger, call);
        if (call.body().length > REQUEST_LIMIT) throw Replies.refusal(Status.BAD_DATA, "the request is too large");
        if (!call.json().isObject()) throw Replies.refusal(Status.BAD_DATA, "not a JSON object");
        if (bot.updates().hooks().isEmpty()) throw Replies.refusal(Status.WEBHOOK_NOT_SET);
        return bot;
    }

    private Bubble sendTo(Call call, Account bot, String receiver, Draft draft) {
        var chat = bot.chatOf(receiver).orElseThrow(() -> Replies.refusal(Status.RECEIVER_NOT_REGISTERED));
        synchronized (chat) {
            if (chat.blocked() || !ViberDeeds.subscribed(chat)) throw Replies.refusal(Status.RECEIVER_NOT_SUBSCRIBED);
            Spam.count(chat);
            var bubble = messenger.says(call, chat, draft.content(), "");
            if (draft.wrong().isEmpty()) show(chat, draft);
            else fail(call, chat, bubble, draft.wrong());
            call.afterwards(() -> fetch(chat, bubble));
            return bubble;
        }
    }

    private static void show(Chat chat, Draft draft) {
        // Every message brings its keyboard anew; one without takes the last away.
        chat.keyboard(draft.keyboard());
        chat.extra().put("tracking", draft.tracking());
    }

    private static void fail(Call call, Chat chat, Bubble bubble, String why) {
        chat.change(bubble.id(), was -> was.as(Bubble.Status.FAILED, why));
        call.afterwards(() -> {
            synchronized (chat) {
                ViberDeeds.failed(chat, bubble, why);
            }
        });
    }

    /** The phone gets media from where they are; without them the address is shown. */
    private static void fetch(Chat chat, Bubble bubble) {
        var files = chat.account().messenger().files();
        var fetched = new ArrayList<Attachment>();
        for (var file : bubble.content().attachments()) {
            fetched.add(
                    file.url().isEmpty()
                            ? file
                            : files.fetch(file.kind(), file.url(), file.name(), FETCH_LIMIT)
                                    .orElse(file));
        }
        if (!fetched.isEmpty())
            chat.change(bubble.id(), was -> was.with(was.content().with(fetched)));
    }

    /** Shows what the answer to conversation_started holds, if that is a message; the only one before a subscription. */
    static void welcome(Chat chat, JsonNode json) {
        if (!json.path("type").isString()) return;
        var messenger = chat.account().messenger();
        try {
            var draft = Draft.welcome(json);
            Bubble bubble;
            synchronized (chat) {
                bubble = chat.ours(draft.content(), "");
                show(chat, draft);
                messenger.delivers(chat);
            }
            messenger.switchboard().count("welcomes");
            fetch(chat, bubble);
        } catch (Refusal e) {
            messenger.switchboard().count("welcomes_refused");
        }
    }
}
