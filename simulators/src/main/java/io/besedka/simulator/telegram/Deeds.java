package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person does, laid into the chat and told to the bot. Order in the chat and of the updates is the same. */
final class Deeds {
    private Deeds() {}

    static ObjectNode say(Person person, long replyTo, ObjectNode content) {
        var chat = person.chat();
        synchronized (chat) {
            if (chat.blocked) throw new IllegalStateException(person.name() + " has blocked the bot; unblock it first");
            var now = person.bot().simulator().time().now();
            var message = Posting.envelope(chat, chat.nextMessageId(), person.user(), now);
            var quoted = replyTo == 0 ? null : chat.find(replyTo);
            if (quoted != null) message.set("reply_to_message", Posting.excerpt(quoted));
            message.setAll(content);
            chat.started = true;
            chat.add(new Line(message.path("message_id").asLong(0), person.id(), false, message));
            return told(person, "message", message);
        }
    }

    static ObjectNode edit(Person person, long messageId, String text) {
        var chat = person.chat();
        synchronized (chat) {
            var line = chat.find(messageId);
            if (line == null || line.from != person.id()) throw new IllegalStateException("not an own message");
            var edited = line.json.deepCopy();
            var formatted = FormattedText.plain(text);
            if (edited.has("text")) {
                edited.remove("entities");
                Posting.setText(edited, formatted);
            } else {
                edited.remove(List.of("caption", "caption_entities"));
                Media.putCaption(edited, formatted);
            }
            line.json = edited.put(
                    "edit_date", person.bot().simulator().time().now().getEpochSecond());
            return told(person, "edited_message", edited);
        }
    }

    static ObjectNode react(Person person, long messageId, String emoji) {
        var chat = person.chat();
        synchronized (chat) {
            var line = chat.find(messageId);
            if (line == null) throw new IllegalStateException("no such message");
            if (!emoji.isEmpty() && !Edits.isEmoji(emoji))
                throw new IllegalStateException("Telegram has no such reaction");
            var reaction = Json.object();
            reaction.set("chat", chat.json());
            reaction.put("message_id", messageId);
            reaction.set("user", person.user().json());
            reaction.put("date", person.bot().simulator().time().now().getEpochSecond());
            reaction.set("old_reaction", emojis(line.personReactions));
            line.personReactions = emoji.isEmpty() ? List.of() : List.of(emoji);
            reaction.set("new_reaction", emojis(line.personReactions));
            return told(person, "message_reaction", reaction);
        }
    }

    static ObjectNode block(Person person, boolean blocks) {
        var chat = person.chat();
        synchronized (chat) {
            chat.blocked = blocks;
            if (!blocks) chat.started = true;
            var change = Json.object();
            change.set("chat", chat.json());
            change.set("from", person.user().json());
            change.put("date", person.bot().simulator().time().now().getEpochSecond());
            change.set("old_chat_member", member(person, !blocks));
            change.set("new_chat_member", member(person, blocks));
            return told(person, "my_chat_member", change);
        }
    }

    /** Sends the update on its way; call under the chat's lock, so that updates keep the chat's order. */
    static ObjectNode told(Person person, String kind, ObjectNode payload) {
        var update = person.bot().updates.put(kind, "c" + person.chatId(), payload);
        person.chat().changed();
        person.bot().simulator().events().changed(person.bot().username(), Long.toString(person.chat().id));
        return update;
    }

    private static ObjectNode member(Person person, boolean blocked) {
        var member = Json.object();
        member.set("user", person.bot().user().json());
        member.put("status", blocked ? "kicked" : "member");
        return blocked ? member.put("until_date", 0) : member;
    }

    private static ArrayNode emojis(List<String> reactions) {
        var array = Json.array();
        for (var emoji : reactions) array.addObject().put("type", "emoji").put("emoji", emoji);
        return array;
    }
}
