package io.besedka.simulator.whatsapp;

import io.besedka.simulator.messenger.Attachment;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A template with what a send fills it with, checked as strictly as Graph checks it. */
final class TemplateShown {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\d{1,3})}}");
    private static final Map<String, Kind> FILES =
            Map.of("IMAGE", Kind.PHOTO, "VIDEO", Kind.VIDEO, "DOCUMENT", Kind.FILE);

    private final JsonNode components;
    private final JsonNode filling;

    TemplateShown(JsonNode components, JsonNode filling) {
        this.components = components;
        this.filling = filling;
    }

    static JsonNode part(JsonNode components, String type) {
        return components
                .valueStream()
                .filter(one -> one.path("type").asString("").equalsIgnoreCase(type))
                .findFirst()
                .orElse(components.path(-1));
    }

    Content content() {
        var header = part(components, "HEADER");
        var format = header.path("format").asString("TEXT").toUpperCase(Locale.ROOT);
        var file = FILES.containsKey(format) ? file(format) : null;
        var lines = Stream.of(
                        file == null ? filled("header", header.path("text").asString("")) : "",
                        filled("body", part(components, "BODY").path("text").asString("")),
                        part(components, "FOOTER").path("text").asString(""))
                .filter(line -> !line.isEmpty());
        var content = Content.text(lines.collect(Collectors.joining("\n"))).withButtons(buttons());
        return file == null ? content : content.with(List.of(file));
    }

    private Attachment file(String format) {
        var word = format.toLowerCase(Locale.ROOT);
        var given = part(filling, "header").path("parameters").path(0);
        if (!given.path("type").asString("").equals(word)) {
            var received = given.path("type").asString("UNKNOWN").toUpperCase(Locale.ROOT);
            throw Graph.refusal(
                    132012,
                    "Parameter format does not match format in the created template",
                    "header: Format mismatch, expected " + format + ", received " + received);
        }
        var link = given.path(word).path("link").asString("");
        if (!link.matches("(?i)https?://\\S{1,2000}")) throw Graph.param(word + "['link'] is not a valid URI.");
        return Attachment.at(FILES.get(format), link)
                .withName(given.path(word).path("filename").asString(""));
    }

    private String filled(String type, String text) {
        var values = part(filling, type)
                .path("parameters")
                .valueStream()
                .map(parameter -> parameter.path("text").asString(""))
                .toList();
        long places = PLACE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .count();
        if (places != values.size()) {
            var details = type + ": number of localizable_params (" + values.size()
                    + ") does not match the expected number of params (" + places + ")";
            throw Graph.refusal(132000, "Number of parameters does not match the expected number of params", details);
        }
        if (values.stream().anyMatch(value -> value.isEmpty() || value.contains("\n") || value.contains("    "))) {
            throw Graph.refusal(
                    132018,
                    "There is an issue with the parameters in your template",
                    "no new lines, tabs or four spaces");
        }
        return PLACE.matcher(text).replaceAll(found -> {
            int index = Integer.parseInt(found.group(1)) - 1;
            return Matcher.quoteReplacement(index >= 0 && index < values.size() ? values.get(index) : found.group());
        });
    }

    private List<List<Button>> buttons() {
        var made = part(components, "BUTTONS").path("buttons");
        var shown = new ArrayList<List<Button>>();
        for (int i = 0; i < made.size(); i++) {
            shown.add(List.of(button(made.get(i), i)));
        }
        return shown;
    }

    private Button button(JsonNode made, int index) {
        var label = made.path("text").asString("");
        return switch (made.path("type").asString("")) {
            case "URL" -> Button.link(label, address(made.path("url").asString(""), index));
            case "QUICK_REPLY" -> {
                var payload = given(index, "quick_reply").path("payload").asString("");
                yield Button.say(label, payload.isEmpty() ? label : payload);
            }
            default -> Button.of(Button.Press.OTHER, label, "");
        };
    }

    private String address(String url, int index) {
        if (!url.contains("{{1}}")) return url;
        var end = given(index, "url").path("text").asString("");
        if (end.isEmpty()) {
            var details = "buttons: Button at index " + index + " of type Url requires a parameter";
            throw Graph.refusal(131008, "Required parameter is missing", details);
        }
        return url.replace("{{1}}", end);
    }

    /** The first parameter of the button at that place. */
    private JsonNode given(int index, String subType) {
        return filling.valueStream()
                .filter(one -> one.path("type").asString("").equalsIgnoreCase("button"))
                .filter(one -> one.path("index").asInt(-1) == index)
                .filter(one -> one.path("sub_type").asString("").equalsIgnoreCase(subType))
                .findFirst()
                .map(one -> one.path("parameters").path(0))
                .orElse(filling.path(-1));
    }
}
