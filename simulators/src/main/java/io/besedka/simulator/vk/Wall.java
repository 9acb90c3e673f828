package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Profile;
import io.besedka.simulator.messenger.Update;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** Comments under the community's posts. Each lies in the chat of the person whom it is by or to; a post is made by its first comment. */
final class Wall {
    private static final int TEXT = 16_384;

    private record Found(Chat chat, Bubble bubble) {}

    private final Messenger messenger;
    /** The comments that were made with a guid. */
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    Wall(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.sends(
                "*", "/method/wall.createComment", "wall.createcomment", Replies.authorised(messenger, this::comment));
    }

    static boolean isComment(Bubble bubble) {
        return !bubble.content().comment().isEmpty();
    }

    private Answer comment(Account community, Call call) {
        if (!call.text("owner_id").equals("-" + community.id())) throw Replies.refusal(15, "Access denied");
        if (!call.text("from_group").equals(community.id()))
            throw Replies.refusal(27, "Group authorization failed: from_group is not the key's");
        var text = call.text("message");
        if (text.isBlank() || text.length() > TEXT) throw Replies.bad("message is empty or too long");
        var answered = find(community, call.text("reply_to_comment"))
                .filter(found -> Long.toString(post(found.bubble)).equals(call.text("post_id")))
                .orElseThrow(() -> Replies.refusal(213, "Access to status replies denied"));
        var guid = call.text("guid").isEmpty() ? "" : community.id() + "/" + call.text("guid");
        var before = guid.isEmpty() ? null : known.get(guid);
        return Replies.of(answer(before == null ? made(call, answered, text, guid) : before));
    }

    private static ObjectNode answer(long id) {
        var answer = Json.object().put("comment_id", id);
        answer.putArray("parents_stack");
        return answer;
    }

    private long made(Call call, Found answered, String text, String guid) {
        var chat = answered.chat;
        synchronized (chat) {
            var content =
                    Content.text(text).withComment(answered.bubble.content().comment());
            var bubble = messenger.says(call, chat, content, answered.bubble.id());
            long id = Objects.messageId(chat, bubble);
            if (!guid.isEmpty()) known.put(guid, id);
            call.afterwards(() -> {
                synchronized (chat) {
                    told(chat, bubble, "wall_reply_new");
                }
            });
            return id;
        }
    }

    private static Optional<Found> find(Account community, String id) {
        for (var chat : community.chats()) {
            var found = chat.find(bubble -> isComment(bubble)
                    && Long.toString(Objects.messageId(chat, bubble)).equals(id));
            if (found.isPresent()) return Optional.of(new Found(chat, found.get()));
        }
        return Optional.empty();
    }

    /** A post goes by its number; one that is named in words gets one. */
    private static long post(Bubble bubble) {
        var name = bubble.content().comment();
        return name.matches("[1-9]\\d{0,9}") ? Long.parseLong(name) : 1 + Profile.number(name) % 1_000_000;
    }

    static Update told(Chat chat, Bubble bubble, String kind) {
        long group = Long.parseLong(chat.account().id());
        long person = Long.parseLong(chat.person().id());
        var comment = Json.object()
                .put("id", Objects.messageId(chat, bubble))
                .put("from_id", bubble.ours() ? -group : person)
                .put("date", bubble.at().getEpochSecond())
                .put("text", bubble.text())
                .put("post_id", post(bubble))
                .put("post_owner_id", -group)
                .put("owner_id", -group);
        comment.putArray("parents_stack");
        comment.set("attachments", Objects.message(chat, bubble).path("attachments"));
        chat.find(bubble.replyTo())
                .filter(Wall::isComment)
                .ifPresent(answered -> comment.put("reply_to_comment", Objects.messageId(chat, answered))
                        .put("reply_to_user", answered.ours() ? -group : person));
        return VkDeeds.post(chat, kind, comment);
    }

    static Update deleted(Chat chat, Bubble bubble) {
        long person = Long.parseLong(chat.person().id());
        return VkDeeds.post(
                chat,
                "wall_reply_delete",
                Json.object()
                        .put("owner_id", -Long.parseLong(chat.account().id()))
                        .put("id", Objects.messageId(chat, bubble))
                        .put("user_id", person)
                        .put("deleter_id", person)
                        .put("post_id", post(bubble)));
    }
}
