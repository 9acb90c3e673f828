package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Keyboard;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import tools.jackson.databind.node.LongNode;

/** Sending, editing, deleting, reacting. */
final class Messages {
    private static final int PEERS = 100;
    private static final Duration KNOWN_FOR = Duration.ofHours(1);
    private static final Duration CHANGEABLE_FOR = Duration.ofHours(24);

    private record Known(String bubble, Instant at) {}

    private final Messenger messenger;
    private final Drafts drafts;
    /** random_id by chat: a repeated one answers with the message of the first. */
    private final Map<Chat, Map<String, Known>> known = new ConcurrentHashMap<>();

    Messages(Messenger messenger, Uploads uploads) {
        this.messenger = messenger;
        this.drafts = new Drafts(uploads);
    }

    void addTo(Calls calls) {
        add(calls, "messages.send", this::send);
        add(calls, "messages.edit", this::edit);
        add(calls, "messages.delete", this::delete);
        add(
                calls,
                "messages.sendReaction",
                (community, call) -> react(community, call, Reactions.face(reaction(call))));
        add(calls, "messages.deleteReaction", (community, call) -> react(community, call, ""));
    }

    private void add(Calls calls, String method, BiFunction<Account, Call, Answer> code) {
        calls.sends("*", "/method/" + method, method.toLowerCase(), Replies.authorised(messenger, code));
    }

    private Answer send(Account community, Call call) {
        if (!call.text("random_id").matches("-?\\d{1,19}")) throw Replies.bad("random_id is a required parameter");
        if (call.text("peer_ids").isEmpty()) {
            var peer = call.text("peer_id").isEmpty() ? call.text("user_id") : call.text("peer_id");
            if (peer.isEmpty()) throw Replies.bad("peer_id is undefined");
            var chat = chat(community, peer);
            return Replies.of(LongNode.valueOf(Objects.messageId(chat, sendTo(call, chat))));
        }
        var peers = call.text("peer_ids").split(",");
        if (peers.length > PEERS) throw Replies.bad("peer_ids has too many elements");
        var response = Json.array();
        for (var peer : peers) {
            var one = response.addObject().put("peer_id", Long.parseLong(peer.strip()));
            try {
                var chat = chat(community, peer.strip());
                var bubble = sendTo(call, chat);
                one.put("message_id", Objects.messageId(chat, bubble))
                        .put("conversation_message_id", Long.parseLong(bubble.id()));
            } catch (Refusal e) {
                var error = Json.parse(e.answer().body()).path("error");
                int code = error.path("error_code").asInt(0);
                // What is wrong with the message itself is wrong for everybody.
                if (code < 900 || code > 902) throw e;
                one.put("message_id", 0)
                        .putObject("error")
                        .put("code", code)
                        .put("description", error.path("error_msg").asString(""));
            }
        }
        return Replies.of(response);
    }

    private static Chat chat(Account community, String peer) {
        return community
                .chatOf(peer)
                .filter(VkDeeds::allowed)
                .orElseThrow(() -> Replies.refusal(901, "Can't send messages for users without permission"));
    }

    private Bubble sendTo(Call call, Chat chat) {
        synchronized (chat) {
            var before = repeated(call, chat);
            if (before != null) return before;
            var content = drafts.content(call);
            var replyTo = Drafts.replyTo(call, chat);
            var keyboard = call.text("keyboard").isEmpty() ? null : Keyboards.read(call.text("keyboard"));
            boolean inline = keyboard != null && keyboard.inline();
            var bubble = messenger.says(call, chat, inline ? content.withButtons(keyboard.rows()) : content, replyTo);
            if (keyboard != null && !inline) chat.keyboard(new Keyboard(keyboard.rows(), keyboard.once(), ""));
            var random = call.text("random_id");
            bubble.extra().put("random_id", Long.parseLong(random));
            Objects.messageId(chat, bubble);
            if (!random.equals("0")) knownOf(chat).put(random, new Known(bubble.id(), bubble.at()));
            call.afterwards(() -> {
                synchronized (chat) {
                    VkDeeds.replied(chat, bubble);
                }
            });
            return bubble;
        }
    }

