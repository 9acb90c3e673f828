package io.besedka.simulator.whatsapp;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Button;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Messenger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Templates of business accounts and their approval. Every account has {@code hello_world} in {@code en_US}. */
final class Templates {
    record Template(
            String id,
            String name,
            String language,
            String category,
            String text,
            List<String> replies,
            String status) {}

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\d{1,3})}}");
    private static final Template HELLO =
            new Template("9001", "hello_world", "en_US", "UTILITY", "Hello World", List.of(), "APPROVED");

    private final Messenger messenger;
    private final Map<String, Map<String, Template>> byBusiness = new ConcurrentHashMap<>();

    Templates(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls, String version) {
        calls.asks("POST", version + "/{id}/message_templates", "message_templates", this::create)
                .asks("GET", version + "/{id}/message_templates", "message_templates", this::list)
                .asks("DELETE", version + "/{id}/message_templates", "message_templates", this::delete);
    }

    void add(String business, String name, String language, String text, String status) {
        keep(
                business,
                new Template(
                        Long.toString(9_000_000 + text.hashCode() % 1000),
                        name,
                        language,
                        "UTILITY",
                        text,
                        List.of(),
                        status));
    }

    private void keep(String business, Template template) {
        of(business).put(template.name + "\n" + template.language, template);
    }

    private Map<String, Template> of(String business) {
        return byBusiness.computeIfAbsent(business, key -> {
            var all = new ConcurrentHashMap<String, Template>();
            all.put(HELLO.name + "\n" + HELLO.language, HELLO);
            return all;
        });
    }

    private Answer create(Call call) {
        var account = Graph.business(messenger, call);
        var json = call.json();
        var name = json.path("name").asString("");
        if (!name.matches("[a-z0-9_]{1,512}")) throw Graph.param("name is lower case letters, digits and underscores");
        var category = json.path("category").asString("");
        if (!List.of("UTILITY", "MARKETING", "AUTHENTICATION").contains(category))
            throw Graph.param("category is unknown");
        String text = "";
        var replies = new ArrayList<String>();
        for (var component : json.path("components")) {
            if (component.path("type").asString("").equalsIgnoreCase("body"))
                text = component.path("text").asString("");
            component
                    .path("buttons")
                    .forEach(button -> replies.add(button.path("text").asString("")));
        }
        if (text.isEmpty()) throw Graph.param("components must have a BODY with a text");
        var id = Long.toString(account.nextNumber());
        var made = new Template(
                id, name, json.path("language").asString("en_US"), category, text, List.copyOf(replies), "PENDING");
        keep(account.extra("waba_id"), made);
        return Answer.json(Json.object().put("id", id).put("status", "PENDING").put("category", category));
    }

    private Answer list(Call call) {
        var account = Graph.business(messenger, call);
        var answer = Json.object();
        var data = answer.putArray("data");
        of(account.extra("waba_id")).values().forEach(template -> {
            var one = data.addObject()
                    .put("id", template.id)
                    .put("name", template.name)
                    .put("language", template.language)
                    .put("category", template.category)
                    .put("status", template.status);
            one.putArray("components").addObject().put("type", "BODY").put("text", template.text);
        });
        return Answer.json(answer);
    }

    private Answer delete(Call call) {
        var account = Graph.business(messenger, call);
        var name = call.text("name");
        boolean known = of(account.extra("waba_id")).values().removeIf(template -> template.name.equals(name));
        if (!known) throw Graph.param("no such template");
        return Graph.success();
    }

    /** The template as the phone shows it, or a refusal of the 132 thousands. */
    Content shown(Account account, JsonNode asked) {
        var name = asked.path("name").asString("");
        if (name.isEmpty()) throw Graph.missing("template['name']");
        var language = asked.path("language").path("code").asString("");
        if (language.isEmpty()) throw Graph.missing("template['language']['code']");
        var template = of(account.extra("waba_id")).get(name + "\n" + language);
        if (template == null || template.status.equals("PENDING") || template.status.equals("REJECTED")) {
            throw Graph.refusal(
                    404,
                    132001,
                    "Template name does not exist in the translation",
                    "template name (" + name + ") does not exist in " + language);
        }
        if (template.status.equals("PAUSED")) throw Graph.refusal(132015, "Template is paused", "");
        if (template.status.equals("DISABLED")) throw Graph.refusal(132016, "Template is disabled", "");
        return Content.text(filled(template.text, values(asked, "body")))
                .withButtons(buttons(template, asked))
                .withTemplate(name);
    }

    private static List<String> values(JsonNode asked, String type) {
        var values = new ArrayList<String>();
        for (var component : asked.path("components")) {
            if (!component.path("type").asString("").equalsIgnoreCase(type)) continue;
            component
                    .path("parameters")
                    .forEach(parameter -> values.add(parameter.path("text").asString("")));
        }
        return values;
    }

    private static String filled(String text, List<String> values) {
        long places = PLACE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .count();
        if (places != values.size()) {
            var details = "body: number of localizable_params (" + values.size()
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

    private static List<List<Button>> buttons(Template template, JsonNode asked) {
        var payloads = new LinkedHashMap<Integer, String>();
        for (var component : asked.path("components")) {
            if (!component.path("type").asString("").equalsIgnoreCase("button")) continue;
            payloads.put(
                    component.path("index").asInt(0),
                    component.path("parameters").path(0).path("payload").asString(""));
        }
        var buttons = new ArrayList<List<Button>>();
        for (int i = 0; i < template.replies.size(); i++) {
            var label = template.replies.get(i);
            buttons.add(List.of(Button.say(label, payloads.getOrDefault(i, label))));
        }
        return buttons;
    }
}
