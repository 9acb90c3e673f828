package io.besedka.simulator.ok;

import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A message as OK takes it, checked. Most figures are guesses on the strict side; docs/simulators.md names them. */
record Draft(Content content, String replyTo) {
    private static final int TEXT = 3_000;
    private static final int ATTACHMENTS = 5;
    private static final int ROWS = 10;
    private static final int PER_ROW = 3;
    private static final int LABEL = 40;
    private static final int PAYLOAD = 255;
    private static final Set<String> INTENTS = Set.of("", "DEFAULT", "POSITIVE", "NEGATIVE");

    static Draft of(JsonNode message, Uploads uploads) {
        if (!message.isObject()) throw Replies.bad("Missing required parameter message");
        var text = message.path("text").asString("");
        if (text.length() > TEXT) throw Replies.bad("Text is too long");
        var files = new ArrayList<Attachment>();
        var buttons = new ArrayList<List<Button>>();
        var attachments = attachments(message);
        for (var attachment : attachments) {
            var type = attachment.path("type").asString("");
            if (type.equals("INLINE_KEYBOARD"))
                buttons.addAll(keyboard(attachment.path("payload").path("keyboard")));
            else files.add(file(type, attachment.path("payload"), uploads));
        }
        check(text, files, buttons);
        return new Draft(
                Content.text(text).with(files).withButtons(buttons),
                message.path("reply_to").asString(""));
    }

    private static List<JsonNode> attachments(JsonNode message) {
        var all = new ArrayList<JsonNode>();
        message.path("attachments").forEach(all::add);
        if (message.path("attachment").isObject()) all.add(message.path("attachment"));
        if (all.size() > ATTACHMENTS) throw Replies.bad("Too many attachments");
        return all;
    }

    private static void check(String text, List<Attachment> files, List<List<Button>> buttons) {
        if (text.isBlank() && files.isEmpty()) throw Replies.bad("The message is empty");
        boolean picture = files.stream().anyMatch(file -> file.kind() == Kind.PHOTO);
        if (!buttons.isEmpty() && text.isBlank() && !picture) throw Replies.bad("A keyboard needs a text or an image");
        if (files.stream().filter(file -> file.fileId().isEmpty()).count() > 1)
            throw Replies.bad("Only one image by url");
    }

    private static Attachment file(String type, JsonNode payload, Uploads uploads) {
        var kind = Uploads.kind(type).orElseThrow(() -> Replies.bad("Unsupported attachment type " + type));
        var url = payload.path("url").asString("");
        if (url.isEmpty()) return uploads.ofToken(type, payload.path("token").asString(""));
        if (kind != Kind.PHOTO) throw Replies.bad("Only images may be sent by url");
        if (!url.matches("https?://\\S+")) throw Replies.bad("Invalid url");
        return Attachment.at(kind, url);
    }

    private static List<List<Button>> keyboard(JsonNode keyboard) {
        var rows = new ArrayList<List<Button>>();
        for (var json : keyboard.path("buttons")) {
            var row = new ArrayList<Button>();
            json.forEach(button -> row.add(button(button)));
            if (row.isEmpty() || row.size() > PER_ROW) throw Replies.bad("A row has 1 to 3 buttons");
            rows.add(row);
        }
        if (rows.isEmpty() || rows.size() > ROWS) throw Replies.bad("A keyboard has 1 to 10 rows");
        return rows;
    }

    private static Button button(JsonNode json) {
        var label = json.path("text").asString("");
        var payload = json.path("payload").asString("");
        var url = json.path("url").asString("");
        var intent = json.path("intent").asString("");
        if (label.isBlank() || label.length() > LABEL) throw Replies.bad("A button's text has 1 to 40 characters");
        if (!INTENTS.contains(intent)) throw Replies.bad("Unknown intent " + intent);
        var button = switch (json.path("type").asString("")) {
            case "CALLBACK" -> Button.callback(label, payload);
            case "LINK" -> Button.link(label, url);
            default -> throw Replies.bad("Unknown button type");
        };
        boolean fits = button.press() == Button.Press.LINK
                ? url.matches("https?://\\S+")
                : payload.length() <= PAYLOAD && !payload.isEmpty();
        if (!fits) throw Replies.bad("A button needs a payload or a url");
        return button.coloured(
                        switch (intent) {
                            case "POSITIVE" -> "positive";
                            case "NEGATIVE" -> "negative";
                            default -> "";
                        })
                .as(json);
    }
}
