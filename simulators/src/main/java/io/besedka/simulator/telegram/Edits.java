package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** What a bot does to messages that exist: edits, deletions, reactions, answers to presses, copies. */
final class Edits {
    private static final Duration DELETABLE = Duration.ofHours(48);
    /** Not documented: the time within which an update about the press is still delivered is taken. */
    private static final Duration ANSWERABLE = Duration.ofSeconds(150);

    private static final Set<String> REACTIONS = Set.of("""
            👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳
            🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👀 🎃 🙈 😇 😨
            🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 😡
            """.strip().split("\\s+"));

    void addTo(Map<String, Function<Call, JsonNode>> methods) {
        methods.put("editmessagetext", Edits::editText);
        methods.put("editmessagecaption", Edits::editCaption);
        methods.put("editmessagemedia", Edits::editMedia);
        methods.put("editmessagereplymarkup", call -> edit(call, message -> {}));
        methods.put("deletemessage", Edits::deleteMessage);
        methods.put("deletemessages", Edits::deleteMessages);
        methods.put("setmessagereaction", Edits::setMessageReaction);
        methods.put("answercallbackquery", Edits::answerCallbackQuery);
        methods.put("forwardmessage", call -> repeat(call, true));
        methods.put("copymessage", call -> {
            var id = repeat(call, false).path("message_id").asLong(0);
            return Json.object().put("message_id", id);
        });
    }

    private static JsonNode editText(Call call) {
        var text = Sends.text(call);
        return edit(call, message -> {
            if (!message.has("text")) throw Refusal.badRequest("there is no text in the message to edit");
            message.remove("entities");
            Posting.setText(message, text);
        });
    }

    private static JsonNode editCaption(Call call) {
        var caption = MediaSends.caption(call);
        return edit(call, message -> {
            if (message.has("text") || message.has("location") || message.has("contact") || message.has("sticker")) {
                throw Refusal.badRequest("there is no caption in the message to edit");
            }
            message.remove(List.of("caption", "caption_entities"));
            Media.putCaption(message, caption);
        });
    }

    private static JsonNode editMedia(Call call) {
        var media = call.structure("media").orElseThrow(() -> Refusal.badRequest("parameter \"media\" is required"));
        if (!Set.of("photo", "video", "animation", "audio", "document")
                .contains(media.path("type").asString(""))) {
            throw Refusal.badRequest("can't parse InputMedia: type is unsupported");
        }
        var content = MediaSends.content(call, media);
        return edit(call, message -> {
            message.remove(Message.KINDS);
            message.remove(List.of("caption", "caption_entities", "entities"));
            message.setAll(content);
        });
    }

    private static JsonNode edit(Call call, Consumer<ObjectNode> change) {
        var chat = Posting.writable(call);
        var markup = Keyboards.of(call);
        synchronized (chat) {
            var line = chat.find(call.number("message_id", 0));
            if (line == null) throw Refusal.badRequest("message to edit not found");
            if (!line.fromBot) throw Refusal.badRequest("message can't be edited");
            var edited = line.json.deepCopy();
            change.accept(edited);
            // An edit without a keyboard takes the keyboard away.
            edited.remove("reply_markup");
            markup.filter(Keyboards::isInline).ifPresent(keyboard -> edited.set("reply_markup", keyboard));
            if (edited.equals(line.json)) {
                throw Refusal.badRequest("message is not modified: specified new message content and reply markup are"
                        + " exactly the same as a current content and reply markup of the message");
            }
            edited.put("edit_date", call.bot().simulator().time().now().getEpochSecond());
            line.json = edited;
            chat.changed();
            call.bot().simulator().events().changed(call.bot().username(), Long.toString(chat.id));
            return edited;
        }
    }

    private static JsonNode deleteMessage(Call call) {
        var chat = Posting.writable(call);
        delete(call, chat, call.number("message_id", 0));
        return BooleanNode.TRUE;
    }