    private Bubble repeated(Call call, Chat chat) {
        var first = knownOf(chat).get(call.text("random_id"));
        if (first == null || !messenger.time().now().isBefore(first.at().plus(KNOWN_FOR))) return null;
        return chat.find(first.bubble()).orElse(null);
    }

    private Map<String, Known> knownOf(Chat chat) {
        return known.computeIfAbsent(chat, fresh -> new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                return size() > 1_000;
            }
        });
    }

    private Answer edit(Account community, Call call) {
        var chat = chat(community, call.text("peer_id"));
        synchronized (chat) {
            var bubble = named(chat, call);
            if (!bubble.ours()) throw Replies.refusal(15, "Access denied: not an own message");
            if (isOld(bubble)) throw Replies.refusal(909, "Can't edit this message, because it's too old");
            var content = drafts.content(call);
            var keyboard = call.text("keyboard").isEmpty() ? null : Keyboards.read(call.text("keyboard"));
            var whole = keyboard != null && keyboard.inline() ? content.withButtons(keyboard.rows()) : content;
            var now = chat.change(bubble.id(), was -> was.edited(whole)).orElseThrow();
            messenger.did(call, chat, bubble.id(), content.shown());
            call.afterwards(() -> {
                synchronized (chat) {
                    VkDeeds.post(chat, "message_edit", Objects.message(chat, now));
                }
            });
            return Replies.one();
        }
    }

    private boolean isOld(Bubble bubble) {
        return messenger.time().now().isAfter(bubble.at().plus(CHANGEABLE_FOR));
    }

    private static Bubble named(Chat chat, Call call) {
        var id = call.text("cmid").isEmpty() ? call.text("conversation_message_id") : call.text("cmid");
        var found = id.isEmpty() ? byId(chat, call.text("message_id")) : chat.find(id);
        return found.orElseThrow(() -> Replies.bad("message is not found"));
    }

    private static java.util.Optional<Bubble> byId(Chat chat, String id) {
        return chat.find(
                bubble -> Long.toString(Objects.messageId(chat, bubble)).equals(id));
    }

    private Answer delete(Account community, Call call) {
        var chat = chat(community, call.text("peer_id"));
        boolean byNumber = !call.text("cmids").isEmpty();
        var ids = List.of((byNumber ? call.text("cmids") : call.text("message_ids")).split(","));
        if (ids.size() > PEERS || ids.getFirst().isEmpty()) throw Replies.bad("cmids is empty or too long");
        var response = Json.array();
        synchronized (chat) {
            for (var id : ids) {
                var found = byNumber ? chat.find(id) : byId(chat, id);
                var one = response.addObject().put("peer_id", Long.parseLong(chat.id()));
                found.ifPresent(bubble -> one.put("message_id", Objects.messageId(chat, bubble))
                        .put("conversation_message_id", Long.parseLong(bubble.id())));
                boolean allowed =
                        found.filter(bubble -> bubble.ours() && !isOld(bubble)).isPresent();
                one.put("response", allowed ? 1 : 0);
                if (found.isPresent() && !allowed) {
                    one.putObject("error")
                            .put("code", 924)
                            .put("description", "Can't delete this message for everybody");
                } else if (allowed) {
                    chat.change(found.get().id(), Bubble::asDeleted);
                    messenger.did(call, chat, found.get().id(), "");
                }
            }
        }
        return Replies.of(response);
    }

    private static long reaction(Call call) {
        long number = call.params().number("reaction_id", 0);
        if (number < 1 || number > 64) throw Replies.bad("reaction_id should be between 1 and 64");
        return number;
    }

    private Answer react(Account community, Call call, String face) {
        var chat = chat(community, call.text("peer_id"));
        synchronized (chat) {
            var bubble = named(chat, call);
            chat.change(bubble.id(), was -> was.reacted(Bubble.Side.US, face));
            messenger.did(call, chat, bubble.id(), face);
            return Replies.one();
        }
    }
}
