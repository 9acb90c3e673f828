package io.besedka.api.deal;

import io.besedka.conversation.DealDraft;
import io.besedka.conversation.Stages.Ending;
import io.besedka.deal.StageDraft;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A request's JSON object, read member by member; what cannot be taken is a 422 that names the member. */
record DealBody(JsonNode json) {
    private static final int NAME_LIMIT = 100;
    private static final int KEY_LIMIT = 100;
    private static final int VARIABLES_AT_ONCE = 100;
    private static final double BUDGET_LIMIT = 1e14;
    private static final int POSITION_LIMIT = 1_000;

    static DealBody of(Exchange exchange) throws IOException {
        return of(exchange.json(JsonNode.class));
    }

    static DealBody of(JsonNode json) {
        if (!json.isObject()) {
            throw Problem.badRequest("bad_json", "a JSON object was expected");
        }
        return new DealBody(json);
    }

    boolean has(String name) {
        return json.has(name);
    }

    private JsonNode present(String name) {
        var node = json.path(name);
        return node.isMissingNode() || node.isNull() ? null : node;
    }

    /** Null when it is absent or null. */
    String text(String name, int limit) {
        var node = present(name);
        if (node == null) {
            return null;
        }
        if (!node.isString() || node.stringValue().length() > limit) {
            throw Problem.unprocessable(name, name + " must be a text of at most " + limit + " characters");
        }
        return node.stringValue();
    }

    /** A name on one line, not blank; null when it is absent. */
    String name(int limit) {
        var name = text("name", limit);
        if (name != null && (name.isBlank() || name.chars().anyMatch(Character::isISOControl))) {
            throw Problem.unprocessable("name", "name must hold 1-" + limit + " characters on one line");
        }
        return name == null ? null : name.strip();
    }

    /** The name of a pipeline or a stage, which must be there. */
    String wantedName() {
        var name = name(NAME_LIMIT);
        if (name == null) {
            throw Problem.unprocessable("name", "name is needed");
        }
        return name;
    }

    String pipelineName() {
        return name(NAME_LIMIT);
    }

    String key() {
        var key = text("key", KEY_LIMIT);
        if (key != null && (key.isBlank() || key.chars().anyMatch(Character::isISOControl))) {
            throw Problem.unprocessable("key", "key must hold 1-" + KEY_LIMIT + " characters");
        }
        return key;
    }

    /** Null when it is absent or null. */
    Long number(String name) {
        var node = present(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw Problem.unprocessable(name, name + " must be a whole number");
        }
        return node.longValue();
    }

    Integer position() {
        var position = number("position");
        if (position != null && (position < 0 || position > POSITION_LIMIT)) {
            throw Problem.unprocessable("position", "position must be from 0 to " + POSITION_LIMIT);
        }
        return position == null ? null : position.intValue();
    }

    /** Null = absent; {@link DealDraft#NO_BUDGET} = null was said. */
    BigDecimal budget() {
        if (!has("budget")) {
            return null;
        }
        var node = present("budget");
        if (node == null) {
            return DealDraft.NO_BUDGET;
        }
        if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() < BUDGET_LIMIT)) {
            throw Problem.unprocessable("budget", "budget must be a number from 0, with at most 14 digits before the point");
        }
        return node.decimalValue();
    }

    /** Null = absent, 0 = nobody. */
    Long responsible(long projectId, Known known) {
        if (!has("responsibleId")) {
            return null;
        }
        var user = number("responsibleId");
        if (user != null && !known.isMember(projectId, user)) {
            throw Problem.unprocessable("responsibleId", "responsibleId is of no member of this project");
        }
        return user == null ? 0 : user;
    }

    /** The members as variables, null removes. */
    Map<String, String> variables() {
        if (json.size() > VARIABLES_AT_ONCE) {
            throw Problem.unprocessable(null, "at most " + VARIABLES_AT_ONCE + " variables are set at once");
        }
        var values = new LinkedHashMap<String, String>();
        for (var member : json.properties()) {
            var value = member.getValue();
            if (value.isContainer()) {
                throw Problem.unprocessable(member.getKey(), "a variable's value is a text, a number, true, false or null");
            }
            values.put(member.getKey(), value.isNull() ? null : value.asString());
        }
        return values;
    }

    /** Of the member; empty when it is absent. */
    Map<String, String> variables(String name) {
        var node = present(name);
        if (node != null && !node.isObject()) {
            throw Problem.unprocessable(name, name + " must be an object");
        }
        return node == null ? Map.of() : new DealBody(node).variables();
    }

    StageDraft stage(String name) {
        return new StageDraft(name, ending(), color(), position());
    }

    /** Null when it is absent. */
    List<StageDraft> stages() {
        var node = present("stages");
        if (node == null) {
            return null;
        }
        if (!node.isArray() || node.isEmpty()) {
            throw Problem.unprocessable("stages", "stages must be a list, not an empty one");
        }
        return node.valueStream().map(DealBody::of).map(stage -> stage.stage(stage.wantedName())).toList();
    }

    private Ending ending() {
        var word = text("ending", NAME_LIMIT);
        return word == null ? null : Arrays.stream(Ending.values())
                .filter(ending -> ending.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.unprocessable("ending", "ending must be open, success or failed"));
    }

    private String color() {
        var color = text("color", NAME_LIMIT);
        if (color != null && !StageDraft.COLORS.contains(color)) {
            throw Problem.unprocessable("color", "color must be one of " + String.join(", ", StageDraft.COLORS));
        }
        return color;
    }
}
