package io.besedka.channel.max;

import io.besedka.channel.Markup;
import io.besedka.channel.Outbound;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Our messages as MAX's NewMessageBody. Pure: files are already uploaded and come as attachments. */
final class MaxOutbound {
    private static final Set<String> PICTURES =
            Set.of("image/jpeg", "image/jpg", "image/png", "image/gif", "image/tiff", "image/bmp", "image/heic");
    private static final Set<String> FILMS = Set.of("video/mp4", "video/quicktime", "video/x-matroska", "video/webm");

    private MaxOutbound() {}

    /** As what a file is uploaded: image, video, audio or file. Pictures and films that MAX does not know as such go as files. */
    static String type(Attachment file) {
        var mime = file.mime() == null ? "" : file.mime();
        boolean huge = file.width() > MaxLimits.PICTURE_SIDE || file.height() > MaxLimits.PICTURE_SIDE;
        return switch (file.media()) {
            case PHOTO -> (mime.isEmpty() || PICTURES.contains(mime)) && !huge ? "image" : "file";
            case ANIMATION -> mime.equals("image/gif") && !huge ? "image" : FILMS.contains(mime) ? "video" : "file";
            case VIDEO, VIDEO_NOTE -> mime.isEmpty() || FILMS.contains(mime) ? "video" : "file";
            case AUDIO, VOICE -> "audio";
            case STICKER, FILE -> "file";
        };
    }

    static ObjectNode send(Outbound message, List<ObjectNode> uploaded) {
        var body = text(message);
        var attachments = body.putArray("attachments");
        uploaded.forEach(attachments::add);
        addPlace(attachments, message.location());
        addContact(attachments, message.contact());
        addKeyboard(attachments, message.buttons());
        if (message.replyTo() != null) {
            body.putObject("link").put("type", "reply").put("mid", message.replyTo());
        }
        return body;
    }

    /** Text and buttons anew. Beside media only the text: naming any attachment would take all others away. */
    static ObjectNode edit(Outbound message) {
        var body = text(message);
        if (message.media().isEmpty()) {
            var attachments = body.putArray("attachments");
            addPlace(attachments, message.location());
            addContact(attachments, message.contact());
            addKeyboard(attachments, message.buttons());
        }
        return body;
    }

    private static ObjectNode text(Outbound message) {
        var body = Json.MAPPER.createObjectNode();
        if (message.text().isEmpty()) {
            var place = said(message.location());
            return place.isEmpty() ? body.putNull("text") : body.put("text", place);
        }
        if (!message.markup()) {
            return body.put("text", message.text());
        }
        var runs = Markup.parse(message.text());
        var html = Markup.html(runs);
        // Whether tags count is not documented: a text that is long only with them goes without them.
        return html.length() <= MaxLimits.TEXT
                ? body.put("text", html).put("format", "html")
                : body.put("text", plain(runs));
    }

    private static String plain(List<Markup.Run> runs) {
        var withAddresses = Markup.plain(runs);
        return withAddresses.length() <= MaxLimits.TEXT
                ? withAddresses
                : runs.stream().map(Markup.Run::text).collect(Collectors.joining());
    }

    private static String said(Part.Location place) {
        return place == null
                ? ""
                : Stream.of(place.title(), place.address())
                        .filter(word -> word != null && !word.isBlank())
                        .collect(Collectors.joining("\n"));
    }

    private static void addPlace(ArrayNode attachments, Part.Location place) {
        if (place != null) {
            attachments
                    .addObject()
                    .put("type", "location")
                    .put("latitude", place.latitude())
                    .put("longitude", place.longitude());
        }
    }

    private static void addContact(ArrayNode attachments, Part.ContactCard card) {
        if (card != null) {
            var name = Stream.of(card.firstName(), card.lastName())
                    .filter(word -> word != null && !word.isBlank())
                    .collect(Collectors.joining(" "));
            attachments
                    .addObject()
                    .put("type", "contact")
                    .putObject("payload")
                    .put("name", name.isEmpty() ? card.phone() : name)
                    .put("vcf_phone", card.phone());
        }
    }

    private static void addKeyboard(ArrayNode attachments, Part.Buttons buttons) {
        if (buttons == null || buttons.flat().isEmpty()) {
            return;
        }
        var keyboard = attachments
                .addObject()
                .put("type", "inline_keyboard")
                .putObject("payload")
                .putArray("buttons");
        for (var row : rows(buttons)) {
            var line = keyboard.addArray();
            row.forEach(button -> addButton(line.addObject(), button));
        }
    }

    /** A row with anything but answers holds three; where cutting such rows makes too many, everything goes by threes. */
    static List<List<Button>> rows(Part.Buttons buttons) {
        var rows = new ArrayList<List<Button>>();
        for (var line : buttons.lines()) {
            boolean special = line.stream().anyMatch(button -> button.kind() != ButtonKind.TEXT);
            cut(line, special ? MaxLimits.PER_SPECIAL_ROW : MaxLimits.PER_ROW, rows);
        }
        if (rows.size() > MaxLimits.ROWS) {
            rows.clear();
            cut(buttons.flat(), MaxLimits.PER_SPECIAL_ROW, rows);
        }
        return rows;
    }

    private static void cut(List<Button> line, int most, List<List<Button>> rows) {
        for (int from = 0; from < line.size(); from += most) {
            rows.add(line.subList(from, Math.min(line.size(), from + most)));
        }
    }

    private static void addButton(ObjectNode to, Button button) {
        switch (button.kind()) {
            case TEXT -> to.put("type", "callback").put("payload", button.value());
            case URL, WEB_APP -> to.put("type", "link").put("url", button.value());
            case PHONE -> to.put("type", "request_contact");
            case LOCATION -> to.put("type", "request_geo_location");
        }
        to.put("text", button.label());
    }

    /** Whether the file is a picture elsewhere that MAX can fetch itself. */
    static boolean isPictureElsewhere(Attachment file) {
        return file.fileId() == 0
                && file.media() == Media.PHOTO
                && file.remote() != null
                && file.remote().startsWith("https://");
    }
}
