package io.besedka.channel.whatsapp;

import io.besedka.channel.Markup;
import io.besedka.channel.Markup.Run;
import io.besedka.channel.Markup.Style;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Our messages as bodies of {@code POST /{phone}/messages}. Pure. */
final class WhatsAppOutbound {
    private static final String WITHOUT_WORDS = "👇";
    private static final Pattern NOTE = Pattern.compile("b\\d{1,19}\\.\\d{1,9} (\\S{2,128})");
    private static final Map<Media, Set<String>> TAKEN = Map.of(
            Media.PHOTO, Set.of("image/jpeg", "image/png"),
            Media.VIDEO, Set.of("video/mp4", "video/3gpp"),
            Media.AUDIO, Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
            Media.VOICE, Set.of("audio/ogg"),
            Media.STICKER, Set.of("image/webp"));

    private WhatsAppOutbound() {}

    /** A file as it goes out. @param id of the upload; null = WhatsApp fetches it at {@code file.remote()} */
    record Carried(Attachment file, String id, String mime) {
        /** The word of its kind; what WhatsApp takes as a document only is one. */
        String word() {
            var as = file.media() == Media.VIDEO_NOTE || file.media() == Media.ANIMATION ? Media.VIDEO : file.media();
            var type = bare();
            boolean music = as == Media.VOICE && !TAKEN.get(Media.VOICE).contains(type);
            var taken = TAKEN.get(music ? Media.AUDIO : as);
            if (taken == null || !taken.contains(type)) {
                return "document";
            }
            return switch (as) {
                case PHOTO -> "image";
                case VIDEO -> "video";
                case STICKER -> "sticker";
                default -> "audio";
            };
        }

        boolean isVoice() {
            return file.media() == Media.VOICE && TAKEN.get(Media.VOICE).contains(bare());
        }

        private String bare() {
            return mime == null ? "" : mime.replaceAll(";.*", "").strip();
        }
    }

    /** @param file what the message carries, or null */
    static ObjectNode send(Recipient to, Outbound message, Carried file) {
        var body = to(to.externalId());
        fill(message, body, file);
        if (message.replyTo() != null) {
            body.putObject("context").put("message_id", message.replyTo());
        }
        var note = "b" + message.seq() + "." + message.piece() + " " + to.externalId();
        return note.length() <= WhatsAppLimits.NOTE ? body.put("biz_opaque_callback_data", note) : body;
    }

    /** Whom a message was meant for, by the note we sent beside it; null where it is not ours. */
    static String clientOf(String note) {
        var ours = NOTE.matcher(note);
        return ours.matches() ? ours.group(1) : null;
    }

    static ObjectNode react(Recipient to, String messageId, String emoji) {
        var body = to(to.externalId()).put("type", "reaction");
        body.putObject("reaction").put("message_id", messageId).put("emoji", emoji == null ? "" : emoji);
        return body;
    }

    static ObjectNode read(String messageId, boolean typing) {
        var body = object().put("messaging_product", "whatsapp")
                .put("status", "read")
                .put("message_id", messageId);
        if (typing) {
            body.putObject("typing_indicator").put("type", "text");
        }
        return body;
    }

    private static void fill(Outbound message, ObjectNode body, Carried carried) {
        if (message.template() != null) {
            TemplateMessage.fill(message.template(), body);
        } else if (message.list() != null) {
            list(message, interactive(body, "list"));
        } else if (message.buttons() != null) {
            buttons(message, body, carried);
        } else if (carried != null) {
            file(message, body, carried);
        } else if (message.location() != null) {
            location(message.location(), body);
        } else if (message.contact() != null) {
            card(message.contact(), body);
        } else {
            body.put("type", "text")
                    .putObject("text")
                    .put("body", words(message, WhatsAppLimits.TEXT))
                    .put("preview_url", true);
        }
    }

    private static void file(Outbound message, ObjectNode body, Carried carried) {
        var word = carried.word();
        var media = media(body.put("type", word).putObject(word), carried);
        boolean captioned = !word.equals("audio") && !word.equals("sticker");
        if (captioned && !message.text().isBlank()) {
            media.put("caption", words(message, WhatsAppLimits.CAPTION));
        }
        if (carried.isVoice()) {
            media.put("voice", true);
        }
    }

    private static ObjectNode media(ObjectNode media, Carried carried) {
        var name = carried.file().name();
        media.put(
                carried.id() == null ? "link" : "id",
                carried.id() == null ? carried.file().remote() : carried.id());
        if (carried.word().equals("document") && name != null && !name.isBlank()) {
            media.put("filename", name);
        }
        return media;
    }

