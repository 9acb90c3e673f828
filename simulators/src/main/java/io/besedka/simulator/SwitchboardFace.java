package io.besedka.simulator;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * The switchboard over HTTP: {@code POST /api/misfortune {kind, seconds?, status?, scope?, times? | for_seconds? |
 * chance?}}.
 */
public final class SwitchboardFace {
    private final Switchboard switchboard;
    private final Timeline time;

    public SwitchboardFace(Switchboard switchboard, Timeline time) {
        this.switchboard = switchboard;
        this.time = time;
    }

    /**
     * GET shows, POST adds a rule, DELETE removes {@code id} or all.
     *
     * @throws IllegalArgumentException for an unknown kind
     */
    public JsonNode take(String method, Params params) {
        if (method.equals("POST")) add(params);
        if (method.equals("DELETE")) calm(params);
        return shown();
    }

    private void add(Params params) {
        var json = Json.object();
        params.values().forEach(json::set);
        long seconds = params.number("for_seconds", 0);
        var until = seconds > 0 ? time.now().plusSeconds(seconds) : Instant.MAX;
        int times = (int) params.number("times", seconds > 0 || params.has("chance") ? -1 : 1);
        double chance = json.path("chance").asDouble(1);
        switchboard.add(Misfortune.of(json), params.text("scope"), times, until, chance);
    }

    private void calm(Params params) {
        if (params.has("id")) switchboard.remove(params.number("id", 0));
        else switchboard.calm();
    }

    private JsonNode shown() {
        var json = Json.object();
        var rules = json.putArray("rules");
        for (var rule : switchboard.rules()) {
            var shown = rules.addObject()
                    .put("id", rule.id())
                    .put("kind", rule.what().kind())
                    .put("scope", rule.scope())
                    .put("left", rule.left())
                    .put("chance", rule.chance());
            if (!rule.until().equals(Instant.MAX))
                shown.put("until", rule.until().toString());
        }
        var counters = json.putObject("counters");
        switchboard.counters().forEach(counters::put);
        return json;
    }
}
