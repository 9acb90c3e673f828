package io.besedka.flow;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a block says. @param buttons null when it has none */
record Message(Template text, boolean markup, List<Part.Attachment> attachments, Buttons buttons) {

    record Buttons(boolean inline, boolean oneTime, Template hint, List<List<Button>> lines) {}

    /** @param address for URL and WEB_APP, else null */
    record Button(String id, Template label, Part.ButtonKind kind, Template address, String color) {}

    /** What a pressed button gives back, unless it opens an address. */
    static String pressOf(String blockId, String buttonId) {
        return blockId + "/" + buttonId;
    }

    Content render(String blockId, Values values) {
        var parts = new ArrayList<Part>(attachments);
        if (buttons != null) {
            var lines = buttons.lines.stream()
                    .map(line -> line(line, blockId, values))
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (!lines.isEmpty()) {
                var hint = buttons.hint == null ? null : buttons.hint.render(values);
                parts.add(new Part.Buttons(buttons.inline, lines, buttons.oneTime, hint));
            }
        }
        return new Content(text.render(values, markup ? Template.Place.MARKUP : Template.Place.PLAIN), markup, parts);
    }

    private static List<Part.Button> line(List<Button> line, String blockId, Values values) {
        return line.stream()
                .map(button -> rendered(button, blockId, values))
                .filter(Objects::nonNull)
                .toList();
    }

    /** A label that comes out blank (its variable is absent) leaves its button out. */
    private static Part.Button rendered(Button button, String blockId, Values values) {
        var label = label(button.label, values);
        var value = button.address == null
                ? pressOf(blockId, button.id)
                : button.address.render(values, Template.Place.ADDRESS);
        return label.isEmpty() ? null : new Part.Button(label, button.kind, value, button.color);
    }

    static String label(Template template, Values values) {
        var label = template.render(values).strip();
        if (label.length() <= FlowLimits.LABEL) {
            return label;
        }
        boolean split = Character.isHighSurrogate(label.charAt(FlowLimits.LABEL - 1));
        return label.substring(0, FlowLimits.LABEL - (split ? 1 : 0)).strip();
    }

    List<Button> flatButtons() {
        return buttons == null
                ? List.of()
                : buttons.lines.stream().flatMap(List::stream).toList();
    }
}
