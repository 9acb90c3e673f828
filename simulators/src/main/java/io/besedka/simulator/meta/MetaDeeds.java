package io.besedka.simulator.meta;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Deeds;
import io.besedka.simulator.messenger.Keyboard;
import io.besedka.simulator.messenger.Profile;
import io.besedka.simulator.messenger.Update;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What people do, as webhooks tell it. Blocks and typing are told to nobody. */
final class MetaDeeds implements Deeds {
    /** Meta's own inbox, where people of the page write too. */
    private static final String INBOX = "26390203743090";

    private static final Map<String, String> REACTIONS =
            Map.of("❤", "love", "👍", "like", "👎", "dislike", "😆", "smile", "😮", "wow", "😢", "sad", "😠", "angry");

    private final boolean instagram;

    MetaDeeds(boolean instagram) {
        this.instagram = instagram;
    }

    /** The face of Meta's word; other texts are faces themselves. */
    static String face(String word) {
        return REACTIONS.entrySet().stream()
                .filter(one -> one.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(word);
    }

    /** Ids differ from page to page. */
    @Override
    public String personId(Account page, String name) {
        return (instagram ? "17" : "7") + "%015d".formatted(Profile.number(page.id() + "\n" + name) * 613);
    }

    @Override
    public String messageId(Chat chat, Bubble.Side side) {
        return (instagram ? "aWdfZAG1f_" : "m_AbcK")
                + Long.toString(chat.account().nextNumber() * 0x9E3779B97F4AL & Long.MAX_VALUE, 36);
    }

    /** "Get started", by a link with a mark or without. Instagram has no such button: only a link is told. */
    @Override
    public List<Update> starts(Chat chat, String payload) {
        if (instagram) return payload.isEmpty() ? List.of() : List.of(refers(chat, payload));
        chat.heardNow();
        var event = event(chat);
        var postback = event.putObject("postback")
                .put("mid", messageId(chat, Bubble.Side.THEM))
                .put("title", "Get started")
                .put("payload", chat.account().extra().path("get_started").asString("get_started"));
        if (!payload.isEmpty()) referral(postback.putObject("referral"), payload);
        return List.of(post(chat, "messaging_postbacks", event));
    }

    Update refers(Chat chat, String mark) {
        var event = event(chat);
        referral(event.putObject("referral"), mark);
        return post(chat, instagram ? "messaging_referral" : "messaging_referrals", event);
    }

    private static void referral(ObjectNode referral, String mark) {
        referral.put("ref", mark).put("source", "SHORTLINK").put("type", "OPEN_THREAD");
    }

    @Override
    public List<Update> says(Chat chat, Bubble bubble) {
        if (!bubble.content().comment().isEmpty()) return List.of(comment(chat, bubble));
        chat.keyboard(Keyboard.NONE);
        var event = event(chat);
        event.set("message", message(bubble));
        return List.of(post(chat, "messages", event));
    }

    private Update comment(Chat chat, Bubble bubble) {
        var comments = chat.extra().withObject("comments");
        comments.put(bubble.id(), bubble.at().toString());
        var value = Json.object();
        var from = value.putObject("from").put("id", chat.person().id());
        if (instagram) {
            from.put("username", username(chat.person()));
            value.put("id", bubble.id())
                    .put("text", bubble.text())
                    .putObject("media")
                    .put("id", bubble.content().comment());
        } else {
            from.put("name", chat.person().name());
            value.put("item", "comment")
                    .put("verb", "add")
                    .put("comment_id", bubble.id())
                    .put("post_id", chat.account().id() + "_" + bubble.content().comment())
                    .put("message", bubble.text())
                    .put("created_time", bubble.at().getEpochSecond());
        }
        var batch = Json.object().put("object", instagram ? "instagram" : "page");
        var entry = batch.putArray("entry")
                .addObject()
                .put("id", chat.account().id())
                .put("time", now(chat.account()));
        entry.putArray("changes")
                .addObject()
                .put("field", instagram ? "comments" : "feed")
                .set("value", value);
        return chat.account().updates().post(chat, instagram ? "comments" : "feed", batch);
    }

    /** A quick reply says its title and shows no more; a button of a template tells quietly. */
    @Override
    public List<Update> presses(Chat chat, Bubble bubble, Button button) {
        if (button.press() == Button.Press.CALLBACK) {
            chat.heardNow();
            var event = event(chat);
            event.putObject("postback")
                    .put("mid", messageId(chat, Bubble.Side.THEM))
                    .put("title", button.label())
                    .put("payload", button.payload());
            return List.of(post(chat, "messaging_postbacks", event));
        }
        boolean phone = button.press() == Button.Press.PHONE;
        var said = chat.theirs(Content.text(phone ? chat.person().phone() : button.label()), "");
        chat.keyboard(Keyboard.NONE);
        var event = event(chat);
        var message = message(said);
        message.putObject("quick_reply").put("payload", phone ? chat.person().phone() : button.payload());
        event.set("message", message);
        return List.of(post(chat, "messages", event));
    }

    @Override
    public List<Update> edits(Chat chat, Bubble bubble) {
        var event = event(chat);
        event.putObject("message_edit")
                .put("mid", bubble.id())
                .put("text", bubble.text())
                .put("num_edit", 1);
        return List.of(post(chat, "message_edits", event));
    }

    /** Unsent: the same message once more, as deleted. */
    @Override
    public List<Update> deletes(Chat chat, Bubble bubble) {
        var event = event(chat);
        event.putObject("message").put("mid", bubble.id()).put("is_deleted", true);
        return List.of(post(chat, "messages", event));
    }

    @Override
    public List<Update> reacts(Chat chat, Bubble bubble, String emoji) {
        var event = event(chat);
        var reaction = event.putObject("reaction")
                .put("mid", bubble.id())
                .put("action", emoji.isEmpty() ? "unreact" : "react");
        if (!emoji.isEmpty()) {
            reaction.put("reaction", REACTIONS.getOrDefault(emoji.replace("\uFE0F", ""), "other"))
                    .put("emoji", emoji);
        }
        return List.of(post(chat, "message_reactions", event));
    }

    @Override
    public List<Update> delivered(Chat chat, List<Bubble> bubbles) {
        if (instagram) return List.of();
        var event = event(chat);
        var delivery = event.putObject("delivery")
                .put("watermark", bubbles.getLast().at().toEpochMilli());
        var mids = delivery.putArray("mids");
        bubbles.forEach(bubble -> mids.add(bubble.id()));
        return List.of(post(chat, "message_deliveries", event));
    }

    /** Messenger tells up to which moment, Instagram up to which message. */
    @Override
    public List<Update> reads(Chat chat, List<Bubble> bubbles) {
        var event = event(chat);
        var read = event.putObject("read");
        if (instagram) read.put("mid", bubbles.getLast().id());
        else read.put("watermark", now(chat.account()));
        return List.of(post(chat, instagram ? "messaging_seen" : "message_reads", event));
    }

    @Override
    public List<Update> echoes(Chat chat, Bubble bubble) {
        return List.of(echo(chat, bubble, INBOX, "", message(bubble)));
    }

    /** Instagram has no field of its own for echoes. */
    Update echo(Chat chat, Bubble bubble, String app, String metadata, ObjectNode message) {
        var event = event(chat.account(), chat.account().id(), chat.person().id());
        message.put("is_echo", true).put("app_id", Long.parseLong(app));
        if (!metadata.isEmpty()) message.put("metadata", metadata);
        event.set("message", message);
        return post(chat, instagram ? "messages" : "message_echoes", event);
    }

    Update mentions(Chat chat, String storyUrl) {
        synchronized (chat) {
            var bubble = chat.theirs(Content.text("[story mention]"), "");
            var event = event(chat);
            var message = event.putObject("message").put("mid", bubble.id());
            message.putArray("attachments")
                    .addObject()
                    .put("type", "story_mention")
                    .putObject("payload")
                    .put("url", storyUrl);
            return post(chat, "messages", event);
        }
    }

    Update repliesToStory(Chat chat, String storyUrl, String text) {
        synchronized (chat) {
            var bubble = chat.theirs(Content.text(text), "");
            var event = event(chat);
            var message = message(bubble);
            message.putObject("reply_to")
                    .putObject("story")
                    .put("id", "178" + chat.account().nextNumber())
                    .put("url", storyUrl);
            event.set("message", message);
            return post(chat, "messages", event);
        }
    }

    static ObjectNode message(Bubble bubble) {
        var message = Json.object().put("mid", bubble.id());
        if (!bubble.text().isEmpty()) message.put("text", bubble.text());
        if (!bubble.replyTo().isEmpty()) message.putObject("reply_to").put("mid", bubble.replyTo());
        var files = bubble.content().attachments();
        if (!files.isEmpty()) {
            var attachments = message.putArray("attachments");
            for (var file : files)
                attachments
                        .addObject()
                        .put("type", type(file))
                        .putObject("payload")
                        .put("url", file.url());
        }
        return message;
    }

    private static String type(Attachment file) {
        return switch (file.kind()) {
            case PHOTO -> "image";
            case VIDEO -> "video";
            case AUDIO, VOICE -> "audio";
            case STICKER -> "sticker";
            case FILE -> "file";
        };
    }

    static String username(Profile person) {
        return person.name().toLowerCase().replaceAll("[^a-z0-9]+", "_") + "_" + Profile.number(person.name()) % 1000;
    }

    private static ObjectNode event(Chat chat) {
        return event(chat.account(), chat.person().id(), chat.account().id());
    }

    static ObjectNode event(Account page, String sender, String recipient) {
        var event = Json.object();
        event.putObject("sender").put("id", sender);
        event.putObject("recipient").put("id", recipient);
        return event.put("timestamp", now(page));
    }

    static ObjectNode batch(Account page, boolean instagram, ObjectNode event) {
        var batch = Json.object().put("object", instagram ? "instagram" : "page");
        var entry = batch.putArray("entry").addObject().put("id", page.id()).put("time", now(page));
        entry.putArray("messaging").add(event);
        return batch;
    }

    private Update post(Chat chat, String field, ObjectNode event) {
        return chat.account().updates().post(chat, field, batch(chat.account(), instagram, event));
    }

    private static long now(Account page) {
        return page.messenger().time().now().toEpochMilli();
    }
}
