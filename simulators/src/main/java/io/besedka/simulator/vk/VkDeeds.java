package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Deeds;
import io.besedka.simulator.messenger.Place;
import io.besedka.simulator.messenger.Profile;
import io.besedka.simulator.messenger.Update;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What people do, as VK's events tell it. */
final class VkDeeds implements Deeds {
    private static final Place RED_SQUARE = Place.at(55.7539, 37.6208);

    private final Presses presses;

    VkDeeds(Presses presses) {
        this.presses = presses;
    }

    /** Whether the community may write: the person wrote or allowed it, and has not forbidden it since. */
    static boolean allowed(Chat chat) {
        return chat.started() && !chat.blocked() && !onlyComments(chat);
    }

    /** A comment is no leave to write. */
    private static boolean onlyComments(Chat chat) {
        var said = chat.bubbles().stream().filter(bubble -> !bubble.ours()).toList();
        return !said.isEmpty() && !chat.extra().has("allows") && said.stream().allMatch(Wall::isComment);
    }

    /** One number for a person everywhere, as on VK. */
    @Override
    public String personId(Account community, String name) {
        return Long.toString(1 + Profile.number(name) % 900_000_000);
    }

    @Override
    public String messageId(Chat chat, Bubble.Side side) {
        return Long.toString(chat.nextNumber());
    }

    /** The Start button says its label with a payload of VK's own. */
    @Override
    public List<Update> starts(Chat chat, String payload) {
        var bubble = chat.theirs(Content.text("Начать"), "");
        bubble.extra().put("payload", "{\"command\":\"start\"}");
        if (!payload.isEmpty()) bubble.extra().put("ref", payload).put("ref_source", "link");
        return says(chat, bubble);
    }

    @Override
    public List<Update> says(Chat chat, Bubble said) {
        var bubble = underItsPost(chat, said);
        if (Wall.isComment(bubble)) return List.of(Wall.told(chat, bubble, "wall_reply_new"));
        var object = Json.object();
        object.set("message", Objects.message(chat, bubble));
        var client = object.putObject("client_info");
        var actions = client.put("keyboard", true)
                .put("inline_keyboard", true)
                .put("carousel", true)
                .put("lang_id", 0)
                .putArray("button_actions");
        List.of("text", "vkpay", "open_app", "location", "open_link", "callback")
                .forEach(actions::add);
        return List.of(post(chat, "message_new", object));
    }

    /** What answers a comment is a comment. */
    private static Bubble underItsPost(Chat chat, Bubble bubble) {
        return chat.find(bubble.replyTo())
                .filter(Wall::isComment)
                .flatMap(answered -> chat.change(
                        bubble.id(),
                        was -> was.with(
                                was.content().withComment(answered.content().comment()))))
                .orElse(bubble);
    }

    @Override
    public List<Update> presses(Chat chat, Bubble bubble, Button button) {
        return switch (button.press()) {
            case CALLBACK -> List.of(calledBack(chat, bubble, button));
            case SAY -> says(chat, said(chat, Content.text(button.label()), button));
            case LOCATION -> says(chat, said(chat, Content.of(RED_SQUARE), button));
            case LINK, PHONE, OTHER -> List.of();
        };
    }

    private static Bubble said(Chat chat, Content content, Button button) {
        var bubble = chat.theirs(content, "");
        if (!button.payload().isEmpty()) bubble.extra().put("payload", button.payload());
        return bubble;
    }

    /** Here the payload is an object. */
    private Update calledBack(Chat chat, Bubble bubble, Button button) {
        long user = Long.parseLong(chat.person().id());
        var object = Json.object().put("user_id", user).put("peer_id", user).put("event_id", presses.begin(chat));
        if (bubble != null) object.put("conversation_message_id", Long.parseLong(bubble.id()));
        object.set("payload", Json.parse(button.payload()));
        return post(chat, "message_event", object);
    }

    @Override
    public List<Update> edits(Chat chat, Bubble bubble) {
        if (Wall.isComment(bubble)) return List.of(Wall.told(chat, bubble, "wall_reply_edit"));
        return List.of(post(chat, "message_edit", Objects.message(chat, bubble)));
    }

    /** VK tells of deleted comments alone. */
    @Override
    public List<Update> deletes(Chat chat, Bubble bubble) {
        return Wall.isComment(bubble) ? List.of(Wall.deleted(chat, bubble)) : List.of();
    }

    @Override
    public List<Update> reacts(Chat chat, Bubble bubble, String emoji) {
        if (Wall.isComment(bubble)) return List.of();
        var object = Json.object()
                .put("reacted_id", Long.parseLong(chat.person().id()))
                .put("peer_id", Long.parseLong(chat.id()))
                .put("cmid", Long.parseLong(bubble.id()));
        int number = Reactions.number(emoji);
        if (number > 0) object.put("reaction_id", number);
        return List.of(post(chat, "message_reaction_event", object));
    }

    /** One watermark for all of them. */
    @Override
    public List<Update> reads(Chat chat, List<Bubble> bubbles) {
        var said = bubbles.stream().filter(bubble -> !Wall.isComment(bubble)).toList();
        if (said.isEmpty()) return List.of();
        var last = said.getLast();
        return List.of(post(
                chat,
                "message_read",
                Json.object()
                        .put("from_id", Long.parseLong(chat.person().id()))
                        .put("peer_id", Long.parseLong(chat.id()))
                        .put("read_message_id", Objects.messageId(chat, last))
                        .put("conversation_message_id", Long.parseLong(last.id()))));
    }

    @Override
    public List<Update> types(Chat chat) {
        return List.of(post(
                chat,
                "message_typing_state",
                Json.object()
                        .put("state", "typing")
                        .put("from_id", Long.parseLong(chat.person().id()))
                        .put("to_id", -Long.parseLong(chat.account().id()))));
    }

    @Override
    public List<Update> blocks(Chat chat, boolean blocks) {
        var object = Json.object().put("user_id", Long.parseLong(chat.person().id()));
        if (blocks) return List.of(post(chat, "message_deny", object));
        chat.started(true);
        chat.extra().put("allows", true);
        return List.of(post(chat, "message_allow", object.put("key", "")));
    }

    @Override
    public List<Update> echoes(Chat chat, Bubble bubble) {
        return List.of(replied(chat, bubble));
    }

    /** What the community said, by a person or by a call, is told to all who listen. */
    static Update replied(Chat chat, Bubble bubble) {
        var message = Objects.message(chat, bubble);
        if (bubble.outside()) message.put("admin_author_id", 1);
        return post(chat, "message_reply", message);
    }

    static Update post(Chat chat, String kind, ObjectNode object) {
        return chat.account().updates().post(chat, kind, event(chat.account(), kind, object));
    }

    static ObjectNode event(Account community, String kind, ObjectNode object) {
        var id = Long.toHexString(community.nextNumber() * 0x9E3779B97F4A7C15L);
        var event = Json.object()
                .put("type", kind)
                .put("event_id", id)
                .put("v", Replies.VERSION)
                .put("group_id", Long.parseLong(community.id()));
        event.set("object", object);
        return event;
    }
}
