package io.besedka.channel.vk;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Markup;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.platform.json.Json;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An outbound as the parameters of {@code messages.send} and {@code messages.edit}, its files uploaded. */
final class VkOutbound {
    private final VkMedia media;

    VkOutbound(VkApi api, Files files) {
        this.media = new VkMedia(api, files);
    }

    /** With {@code peer_ids} rather than {@code peer_id}: only then VK tells the message's number within the dialog. */
    Map<String, String> send(String token, Connection connection, Recipient to, Outbound message)
            throws VkMedia.Stopped {
        var params = content(token, connection, to, message);
        params.put("peer_ids", to.externalId());
        params.put("random_id", Long.toString(VkRandomId.of(connection.id(), to, message)));
        if (message.replyTo() != null && message.replyTo().matches("\\d{1,18}")) {
            params.put("forward", quoting(to.externalId(), message.replyTo()));
        }
        if (message.buttons() != null) {
            params.put("keyboard", VkKeyboard.of(message.buttons()));
        }
        return params;
    }

    /** For a comment: a file is its link, a place its figures, and buttons are their labels, to be written by hand. */
    String plain(Connection connection, Outbound message) throws VkMedia.Stopped {
        var lines = new ArrayList<String>();
        lines.add(text(message));
        for (var file : message.media()) {
            lines.add(media.link(connection.projectId(), file));
        }
        if (message.location() != null) {
            lines.add(message.location().title());
            lines.add(message.location().address());
            lines.add(degrees(message.location().latitude()) + ", "
                    + degrees(message.location().longitude()));
        }
        if (message.buttons() != null) {
            message.buttons().flat().forEach(button -> lines.add(labelled(button)));
        }
        return lines(lines.stream());
    }

    private static String labelled(Button button) {
        return "— " + button.label()
                + (button.kind() == ButtonKind.URL || button.kind() == ButtonKind.WEB_APP ? ": " + button.value() : "");
    }

    private static String text(Outbound message) {
        return message.markup() ? Markup.plain(Markup.parse(message.text())) : message.text();
    }

    /** What is not said again is taken away, so the files go once more. A keyboard below the composer belongs to no message. */
    Map<String, String> edit(String token, Connection connection, Recipient to, String id, Outbound message)
            throws VkMedia.Stopped {
        var params = content(token, connection, to, message);
        params.put("peer_id", to.externalId());
        params.put("cmid", id);
        params.put("keep_forward_messages", "1");
        params.put("keep_snippets", "1");
        if (message.buttons() != null && message.buttons().inline()) {
            params.put("keyboard", VkKeyboard.of(message.buttons()));
        }
        return params;
    }

    private Map<String, String> content(String token, Connection connection, Recipient to, Outbound message)
            throws VkMedia.Stopped {
        var params = new TreeMap<String, String>();
        var lines = new ArrayList<String>();
        lines.add(text(message));
        var attachments = new ArrayList<String>();
        for (var file : message.media()) {
            var given = media.give(token, to.externalId(), connection.projectId(), file);
            (given.attachment().isEmpty() ? lines : attachments)
                    .add(given.attachment().isEmpty() ? given.line() : given.attachment());
        }
        if (!attachments.isEmpty()) {
            params.put("attachment", String.join(",", attachments));
        }
        if (message.location() != null) {
            params.put("lat", degrees(message.location().latitude()));
            params.put("long", degrees(message.location().longitude()));
            lines.add(message.location().title());
            lines.add(message.location().address());
        }
        params.put("message", lines(lines.stream()));
        return params;
    }

    private static String lines(Stream<String> lines) {
        return lines.filter(line -> line != null && !line.isBlank()).collect(Collectors.joining("\n"));
    }

    private static String degrees(double degrees) {
        return String.format(Locale.ROOT, "%.6f", degrees);
    }

    private static String quoting(String peer, String id) {
        var forward = Json.MAPPER
                .createObjectNode()
                .put("peer_id", Long.parseLong(peer))
                .put("is_reply", 1);
        forward.putArray("conversation_message_ids").add(Long.parseLong(id));
        return Json.text(forward);
    }
}
