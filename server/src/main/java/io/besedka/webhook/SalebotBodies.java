package io.besedka.webhook;

import io.besedka.channel.ChannelNumbers;
import io.besedka.channel.Connections;
import io.besedka.channel.FileAddresses;
import io.besedka.channel.GroupId;
import io.besedka.channel.Markup;
import io.besedka.conversation.Author;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.LogKind;
import io.besedka.conversation.Message;
import io.besedka.conversation.MessageNumber;
import io.besedka.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a project's Salebot URL is told: each message once, in the shape and with the misspelt keys that integrations written for Salebot
 * read. A client's message when it was stored, one of ours when it is known how its sending ended.
 */
final class SalebotBodies {
    private final Connections connections;
    private final FileAddresses files;

    SalebotBodies(Connections connections, FileAddresses files) {
        this.connections = connections;
        this.files = files;
    }

    /** The messages of an entry that are to be told now, some of them perhaps again: their number says so. */
    List<Message> settled(Happened happened, Instant since) {
        return happened.messages().stream()
                .filter(message -> !message.at().isBefore(since)
                        && isSettled(happened.entry().kind(), message))
                .toList();
    }

    private static boolean isSettled(LogKind kind, Message message) {
        if (message.note() || message.author().kind() == Author.Kind.SYSTEM) {
            return false;
        }
        if (message.author().kind() == Author.Kind.CLIENT) {
            return kind == LogKind.MESSAGES;
        }
        if (kind != LogKind.MESSAGES && kind != LogKind.DELIVERY) {
            return false;
        }
        // Without a delivery it is fetched by the client, or was sent elsewhere: nothing can fail any more.
        return message.delivery() == null
                || message.delivery().status().isDone() && message.delivery().status() != DeliveryStatus.UNKNOWN;
    }

    String body(Happened happened, Message message) {
        boolean isInput = message.author().kind() == Author.Kind.CLIENT;
        boolean failed = !isInput && isFailed(message);
        var body = Json.MAPPER.createObjectNode();
        body.put("id", MessageNumber.of(happened.conversation().key().id(), message.seq()));
        client(body.putObject("client"), happened);
        var content = message.content();
        body.put("message", content.markup() ? Markup.plain(Markup.parse(content.text())) : content.text());
        var attachments = body.putArray("attachments");
        for (var file : content.attachments()) {
            files.of(happened.projectId(), file.fileId(), file.name())
                    .ifPresent(url -> attachments.add(url.toString()));
        }
        boolean fromBlock =
                message.author().kind() == Author.Kind.BOT && message.author().id() != 0;
        body.put("message_id", fromBlock ? message.author().id() : null);
        body.put("project_id", happened.projectId());
        body.put("is_input", isInput ? 1 : 0);
        body.put("delivered", failed ? 0 : 1);
        body.put(
                "error_message",
                failed ? Objects.requireNonNullElse(message.delivery().error(), "not sent") : "");
        return Json.text(body);
    }

    private static boolean isFailed(Message message) {
        var delivery = message.delivery();
        return delivery != null
                && (delivery.status() == DeliveryStatus.FAILED || delivery.status() == DeliveryStatus.CANCELLED);
    }

    private void client(ObjectNode client, Happened happened) {
        var conversation = happened.conversation();
        var facts = happened.client();
        var connection = connections
                .of(happened.projectId(), conversation.connectionId())
                .map(Connections.Connected::connection);
        var number = connection.map(found -> ChannelNumbers.of(found.channel())).orElse(java.util.OptionalInt.empty());
        client.put("id", conversation.key().id());
        client.put("recepient", facts.externalId());
        client.put("client_type", number.isPresent() ? (Integer) number.getAsInt() : null);
        client.put("name", conversation.clientName());
        boolean hasAddress = facts.avatar() != null && facts.avatar().startsWith("http");
        client.put("avatar", hasAddress ? facts.avatar() : null);
        client.put("created_at", facts.createdAt().getEpochSecond());
        client.put("tag", facts.tag());
        client.put("group", connection.map(GroupId::of).orElseGet(() -> Long.toString(conversation.connectionId())));
    }
}
