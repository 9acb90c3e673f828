package io.besedka.channel.whatsapp;

import io.besedka.conversation.Part;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.TemplateButton;
import io.besedka.conversation.Part.TemplateHeader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A template with what fills it, as the body of a send. Only what is filled is named; the rest Meta knows. */
final class TemplateMessage {
    private TemplateMessage() {}

    static void fill(Part.Template template, ObjectNode body) {
        var to = body.put("type", "template").putObject("template").put("name", template.name());
        to.putObject("language").put("code", template.language());
        boolean plain = template.header() == null
                && template.parameters().isEmpty()
                && template.buttons().isEmpty();
        if (!plain) {
            components(template, to.putArray("components"));
        }
    }

    private static void components(Part.Template template, ArrayNode to) {
        if (template.header() != null) {
            header(template.header(), parameters(to, "header"));
        }
        if (!template.parameters().isEmpty()) {
            var parameters = parameters(to, "body");
            template.parameters().forEach(text -> text(text, parameters));
        }
        template.buttons().forEach(button -> button(button, to.addObject()));
    }

    private static ArrayNode parameters(ArrayNode components, String type) {
        return components.addObject().put("type", type).putArray("parameters");
    }

    private static void header(TemplateHeader header, ArrayNode to) {
        if (header.media() == null) {
            text(header.text(), to);
            return;
        }
        var word = switch (header.media()) {
            case PHOTO -> "image";
            case VIDEO -> "video";
            default -> "document";
        };
        var media = to.addObject().put("type", word).putObject(word).put("link", header.link());
        if (word.equals("document") && header.name() != null) {
            media.put("filename", header.name());
        }
    }

    private static void button(TemplateButton button, ObjectNode to) {
        boolean link = button.kind() == ButtonKind.URL;
        to.put("type", "button")
                .put("sub_type", link ? "url" : "quick_reply")
                .put("index", Integer.toString(button.index()));
        var parameters = to.putArray("parameters");
        if (link) {
            text(button.value(), parameters);
        } else {
            parameters.addObject().put("type", "payload").put("payload", button.value());
        }
    }

    private static void text(String text, ArrayNode to) {
        to.addObject().put("type", "text").put("text", onOneLine(text));
    }

    /** A parameter with a line break, a tab or a row of spaces would be refused. */
    private static String onOneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
