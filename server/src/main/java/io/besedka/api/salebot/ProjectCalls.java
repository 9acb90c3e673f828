package io.besedka.api.salebot;

import io.besedka.channel.Connection;
import io.besedka.channel.GroupId;
import io.besedka.flow.PublishedBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the project has: connections, blocks. */
final class ProjectCalls {
    /** The groups of the documentation in its order, then those it does not name. */
    private static final Map<String, String> GROUPS = groups();

    private static final int STARTED = 1;
    private static final int STOPPED = 3;
    /** As the kinds of blocks are called in a definition; Salebot's own numbers are not documented. */
    private static final List<String> KINDS = List.of("state", "start", "aside", "aside_condition");

    private ProjectCalls() {}

    private static Map<String, String> groups() {
        var groups = new LinkedHashMap<String, String>();
        groups.put("viber", "viber");
        groups.put("messenger", "facebook");
        groups.put("telegram", "telegram");
        groups.put("whatsapp", "whatsapp");
        groups.put("avito", "avito");
        groups.put("ok", "ok");
        groups.put("vk", "vkontakte");
        groups.put("instagram", "instagram");
        groups.put("email", "email");
        groups.put("widget", "online_chat");
        groups.put("max", "max");
        return groups;
    }

    static Reply channels(Call call) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("project_id", call.project());
        var byGroup = new LinkedHashMap<String, List<Map<String, Object>>>();
        GROUPS.values().forEach(group -> byGroup.put(group, new ArrayList<>()));
        for (var connected : Bots.all(call)) {
            var connection = connected.connection();
            var group = GROUPS.getOrDefault(connection.channel(), connection.channel());
            byGroup.computeIfAbsent(group, empty -> new ArrayList<>()).add(shown(connection));
        }
        answer.putAll(byGroup);
        return Reply.of(answer);
    }

    private static Map<String, Object> shown(Connection connection) {
        var group = GroupId.of(connection);
        var row = new LinkedHashMap<String, Object>();
        row.put("id", connection.id());
        switch (connection.channel()) {
            case "viber" -> row.put("uri", connection.setting("uri", connection.name()));
            case "telegram" -> row.put("short_name", group);
            case "vk" -> row.put("group", group);
            default -> {}
        }
        if (!connection.channel().equals("vk")) {
            row.put("name", connection.channel().equals("telegram") ? group : connection.name());
            row.put("enabled", !connection.paused());
        }
        if (connection.channel().equals("whatsapp")) {
            row.put("status", connection.paused() ? STOPPED : STARTED);
        }
        row.put("group_id", group.equals(Long.toString(connection.id())) ? (Object) connection.id() : group);
        return row;
    }

    /** The blocks of what runs. */
    static Reply messages(Call call) {
        var blocks = call.faces().flows().blocks(call.project());
        return Reply.of(
                Map.of("messages", blocks.stream().map(ProjectCalls::shown).toList()));
    }

    private static Map<String, Object> shown(PublishedBlock block) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", block.number());
        row.put("condition", block.condition());
        row.put("answer", block.text());
        row.put("message_type", KINDS.indexOf(block.kind()));
        row.put("description", block.id());
        return row;
    }

    /** The Cloud API tells nobody whether a number has WhatsApp; of who has written to us we know it. */
    static Reply checkWhatsApp(Call call) {
        var digits = PhoneNumber.digits(call.parameters().needed("phone"));
        var connections = Bots.ofChannel(call, Bots.WHATSAPP);
        if (connections.isEmpty()) {
            throw Failed.because("no whatsapp is connected");
        }
        if (digits == null) {
            throw Failed.because("this is no phone number");
        }
        var client = Finding.onWhatsApp(call, connections, digits);
        boolean wrote = client.isPresent()
                && call.faces()
                        .conversations()
                        .one(call.conversation(client.getAsLong()))
                        .map(listed -> listed.conversation().heardAt() != null)
                        .orElse(false);
        if (!wrote) {
            throw Failed.because(
                    "WhatsApp's Cloud API does not tell whether a number has WhatsApp, and nobody wrote from this one yet");
        }
        return Reply.success("exists", true);
    }
}