    private static void buttons(Outbound message, ObjectNode body, Carried carried) {
        var only = message.buttons().flat().getFirst();
        if (only.kind() == ButtonKind.LOCATION) {
            var asking = interactive(body, "location_request_message");
            asking.putObject("body").put("text", message.text().isBlank() ? only.label() : bodyText(message));
            asking.putObject("action").put("name", "send_location");
            return;
        }
        boolean link = only.kind() == ButtonKind.URL;
        var interactive = interactive(body, link ? "cta_url" : "button");
        header(interactive, carried);
        interactive.putObject("body").put("text", bodyText(message));
        var action = interactive.putObject("action");
        if (link) {
            action.put("name", "cta_url")
                    .putObject("parameters")
                    .put("display_text", only.label())
                    .put("url", only.value());
            return;
        }
        var list = action.putArray("buttons");
        for (var button : message.buttons().flat()) {
            reply(list.addObject(), button);
        }
    }

    private static void reply(ObjectNode to, Button button) {
        to.put("type", "reply").putObject("reply").put("id", button.value()).put("title", button.label());
    }

    private static void header(ObjectNode interactive, Carried carried) {
        if (carried != null) {
            var word = carried.word();
            media(interactive.putObject("header").put("type", word).putObject(word), carried);
        }
    }

    private static void list(Outbound message, ObjectNode interactive) {
        interactive.putObject("body").put("text", bodyText(message));
        var action =
                interactive.putObject("action").put("button", message.list().open());
        var sections = action.putArray("sections");
        for (var section : message.list().sections()) {
            var one = sections.addObject();
            if (section.title() != null) {
                one.put("title", section.title());
            }
            var rows = one.putArray("rows");
            section.rows().forEach(row -> row(rows.addObject(), row));
        }
    }

    private static void row(ObjectNode to, Part.ListMenu.Row row) {
        to.put("id", row.id()).put("title", row.title());
        if (row.description() != null) {
            to.put("description", row.description());
        }
    }

    private static void location(Part.Location place, ObjectNode body) {
        var to = body.put("type", "location").putObject("location");
        to.put("latitude", place.latitude()).put("longitude", place.longitude());
        if (place.title() != null) {
            to.put("name", place.title());
        }
        if (place.address() != null) {
            to.put("address", place.address());
        }
    }

    private static void card(Part.ContactCard card, ObjectNode body) {
        var one = body.put("type", "contacts").putArray("contacts").addObject();
        boolean named = card.firstName() != null && !card.firstName().isBlank();
        var first = named ? card.firstName() : card.phone();
        var name = one.putObject("name").put("first_name", first);
        boolean last = card.lastName() != null && !card.lastName().isBlank();
        name.put("formatted_name", last ? first + " " + card.lastName() : first);
        if (last) {
            name.put("last_name", card.lastName());
        }
        one.putArray("phones").addObject().put("phone", card.phone()).put("type", "CELL");
    }

    private static ObjectNode interactive(ObjectNode body, String type) {
        return body.put("type", "interactive").putObject("interactive").put("type", type);
    }

    private static String bodyText(Outbound message) {
        return message.text().isBlank() ? WITHOUT_WORDS : words(message, WhatsAppLimits.INTERACTIVE_TEXT);
    }

    /** Light markup as WhatsApp writes it; bare words where the marks would not fit any more. */
    private static String words(Outbound message, int limit) {
        if (!message.markup()) {
            return message.text();
        }
        var runs = Markup.parse(message.text());
        var marked = marked(runs);
        return marked.length() <= limit ? marked : Markup.plain(runs);
    }

    private static String marked(List<Run> runs) {
        return Markup.plain(runs.stream()
                .map(run -> new Run(marked(run), run.styles(), run.link()))
                .toList());
    }

    /** Marks work only when they touch the words, so white space at the edges stays outside. */
    private static String marked(Run run) {
        var words = run.text().strip();
        if (words.isEmpty() || run.styles().isEmpty()) {
            return run.text();
        }
        int from = run.text().indexOf(words);
        var out = words;
        if (run.styles().contains(Style.CODE)) {
            out = "`" + out + "`";
        }
        if (run.styles().contains(Style.STRUCK)) {
            out = "~" + out + "~";
        }
        if (run.styles().contains(Style.ITALIC)) {
            out = "_" + out + "_";
        }
        if (run.styles().contains(Style.BOLD)) {
            out = "*" + out + "*";
        }
        return run.text().substring(0, from) + out + run.text().substring(from + words.length());
    }

    /** Business-scoped ids have letters; phones are digits. */
    private static ObjectNode to(String client) {
        var body = object().put("messaging_product", "whatsapp").put("recipient_type", "individual");
        return body.put(client.matches("\\d+") ? "to" : "recipient", client);
    }

    private static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }
}
