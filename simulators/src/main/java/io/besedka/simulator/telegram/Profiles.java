package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** Look-ups: who am I, who is this, what file is that, which commands do I have. */
final class Profiles {
    void addTo(Map<String, Function<Call, JsonNode>> methods) {
        methods.put("getme", call -> me(call.bot()));
        methods.put("getchat", Profiles::getChat);
        methods.put("getfile", Profiles::getFile);
        methods.put("getuserprofilephotos", Profiles::getUserProfilePhotos);
        methods.put("setmycommands", Profiles::setMyCommands);
        methods.put("getmycommands", call -> call.bot().commands);
        methods.put("deletemycommands", call -> {
            call.bot().commands = Json.array();
            return BooleanNode.TRUE;
        });
    }

    private static ObjectNode me(Bot bot) {
        return bot.user()
                .json()
                .put("can_join_groups", true)
                .put("can_read_all_group_messages", false)
                .put("supports_inline_queries", false)
                .put("can_connect_to_business", false)
                .put("has_main_web_app", false);
    }

    private static JsonNode getChat(Call call) {
        var chat = Posting.chat(call);
        var json = chat.json();
        if (!chat.isGroup() && !chat.user.username().isEmpty())
            json.putArray("active_usernames").add(chat.user.username());
        if (chat.picture != null) {
            json.putObject("photo")
                    .put("small_file_id", chat.picture.id())
                    .put("small_file_unique_id", chat.picture.uniqueId())
                    .put("big_file_id", chat.picture.id())
                    .put("big_file_unique_id", chat.picture.uniqueId());
        }
        return json.put("accent_color_id", 0).put("max_reaction_count", 11);
    }

    private static JsonNode getFile(Call call) {
        var file = call.bot().files.byId(call.required("file_id"));
        if (file == null) throw Refusal.badRequest("wrong file_id or the file is temporarily unavailable");
        if (file.size() > Files.DOWNLOAD_LIMIT) throw Refusal.badRequest("file is too big");
        return Json.object()
                .put("file_id", file.id())
                .put("file_unique_id", file.uniqueId())
                .put("file_size", file.size())
                .put("file_path", file.path());
    }

    private static JsonNode getUserProfilePhotos(Call call) {
        if (call.bot().chat(call.number("user_id", 0)) == null) throw Refusal.badRequest("user not found");
        var photos = Json.object().put("total_count", 0);
        photos.putArray("photos");
        return photos;
    }

    private static JsonNode setMyCommands(Call call) {
        var commands =
                call.structure("commands").orElseThrow(() -> Refusal.badRequest("can't parse commands JSON object"));
        if (commands.size() > 100) throw Refusal.badRequest("BOT_COMMANDS_TOO_MUCH");
        for (var command : commands) {
            if (!command.path("command").asString("").matches("/?[a-z0-9_]{1,32}")) {
                throw Refusal.badRequest("BOT_COMMAND_INVALID");
            }
            int length = command.path("description").asString("").length();
            if (length < 1 || length > 256) throw Refusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
        }
        call.bot().commands = commands;
        return BooleanNode.TRUE;
    }
}
