package io.besedka.flow;

import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Bot.Situation;
import io.besedka.conversation.Content;
import io.besedka.conversation.Variables;
import io.besedka.conversation.Variables.Scope;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/** What a step has decided so far; variables read back what it has set. */
final class Outcome implements Values {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private static final List<Scope> LOOKED_UP = List.of(Scope.DEAL, Scope.CLIENT, Scope.PROJECT);

    private static final String QUESTION = "question";
    private static final VariableName ASKED = new VariableName(Scope.DEAL, QUESTION);

    private final Situation situation;
    private final ZoneId zone;
    private final String question;
    private final List<Effect> effects = new ArrayList<>();
    private final Map<VariableName, String> written = new HashMap<>();
    private final Map<String, Instant> wakes = new LinkedHashMap<>();
    private final SequencedSet<String> forgotten = new LinkedHashSet<>();
    private boolean forgetsAll;

    /** @param question the client's last text */
    Outcome(Situation situation, ZoneId zone, String question) {
        this.situation = situation;
        this.zone = zone;
        this.question = question;
    }

    /** Stored variables come before the built-in ones, so that a name the client gave wins over the channel's; not before the last text. */
    @Override
    public String get(String name) {
        var variable = VariableName.of(name);
        if (variable.scope() == null && variable.name().equals(QUESTION) && !written.containsKey(ASKED)) {
            return question;
        }
        var value = variable.scope() == null ? anywhere(variable.name()) : stored(variable.scope(), variable.name());
        return value != null ? value : builtIn(variable.name());
    }

    private String anywhere(String name) {
        for (var scope : LOOKED_UP) {
            var value = stored(scope, name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private String stored(Scope scope, String name) {
        var variable = new VariableName(scope, name);
        if (!written.isEmpty() && written.containsKey(variable)) {
            return written.get(variable);
        }
        return switch (scope) {
            case DEAL -> situation.deal().get(name);
            case CLIENT -> situation.client().get(name);
            case PROJECT -> situation.project().apply(name);
        };
    }

    private String builtIn(String name) {
        return switch (name) {
            case QUESTION -> question;
            case "order_id" -> situation.dealId() == 0 ? "" : Long.toString(situation.dealId());
            case "client_id" -> Long.toString(situation.conversation().id());
            case "full_name" -> fullName();
            case "name" -> fullName().split(" ", 2)[0];
            case "current_date" -> DATE.format(situation.now().atZone(zone));
            case "current_time" -> TIME.format(situation.now().atZone(zone));
            default -> "";
        };
    }

    private String fullName() {
        var name = situation.profile() == null ? null : situation.profile().name();
        return name == null ? "" : name.strip();
    }

    @Override
    public long chance() {
        var key = situation.conversation();
        long seed = key.projectId() * 31 + key.id();
        return seed * 0x94D049BB133111EBL
                + situation.now().getEpochSecond() * 1_000_000_007L
                + situation.now().getNano();
    }

    /** @param value null removes; longer than a variable may be, it is cut */
    void set(String name, String value) {
        var fitting = value == null || value.length() <= Variables.VALUE_LIMIT
                ? value
                : value.substring(0, Variables.VALUE_LIMIT);
        var variable = VariableName.of(name);
        written.put(new VariableName(variable.home(), variable.name()), fitting);
        effects.add(new Effect.Set(variable.home(), variable.name(), fitting));
    }

    /** @param block the number of the block that says it, 0 = not known */
    void say(Content content, long block) {
        if (!content.isEmpty()) {
            effects.add(new Effect.Say(content, block));
        }
    }

    void add(Effect effect) {
        effects.add(effect);
    }

    void wake(String timer, Instant at) {
        wakes.put(timer, at);
        forgotten.remove(timer);
    }

    void forget(String timer) {
        wakes.remove(timer);
        forgotten.add(timer);
    }

    void forgetAll() {
        forgetsAll = true;
        wakes.clear();
        forgotten.clear();
    }

    /** In order; what concerns timers comes last. */
    List<Effect> effects() {
        var all = new ArrayList<>(effects);
        if (forgetsAll || !forgotten.isEmpty()) {
            all.add(new Effect.Forget(List.copyOf(forgotten)));
        }
        wakes.forEach((timer, at) -> all.add(new Effect.WakeAt(timer, at)));
        return all;
    }
}
