package io.besedka.simulator.whatsapp;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Content;
import io.besedka.simulator.messenger.Messenger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Templates of business accounts and their approval. Every account has {@code hello_world} in {@code en_US}. */
final class Templates {
    /** @param components as they were posted and are listed: HEADER, BODY, FOOTER, BUTTONS */
    record Template(String id, String name, String language, String category, JsonNode components, String status) {}

    private static final int PAGE = 25;
    private static final int LARGEST_PAGE = 100;
    private static final List<String> CATEGORIES = List.of("UTILITY", "MARKETING", "AUTHENTICATION");

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

    void add(String business, String name, String language, JsonNode components, String status) {
        var id = Integer.toUnsignedString((business + name + language).hashCode());
        keep(business, new Template(id, name, language, "UTILITY", components, status));
    }

    /** Nothing but a body with this text. */
    static ArrayNode body(String text) {
        var components = Json.object().putArray("components");
        components.addObject().put("type", "BODY").put("text", text);
        return components;
    }

    private void keep(String business, Template template) {
        of(business).put(key(template.name, template.language), template);
    }

    private static String key(String name, String language) {
        return name + "\n" + language;
    }

    private Map<String, Template> of(String business) {
        return byBusiness.computeIfAbsent(business, key -> {
            var all = new ConcurrentSkipListMap<String, Template>();
            var hello = new Template("9001", "hello_world", "en_US", "UTILITY", body("Hello World"), "APPROVED");
            all.put(key(hello.name, hello.language), hello);
            return all;
        });
    }

    private Answer create(Call call) {
        var account = Graph.business(messenger, call);
        var json = call.json();
        var name = json.path("name").asString("");
        if (!name.matches("[a-z0-9_]{1,512}")) throw Graph.param("name is lower case letters, digits and underscores");
        var category = json.path("category").asString("");
        if (!CATEGORIES.contains(category)) throw Graph.param("category is unknown");
        var components = json.path("components");
        if (TemplateShown.part(components, "BODY").path("text").asString("").isEmpty())
            throw Graph.param("components must have a BODY with a text");
        var id = Long.toString(account.nextNumber());
        var language = json.path("language").asString("en_US");
        keep(account.extra("waba_id"), new Template(id, name, language, category, components, "PENDING"));
        return Answer.json(Json.object().put("id", id).put("status", "PENDING").put("category", category));
    }

    /** By pages, in the order of names; {@code next} stands on all but the last. */
    private Answer list(Call call) {
        var account = Graph.business(messenger, call);
        var status = call.text("status");
        var all = of(account.extra("waba_id")).values().stream()
                .filter(template -> status.isEmpty() || template.status.equals(status))
                .toList();
        int from = number(call.text("after"), 0, all.size());
        int to = Math.min(all.size(), from + Math.max(1, number(call.text("limit"), PAGE, LARGEST_PAGE)));
        var answer = Json.object();
        var data = answer.putArray("data");
        all.subList(from, to)
                .forEach(template -> data.addObject()
                        .put("id", template.id)
                        .put("name", template.name)
                        .put("language", template.language)
                        .put("category", template.category)
                        .put("status", template.status)
                        .set("components", template.components));
        var paging = answer.putObject("paging");
        paging.putObject("cursors").put("before", Integer.toString(from)).put("after", Integer.toString(to));
        if (to < all.size()) paging.put("next", messenger.url() + "/next-page-with-a-token");
        return Answer.json(answer);
    }

    private static int number(String text, int otherwise, int most) {
        return text.matches("\\d{1,6}") ? Math.min(Integer.parseInt(text), most) : otherwise;
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
        var template = of(account.extra("waba_id")).get(key(name, language));
        if (template == null || template.status.equals("PENDING") || template.status.equals("REJECTED")) {
            throw Graph.refusal(
                    404,
                    132001,
                    "Template name does not exist in the translation",
                    "template name (" + name + ") does not exist in " + language);
        }
        if (template.status.equals("PAUSED")) throw Graph.refusal(132015, "Template is paused", "");
        if (template.status.equals("DISABLED")) throw Graph.refusal(132016, "Template is disabled", "");
        return new TemplateShown(template.components, asked.path("components"))
                .content()
                .withTemplate(name);
    }
}
