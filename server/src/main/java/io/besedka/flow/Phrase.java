package io.besedka.flow;

import io.besedka.conversation.Bot.Situation;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A message that was written outside of flows and has variables in its text, its buttons or what fills its template: filled in for each
 * client as a block's are. Parsed once, safe for any thread.
 */
public final class Phrase {
    private final Template text;
    private final boolean markup;
    private final List<Function<Values, Part>> parts;

    private Phrase(Template text, boolean markup, List<Function<Values, Part>> parts) {
        this.text = text;
        this.markup = markup;
        this.parts = parts;
    }

    /** Throws IllegalArgumentException when variables or variants are nested too deep, or choose the host of an address. */
    public static Phrase of(Content content) {
        return new Phrase(
                TemplateReader.read(content.text()),
                content.markup(),
                content.parts().stream().map(PhrasePart::of).toList());
    }

    /** @param zone by its clocks are date and time; a variable that is absent is empty */
    public Content fill(Situation situation, ZoneId zone) {
        var values = new Outcome(situation, zone, "");
        var said = text.render(values, markup ? Template.Place.MARKUP : Template.Place.PLAIN);
        return new Content(
                said,
                markup,
                parts.stream()
                        .map(part -> part.apply(values))
                        .filter(Objects::nonNull)
                        .toList());
    }
}
