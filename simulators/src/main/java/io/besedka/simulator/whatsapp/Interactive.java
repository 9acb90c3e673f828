package io.besedka.simulator.whatsapp;

import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Menu;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Messages with reply buttons, a list, a link's button or a request for a place. */
final class Interactive {
    private static final int BODY = 1024;
    private static final int EDGE = 60;
    private static final int BUTTONS = 3;
    private static final int LABEL = 20;
    private static final int ROWS = 10;
    private static final int TITLE = 24;
    private static final Set<String> HEADERS = Set.of("image", "video", "document");

    private final Draft draft;

    Interactive(Draft draft) {
        this.draft = draft;
    }

    Content of(JsonNode json) {
        var text = Draft.needed(json.path("body"), "text", BODY);
        if (json.path("footer").path("text").asString("").length() > EDGE)
            throw Graph.invalid("interactive['footer'] is too long");
        var action = json.path("action");
        var type = json.path("type").asString("");
        var content = switch (type) {
            case "button" -> Content.text(text).withButtons(replies(action.path("buttons")));
            case "list" -> Content.text(text).withMenu(menu(action));
            case "cta_url" -> Content.text(text).withButtons(Draft.one(link(action)));
            case "location_request_message" -> Content.text(text).withButtons(Draft.one(place(action)));
            default -> throw Graph.invalid("interactive['type'] " + type);
        };
        return headed(type, json.path("header"), content);
    }

    private Content headed(String type, JsonNode header, Content content) {
        if (header.isMissingNode()) return content;
        var kind = header.path("type").asString("");
        if (kind.equals("text")) {
            return content.withText("*" + Draft.needed(header, "text", EDGE) + "*\n" + content.text());
        }
        if (!HEADERS.contains(kind) || type.equals("list"))
            throw Graph.invalid("interactive['header'] of type " + kind);
        return content.with(List.of(draft.file(kind, header.path(kind))));
    }

    private static List<List<Button>> replies(JsonNode buttons) {
        if (!buttons.isArray() || buttons.isEmpty() || buttons.size() > BUTTONS) {
            throw Graph.invalid("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
        }
        var ids = new HashSet<String>();
        var titles = new HashSet<String>();
        var rows = new ArrayList<List<Button>>();
        for (var button : buttons) {
            var title = Draft.needed(button.path("reply"), "title", LABEL);
            var id = Draft.needed(button.path("reply"), "id", 256);
            if (!ids.add(id) || !titles.add(title)) throw Graph.invalid("Duplicated id or title of a button");
            rows.add(List.of(Button.say(title, id)));
        }
        return rows;
    }

    private static Menu menu(JsonNode action) {
        var open = Draft.needed(action, "button", LABEL);
        var sections = action.path("sections");
        if (!sections.isArray() || sections.isEmpty() || sections.size() > ROWS) throw Graph.invalid("1-10 sections");
        var ids = new HashSet<String>();
        var read = new ArrayList<Menu.Section>();
        for (var section : sections) read.add(section(section, sections.size(), ids));
        if (ids.isEmpty() || ids.size() > ROWS) throw Graph.invalid("Total row count exceed max allowed count: 10");
        return new Menu(open, read);
    }

    private static Menu.Section section(JsonNode section, int of, Set<String> ids) {
        var title = section.path("title").asString("");
        if (title.length() > TITLE || title.isEmpty() && of > 1)
            throw Graph.invalid("section['title'] is missing or too long");
        var rows = new ArrayList<Menu.Row>();
        for (var row : section.path("rows")) {
            var id = Draft.needed(row, "id", 200);
            if (!ids.add(id)) throw Graph.invalid("Duplicated row id");
            var description = row.path("description").asString("");
            if (description.length() > 72) throw Graph.invalid("row['description'] is too long");
            rows.add(new Menu.Row(id, Draft.needed(row, "title", TITLE), description));
        }
        if (rows.isEmpty()) throw Graph.invalid("a section needs rows");
        return new Menu.Section(title, rows);
    }

    private static Button link(JsonNode action) {
        var parameters = action.path("parameters");
        var url = Draft.needed(parameters, "url", 2000);
        if (!action.path("name").asString("").equals("cta_url")) throw Graph.invalid("action['name']");
        if (!url.matches("(?i)https?://\\S+")) throw Graph.invalid("action['parameters']['url']");
        return Button.link(Draft.needed(parameters, "display_text", LABEL), url);
    }

    private static Button place(JsonNode action) {
        if (!action.path("name").asString("").equals("send_location")) throw Graph.invalid("action['name']");
        return Button.of(Button.Press.LOCATION, "Send location", "");
    }
}
