package io.besedka.flow;

import io.besedka.conversation.Bot.Situation;
import io.besedka.conversation.Bot.Step;
import io.besedka.conversation.Bot.Stimulus;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Who answers a stimulus. Of what a client says or presses: start conditions with text, start conditions without text, arrows from the
 * client's place, not-state conditions. The first that holds takes it.
 */
final class Answering {
    /** What a condition compares with when a file came without a text. */
    static final String ATTACHMENT = "attachment_message";

    private static final String START = "/start ";

    private final Published flow;
    private final Outcome outcome;
    private final Walk walk;
    private final Heard heard;
    private final Predicate<Comparison> holds;

    /** Of something the client did not say: the client's last words are those of an earlier step. */
    private Answering(Published flow, Situation situation) {
        this(flow, situation, null, false);
    }

    /** @param said null = the client said nothing */
    private Answering(Published flow, Situation situation, String said, boolean attached) {
        var session = Session.read(situation.session());
        var last = said == null ? session.question() : said;
        this.flow = flow;
        this.outcome = new Outcome(situation, flow.newest().zone(), text(last));
        this.walk = new Walk(flow, situation, session, outcome, flow.newest().remembersQuestion ? last : null);
        this.heard = new Heard(attached && said.isBlank() ? ATTACHMENT : text(said));
        this.holds = walk::holds;
    }

    static Step step(Published flow, Situation situation, Stimulus stimulus) {
        return switch (stimulus) {
            case Stimulus.Said(var content, var tag, var first) -> said(flow, situation, content, tag);
            case Stimulus.Pressed(var label, var value) ->
                new Answering(flow, situation, text(label), false).answer(text(value), text(label));
            case Stimulus.Called(var text) -> new Answering(flow, situation, text(text), false).answer("", text(text));
            case Stimulus.Entered(var block) -> new Answering(flow, situation).entered(block);
            case Stimulus.Rang(var timer) -> new Answering(flow, situation).rang(text(timer));
            case Stimulus.HandedBack() -> new Answering(flow, situation).handedBack();
        };
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    private static Step said(Published flow, Situation situation, Content content, String tag) {
        // A deep link is "/start <tag>" on the wire of some channels; conditions are written for "/start".
        boolean linked = tag != null && content.text().startsWith(START);
        var answering = new Answering(
                flow,
                situation,
                linked ? START.strip() : content.text(),
                !content.attachments().isEmpty());
        if (tag != null) {
            answering.outcome.set("tag", tag);
        }
        return answering.answer("", collectable(content));
    }

    private static String collectable(Content content) {
        return content.first(Part.ContactCard.class)
                .map(Part.ContactCard::phone)
                .map(Answering::text)
                .orElse(content.text());
    }

    private Step answer(String pressed, String collectable) {
        var start = start();
        if (start != null) {
            return walk.enter(flow.newest(), start);
        }
        var byArrow = byArrow(pressed, collectable);
        if (byArrow != null) {
            return byArrow;
        }
        var aside = flow.newest().asides.withText(heard, holds);
        aside = aside == null ? flow.newest().asides.withoutText(holds) : aside;
        return aside == null ? walk.ignored() : walk.enter(flow.newest(), aside);
    }

    /** A start with neither text nor comparison begins a dialogue: it answers where the client has no place. */
    private Block start() {
        var starts = flow.newest().starts;
        var spoken = starts.withText(heard, holds);
        return spoken != null
                ? spoken
                : starts.withoutText(compare -> compare == null ? walk.place() == null : walk.holds(compare));
    }

    private Step byArrow(String pressed, String collectable) {
        var place = walk.place();
        var here = place == null ? null : here(place, pressed);
        if (here != null) {
            return walk.follow(walk.version(), here);
        }
        var elsewhere = elsewhere(pressed);
        if (elsewhere != null) {
            return elsewhere;
        }
        return place == null ? null : byAnyAnswer(place, collectable);
    }

    private Arrow here(Block place, String pressed) {
        for (var arrow : place.buttons) {
            if (isMeant(place, arrow, pressed) && walk.holds(arrow.compare())) {
                return arrow;
            }
        }
        var spoken = place.texts.withText(heard, holds);
        return spoken == null ? place.texts.withoutText(holds) : spoken;
    }

    /** By its payload, or by its label: a reply button says its label as a text. */
    private boolean isMeant(Block place, Arrow.Button arrow, String pressed) {
        if (pressed.equals(Message.pressOf(place.id, arrow.button().id()))) {
            return true;
        }
        return pressed.isEmpty()
                && Message.label(arrow.button().label(), outcome)
                        .toLowerCase(Locale.ROOT)
                        .equals(heard.folded())
                && !heard.folded().isEmpty();
    }

    /** A button of an earlier message was pressed: its arrow still leads on. */
    private Step elsewhere(String pressed) {
        int slash = pressed.indexOf('/');
        if (slash < 0) {
            return null;
        }
        for (var version : List.of(walk.version(), flow.newest())) {
            var block = version.block(pressed.substring(0, slash));
            for (var arrow : block == null ? List.<Arrow.Button>of() : block.buttons) {
                if (pressed.equals(Message.pressOf(block.id, arrow.button().id())) && walk.holds(arrow.compare())) {
                    return walk.follow(version, arrow);
                }
            }
        }
        return null;
    }

    private Step byAnyAnswer(Block place, String collectable) {
        for (var collect : place.collects) {
            if (walk.holds(collect.compare())) {
                var collected = collect(collect, collectable);
                if (collected != null) {
                    return collected;
                }
            }
        }
        return place.anys.stream()
                .filter(any -> walk.holds(any.compare()))
                .findFirst()
                .map(any -> walk.follow(walk.version(), any))
                .orElse(null);
    }

    private Step collect(Arrow.Collect arrow, String answer) {
        var accepted = arrow.check().accept(answer, arrow.region());
        if (accepted.isPresent()) {
            outcome.set(arrow.variable(), accepted.get());
            return walk.follow(walk.version(), arrow);
        }
        if (arrow.error() == null) {
            return null;
        }
        outcome.say(
                new Content(arrow.error().render(outcome, Template.Place.MARKUP), true, List.of()),
                flow.numberOf(walk.place()));
        return walk.done();
    }

    /** A ring whose arrow is gone, or that was to be cancelled when the client left, is over and means nothing. */
    private Step rang(String timer) {
        var prefix = Walk.timerPrefix(flow);
        var id = timer.startsWith(prefix) ? timer.substring(prefix.length()) : "";
        for (var version : List.of(walk.version(), flow.newest())) {
            var found = version.timer(id);
            if (found != null) {
                return isDue(found) && walk.holds(found.arrow().compare())
                        ? walk.follow(version, found.arrow())
                        : unmoved();
            }
        }
        return unmoved();
    }

    private boolean isDue(FlowVersion.TimerOf timer) {
        boolean there = walk.place() != null && walk.place().id.equals(timer.block().id);
        return there || timer.block().isAside() || !timer.arrow().cancelWhenLeft();
    }

    private Step entered(long number) {
        var block = flow.blockOf(number);
        return block == null ? Step.IGNORED : walk.enter(flow.newest(), block);
    }

    private Step handedBack() {
        var place = walk.place();
        return (place == null ? List.<Arrow.HandedBack>of() : place.handedBacks)
                .stream()
                        .filter(arrow -> walk.holds(arrow.compare()))
                        .findFirst()
                        .map(arrow -> walk.follow(walk.version(), arrow))
                        .orElseGet(Answering::unmoved);
    }

    private static Step unmoved() {
        return new Step(true, null, List.of());
    }
}