    private static JsonNode deleteMessages(Call call) {
        var chat = Posting.writable(call);
        var ids = call.structure("message_ids")
                .orElseThrow(() -> Refusal.badRequest("message identifiers are not specified"));
        if (ids.isEmpty()) throw Refusal.badRequest("message identifiers are not specified");
        if (ids.size() > 100) throw Refusal.badRequest("too many message identifiers specified");
        for (var id : ids) {
            if (chat.find(id.asLong(0)) != null) delete(call, chat, id.asLong(0));
        }
        return BooleanNode.TRUE;
    }

    private static void delete(Call call, Chat chat, long id) {
        synchronized (chat) {
            var line = chat.find(id);
            if (line == null) throw Refusal.badRequest("message to delete not found");
            long age = call.bot().simulator().time().now().getEpochSecond()
                    - line.json.path("date").asLong(0);
            if (age > DELETABLE.toSeconds()) throw Refusal.badRequest("message can't be deleted");
            line.deleted = true;
            chat.changed();
        }
        call.bot().simulator().events().changed(call.bot().username(), Long.toString(chat.id));
    }

    private static JsonNode setMessageReaction(Call call) {
        var chat = Posting.writable(call);
        var reactions = call.structure("reaction")
                .map(list -> list.valueStream().toList())
                .orElse(List.of());
        if (reactions.size() > 1) throw Refusal.badRequest("REACTIONS_TOO_MANY");
        for (var reaction : reactions) {
            if (!isEmoji(reaction.path("emoji").asString(""))) throw Refusal.badRequest("REACTION_INVALID");
        }
        synchronized (chat) {
            var line = chat.find(call.number("message_id", 0));
            if (line == null) throw Refusal.badRequest("message to react not found");
            line.botReactions = reactions.stream()
                    .map(reaction -> reaction.path("emoji").asString(""))
                    .toList();
            chat.changed();
        }
        call.bot().simulator().events().changed(call.bot().username(), Long.toString(chat.id));
        return BooleanNode.TRUE;
    }

    /** Whether Telegram has this reaction; the variation selector of ❤️ does not matter. */
    static boolean isEmoji(String emoji) {
        return REACTIONS.contains(emoji.replace("\uFE0F", ""));
    }

    private static JsonNode answerCallbackQuery(Call call) {
        var bot = call.bot();
        if (call.text("text").length() > 200) throw Refusal.badRequest("MESSAGE_TOO_LONG");
        var query = bot.queries.remove(call.required("callback_query_id"));
        var now = bot.simulator().time().now();
        if (query == null || Duration.between(query.at(), now).compareTo(ANSWERABLE) > 0) {
            throw Refusal.badRequest("query is too old and response timeout expired or query ID is invalid");
        }
        var chat = query.chat();
        synchronized (chat) {
            chat.toast = new Chat.Toast(call.text("text"), call.flag("show_alert"), call.text("url"));
            chat.changed();
        }
        bot.simulator().events().changed(bot.username(), Long.toString(chat.id));
        return BooleanNode.TRUE;
    }

    private static ObjectNode repeat(Call call, boolean forward) {
        var from = call.bot().chat(call.number("from_chat_id", 0));
        if (from == null) throw Refusal.badRequest("chat not found");
        ObjectNode original;
        synchronized (from) {
            var line = from.find(call.number("message_id", 0));
            if (line == null) {
                throw Refusal.badRequest("message to " + (forward ? "forward" : "copy") + " not found");
            }
            original = line.json.deepCopy();
        }
        var origin = Json.object()
                .put("type", "user")
                .put("date", original.path("date").asLong(0));
        origin.set("sender_user", original.get("from"));
        original.remove(List.of("message_id", "from", "chat", "date", "edit_date", "reply_to_message", "reply_markup"));
        if (forward) original.set("forward_origin", origin);
        var chat = Posting.writable(call);
        Posting.takeRate(call, chat, 1);
        return Posting.lay(call, chat, original, forward ? Optional.empty() : Keyboards.of(call));
    }
}
