package io.besedka.api.deal;

import io.besedka.conversation.DealDraft;
import io.besedka.conversation.Stages.Ending;
import io.besedka.deal.StageDraft;
import io.besedka.face.Body;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What requests say of deals, pipelines and stages; what cannot be taken is a 422 that names the member. */
record DealBody(Body body) {
    private static final int NAME_LIMIT = 100;
    private static final double BUDGET_LIMIT = 1e14;
    private static final int POSITION_LIMIT = 1_000;

    static DealBody of(Exchange exchange) throws IOException {
        return new DealBody(Body.of(exchange));
    }

    static DealBody of(JsonNode json) {
        return new DealBody(Body.of(json));
    }

    boolean has(String name) {
        return body.has(name);
    }

    private JsonNode present(String name) {
        var node = body.member(name);
        return node.isMissingNode() || node.isNull() ? null : node;
    }

    /** Null when it is absent or null. */
    String text(String name, int limit) {
        return present(name) == null ? null : body.text(name, limit);
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
        return present("key") == null ? null : body.key();
    }

    /** Null when it is absent or null. */
    Long number(String name) {
        var number = body.optionalNumber(name);
        return number.isPresent() ? Long.valueOf(number.getAsLong()) : null;
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
            throw Problem.unprocessable(
                    "budget", "budget must be a number from 0, with at most 14 digits before the point");
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
        return body.variables();
    }

    /** Of the member; empty when it is absent. */
    Map<String, String> variables(String name) {
        var node = present(name);
        if (node != null && !node.isObject()) {
            throw Problem.unprocessable(name, name + " must be an object");
        }
        return node == null ? Map.of() : of(node).variables();
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
        return node.valueStream()
                .map(DealBody::of)
                .map(stage -> stage.stage(stage.wantedName()))
                .toList();
    }

    private Ending ending() {
        var word = text("ending", NAME_LIMIT);
        return word == null
                ? null
                : Arrays.stream(Ending.values())
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
