package io.besedka.channel.whatsapp;

import io.besedka.channel.ApprovedTemplate;
import io.besedka.channel.ApprovedTemplate.Button;
import io.besedka.channel.ApprovedTemplate.Header;
import io.besedka.channel.Connection;
import io.besedka.channel.SendResult;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Media;
import io.besedka.platform.outbound.Outcome.Answered;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The approved templates of a business account, page after page. What we do not know makes a template unusable, never the list. */
final class WhatsAppTemplates {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final Set<String> KNOWN = Set.of("HEADER", "BODY", "FOOTER", "BUTTONS");

    private final GraphApi api;

    WhatsAppTemplates(GraphApi api) {
        this.api = api;
    }

    List<ApprovedTemplate> of(Connection connection) throws IOException {
        var account = connection.setting("waba_id", "");
        if (!GraphApi.isToken(WhatsAppAdapter.secret(connection, "token")) || !account.matches("\\d{1,25}")) {
            throw new IOException("the connection has no usable token or business account");
        }
        var all = new ArrayList<ApprovedTemplate>();
        var after = "";
        for (int page = 0; page < MOST_PAGES && after != null; page++) {
            var answer = page(connection, account, after);
            answer.path("data")
                    .valueStream()
                    .filter(WhatsAppTemplates::isApproved)
                    .map(WhatsAppTemplates::read)
                    .forEach(all::add);
            after = next(answer.path("paging"));
        }
        all.sort(Comparator.comparing(ApprovedTemplate::name).thenComparing(ApprovedTemplate::language));
        return all;
    }

    private JsonNode page(Connection connection, String account, String after) throws IOException {
        var query = "?limit=" + PAGE
                + (after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8));
        var outcome = api.get(connection, account + "/message_templates" + query);
        if (outcome instanceof Answered answer && answer.isSuccess()) {
            return GraphError.json(answer.body());
        }
        throw new IOException(
                switch (WhatsAppOutcome.failed(outcome)) {
                    case SendResult.Broken(var why) -> why;
                    case SendResult.Refused(var why) -> why;
                    case SendResult.TryLater later -> later.why();
                    case SendResult.Unknown(var why) -> why;
                    case SendResult other -> "WhatsApp could not be asked";
                });
    }

    /** Null after the last page. The address of the next one is not followed: it would take our token wherever it points. */
    private static String next(JsonNode paging) {
        var after = paging.path("cursors").path("after").stringValue("");
        return paging.path("next").stringValue("").isEmpty() || after.isEmpty() || after.length() > 1000 ? null : after;
    }

    private static boolean isApproved(JsonNode template) {
        return template.path("status").stringValue("").equals("APPROVED")
                && !template.path("name").stringValue("").isEmpty()
                && !template.path("language").stringValue("").isEmpty();
    }

    private static ApprovedTemplate read(JsonNode template) {
        var components = template.path("components");
        var header = header(component(components, "HEADER"));
        var body = component(components, "BODY");
        var text = body.path("text").stringValue("");
        int places = ApprovedTemplate.placesOf(text);
        var buttons = component(components, "BUTTONS")
                .path("buttons")
                .valueStream()
                .map(WhatsAppTemplates::button)
                .toList();
        boolean known = components.valueStream().allMatch(one -> KNOWN.contains(type(one)));
        return new ApprovedTemplate(
                template.path("name").stringValue(""),
                template.path("language").stringValue(""),
                template.path("category").stringValue("").toLowerCase(Locale.ROOT),
                header,
                text,
                Math.max(places, 0),
                examples(body.path("example").path("body_text").path(0), places),
                component(components, "FOOTER").path("text").stringValue(""),
                buttons,
                known && places >= 0 && isUsable(header) && buttons.stream().allMatch(WhatsAppTemplates::isUsable));
    }

    private static String type(JsonNode component) {
        return component.path("type").stringValue("").toUpperCase(Locale.ROOT);
    }

    private static JsonNode component(JsonNode components, String type) {
        return components
                .valueStream()
                .filter(one -> type(one).equals(type))
                .findFirst()
                .orElse(components.path(-1));
    }

    /** Null where there is none. */
    private static Header header(JsonNode header) {
        if (!header.isObject()) {
            return null;
        }
        var text = header.path("text").stringValue("");
        var example = header.path("example").path("header_text").path(0).stringValue(null);
        return switch (header.path("format").stringValue("TEXT").toUpperCase(Locale.ROOT)) {
            case "TEXT" -> new Header(text, null, ApprovedTemplate.placesOf(text), example);
            case "IMAGE" -> new Header("", Media.PHOTO, 0, null);
            case "VIDEO" -> new Header("", Media.VIDEO, 0, null);
            case "DOCUMENT" -> new Header("", Media.FILE, 0, null);
            default -> new Header("", null, -1, null);
        };
    }

    private static boolean isUsable(Header header) {
        return header == null || header.places() == 0 || header.places() == 1;
    }

    private static Button button(JsonNode button) {
        var label = button.path("text").stringValue("");
        return switch (button.path("type").stringValue("")) {
            case "QUICK_REPLY" -> new Button(ButtonKind.TEXT, label, "", 0, null);
            case "PHONE_NUMBER" ->
                new Button(ButtonKind.PHONE, label, button.path("phone_number").stringValue(""), 0, null);
            case "URL" -> link(label, button.path("url").stringValue(""), button.path("example"));
            default -> new Button(null, label, "", 0, null);
        };
    }

    /** Meta takes a place at the end of an address only; its example may be the whole address. */
    private static Button link(String label, String url, JsonNode example) {
        var fixed = url.replace("{{1}}", "");
        var shown = example.path(0).stringValue(example.stringValue(null));
        var end = shown != null && shown.startsWith(fixed) ? shown.substring(fixed.length()) : shown;
        return new Button(ButtonKind.URL, label, url, ApprovedTemplate.placesOf(url), end);
    }

    private static boolean isUsable(Button button) {
        return button.kind() != null
                && (button.places() == 0
                        || button.places() == 1 && button.value().endsWith("{{1}}"));
    }

    private static List<String> examples(JsonNode examples, int places) {
        var texts = examples.valueStream().map(one -> one.stringValue("")).toList();
        return texts.size() == places ? texts : List.of();
    }
}
