package io.besedka.flow;

import io.besedka.conversation.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what a block says. */
final class MessageReader {
    private static final Set<String> COLORS = Set.of("", "primary", "positive", "negative");
    private static final int NAME = 255;

    private MessageReader() {}

    /** Null when absent. */
    static Message message(Reading message) {
        if (message.isAbsent() || !message.isObject("text", "markup", "attachments", "buttons")) {
            return null;
        }
        var text = message.template("text", FlowLimits.TEXT);
        var attachments = message.list("attachments", FlowLimits.ATTACHMENTS).stream()
                .map(MessageReader::attachment)
                .toList();
        var buttons = buttons(message.at("buttons"));
        if (text.isBlank() && attachments.isEmpty()) {
            message.fault(buttons == null ? "says nothing" : "buttons need a text or an attachment");
        }
        return new Message(text, message.flag("markup", true), attachments, buttons);
    }

    private static Part.Attachment attachment(Reading file) {
        file.isObject("fileId", "media", "name", "mime", "size");
        var media = file.word("media", Part.Media.class, Part.Media.FILE);
        long id = file.whole("fileId", 1, Long.MAX_VALUE, null);
        long size = file.whole("size", 0, Long.MAX_VALUE, 0L);
        var name = file.text("name", NAME);
        var mime = file.text("mime", NAME);
        return Part.Attachment.stored(media, id, name.isEmpty() ? null : name, mime.isEmpty() ? null : mime, size);
    }

    private static Message.Buttons buttons(Reading buttons) {
        if (buttons.isAbsent() || !buttons.isObject("inline", "oneTime", "hint", "lines")) {
            return null;
        }
        var ids = new HashSet<String>();
        var lines = buttons.list("lines", FlowLimits.BUTTONS).stream()
                .map(line -> line.elements(FlowLimits.BUTTONS).stream()
                        .map(button -> button(button, ids))
                        .toList())
                .filter(line -> !line.isEmpty())
                .toList();
        long count = lines.stream().mapToLong(List::size).sum();
        if (count == 0 || count > FlowLimits.BUTTONS) {
            buttons.fault("lines", "hold " + count + " buttons, they must be 1 to " + FlowLimits.BUTTONS);
        }
        var hint = buttons.at("hint").isAbsent() ? null : buttons.template("hint", FlowLimits.TEXT);
        boolean inline = buttons.flag("inline", false);
        return new Message.Buttons(inline, buttons.flag("oneTime", !inline), hint, lines);
    }

    private static Message.Button button(Reading button, Set<String> ids) {
        button.isObject("id", "label", "kind", "url", "color");
        var id = button.id("id");
        if (!id.isEmpty() && !ids.add(id)) {
            button.fault("id", "another button of this block has this id");
        }
        button.required("label", FlowLimits.LABEL);
        var label = button.template("label", FlowLimits.LABEL);
        if (label.isChoosing()) {
            button.fault("label", "{a|b} cannot stand in a label: the answer would not be recognised");
        }
        var kind = button.word("kind", Part.ButtonKind.class, Part.ButtonKind.TEXT);
        var color = button.text("color", NAME);
        if (!COLORS.contains(color)) {
            button.fault("color", "must be primary, positive or negative");
        }
        return new Message.Button(id, label, kind, address(button, kind), color.isEmpty() ? null : color);
    }

    private static Template address(Reading button, Part.ButtonKind kind) {
        boolean opens = kind == Part.ButtonKind.URL || kind == Part.ButtonKind.WEB_APP;
        if (!opens) {
            if (!button.at("url").isAbsent()) {
                button.fault("url", "goes only with the kinds url and web_app");
            }
            return null;
        }
        var url = button.template("url", FlowLimits.CONDITION_TEXT);
        if (!url.isAddress()) {
            button.fault("url", "must begin with http:// or https://, a host and, before any variable, a slash");
        }
        return url;
    }
}
