package io.besedka.channel.viber;

import io.besedka.channel.Connection;
import io.besedka.channel.Files;
import io.besedka.channel.Markup;
import io.besedka.channel.Outbound;
import io.besedka.conversation.Part;
import io.besedka.platform.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** An outbound as the body of {@code send_message}. What a kind of Viber's cannot hold whole is said in a text instead. */
final class ViberOutbound {
    sealed interface Draft {
        record Ready(ObjectNode body) implements Draft {}

        record Never(String why) implements Draft {}

        record NotNow(String why) implements Draft {}
    }

    private final ViberMedia media;

    ViberOutbound(Files files) {
        this.media = new ViberMedia(files);
    }

    Draft draft(Connection connection, String receiver, Outbound message) {
        if (message.template() != null) {
            return new Draft.Never("Viber has no templates");
        }
        var name = message.speaker() == null ? ownName(connection) : message.speaker();
        var body = envelope(connection, name).put("receiver", receiver);
        try {
            fill(body, connection.projectId(), message);
        } catch (FileNotFoundException | ViberMedia.NoAddress impossible) {
            return new Draft.Never(impossible.getMessage());
        } catch (IOException later) {
            return new Draft.NotNow("the file could not be read just now");
        }
        if (message.buttons() != null) {
            ViberKeyboard.add(message.buttons(), body);
        }
        return Json.write(body).length <= ViberLimits.REQUEST
                ? new Draft.Ready(body)
                : new Draft.Never("the message with its buttons is larger than Viber's 30 KB");
    }

    static ObjectNode welcome(Connection connection, String text) {
        var body = envelope(connection, ownName(connection));
        text(body, text);
        return body;
    }

    private static String ownName(Connection connection) {
        return connection.setting("sender", connection.name());
    }

    private static ObjectNode envelope(Connection connection, String name) {
        var body = Json.MAPPER.createObjectNode().put("min_api_version", 1);
        var sender = body.putObject("sender").put("name", cut(name.strip()));
        var avatar = connection.setting("avatar", "");
        if (!avatar.isBlank()) {
            sender.put("avatar", avatar);
        }
        return body;
    }

    private static String cut(String name) {
        if (name.length() <= ViberLimits.SENDER) {
            return name;
        }
        boolean insidePair = Character.isHighSurrogate(name.charAt(ViberLimits.SENDER - 1));
        return name.substring(0, ViberLimits.SENDER - (insidePair ? 1 : 0));
    }

    private void fill(ObjectNode body, long projectId, Outbound message) throws IOException, ViberMedia.NoAddress {
        if (!message.media().isEmpty()) {
            media.fill(body, projectId, message.media().getFirst(), message.text());
        } else if (message.location() != null) {
            fill(body, message.location());
        } else if (message.contact() != null) {
            fill(body, message.contact());
        } else {
            text(body, message.markup() ? Markup.plain(Markup.parse(message.text())) : message.text());
        }
    }

    static void text(ObjectNode body, String text) {
        body.put("type", "text").put("text", text);
    }

    /** Viber's place has neither title nor address. */
    private static void fill(ObjectNode body, Part.Location place) {
        var words = joined(place.title(), place.address());
        if (words.isEmpty()) {
            body.put("type", "location")
                    .putObject("location")
                    .put("lat", place.latitude())
                    .put("lon", place.longitude());
            return;
        }
        var at = String.format(Locale.ROOT, "mlat=%.6f&mlon=%.6f", place.latitude(), place.longitude());
        text(body, words + "\nhttps://www.openstreetmap.org/?" + at);
    }

    private static void fill(ObjectNode body, Part.ContactCard card) {
        var name = Stream.of(card.firstName(), card.lastName())
                .filter(word -> word != null && !word.isBlank())
                .collect(Collectors.joining(" "));
        if (name.length() > ViberLimits.CONTACT_NAME || card.phone().length() > ViberLimits.CONTACT_PHONE) {
            text(body, joined(name, card.phone()));
            return;
        }
        body.put("type", "contact")
                .putObject("contact")
                .put("name", name.isEmpty() ? card.phone() : name)
                .put("phone_number", card.phone());
    }

    private static String joined(String... words) {
        return Stream.of(words).filter(word -> word != null && !word.isBlank()).collect(Collectors.joining(", "));
    }
}
