package io.besedka.flow;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Situation;
import io.besedka.conversation.Bot.Step;
import io.besedka.conversation.Bot.Stimulus;
import io.besedka.conversation.Content;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Part;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Variables;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A dialogue with a flow, in memory: keeps what a conversation would keep, and returns what the client sees. */
final class Talk {
    static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    Published flow;
    String session;
    String owner = "bot";
    boolean taken;
    boolean closed;
    String name = "Анна Петрова";
    Instant now = Instant.parse("2026-03-08T09:00:00Z");
    final Map<String, String> variables = new HashMap<>();
    final Map<String, String> clientVariables = new HashMap<>();
    final Map<String, String> projectVariables = new HashMap<>();
    final List<Long> moved = new ArrayList<>();
    boolean optedOut;
    final Map<String, Instant> timers = new TreeMap<>();
    final TreeSet<String> tags = new TreeSet<>();
    final List<Content> said = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();

    Talk(Published flow) {
        this.flow = flow;
    }

    static Talk with(String definition) {
        return new Talk(Published.only(FlowCompiler.compile(7, 1, MOSCOW, definition)));
    }

    List<String> says(String text) {
        return says(Content.text(text), null);
    }

    List<String> says(Content content, String tag) {
        return hears(new Stimulus.Said(content, tag, session == null));
    }

    /** Presses the button of this label in the latest message that has it. */
    List<String> presses(String label) {
        for (var content : said.reversed()) {
            for (var button : content.buttons().map(Part.Buttons::flat).orElse(List.of())) {
                if (button.label().equals(label)) {
                    return hears(new Stimulus.Pressed(label, button.value()));
                }
            }
        }
        throw new AssertionError("no button " + label);
    }

    List<String> handsBack() {
        owner = "bot";
        return hears(new Stimulus.HandedBack());
    }

    /** Lets time pass; timers ring on their way. */
    List<String> waits(Duration by) {
        var until = now.plus(by);
        var heard = new ArrayList<String>();
        while (true) {
            var next =
                    timers.entrySet().stream().min(Map.Entry.comparingByValue()).orElse(null);
            if (next == null || next.getValue().isAfter(until)) {
                now = until;
                return heard;
            }
            now = next.getValue();
            timers.remove(next.getKey());
            heard.addAll(hears(new Stimulus.Rang(next.getKey())));
        }
    }

    List<String> hears(Stimulus stimulus) {
        var step = step(stimulus);
        taken = step.taken();
        session = step.session() == null ? session : step.session();
        int before = said.size();
        step.effects().forEach(this::carryOut);
        return said.subList(before, said.size()).stream().map(Content::text).toList();
    }

    Step step(Stimulus stimulus) {
        return Answering.step(flow, situation(), stimulus);
    }

    Situation situation() {
        return new Situation(
                new ConversationKey(1, 42),
                5,
                0,
                session,
                Variables.of(variables),
                Variables.of(clientVariables),
                projectVariables::get,
                new Profile(name, null, null, null, null),
                now);
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Say(var content, var block) -> said.add(content);
            case Effect.Set(var scope, var variable, var value) -> {
                var home = switch (scope) {
                    case DEAL -> variables;
                    case CLIENT -> clientVariables;
                    case PROJECT -> projectVariables;
                };
                if (value == null) {
                    home.remove(variable);
                } else {
                    home.put(variable, value);
                }
            }
            case Effect.MoveDeal(var stage) -> moved.add(stage);
            case Effect.OptOut(var out) -> optedOut = out;
            case Effect.WakeAt(var timer, var at) -> timers.put(timer, at);
            case Effect.Forget(var names) -> {
                if (names.isEmpty()) {
                    timers.clear();
                }
                names.forEach(timers::remove);
            }
            case Effect.HandOver(var team) -> owner = "team " + team;
            case Effect.Close() -> closed = true;
            case Effect.Tag(var add, var remove) -> {
                tags.addAll(add);
                remove.forEach(tags::remove);
            }
            case Effect.Trouble(var what) -> {
                troubles.add(what);
                owner = "team 0";
            }
        }
    }
}
