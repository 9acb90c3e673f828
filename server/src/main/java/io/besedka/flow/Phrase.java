package io.besedka.flow;

import io.besedka.conversation.Bot.Situation;
import io.besedka.conversation.Content;
import java.time.ZoneId;

/**
 * A message that was written outside of flows and has variables in its text: filled in for each client as a block's text is. Parsed once,
 * safe for any thread.
 */
public final class Phrase {
    private final Template text;
    private final Content content;

    private Phrase(Template text, Content content) {
        this.text = text;
        this.content = content;
    }

    /** Throws IllegalArgumentException when variables or variants are nested too deep. */
    public static Phrase of(Content content) {
        return new Phrase(TemplateReader.read(content.text()), content);
    }

    /** @param zone by its clocks are date and time; a variable that is absent is empty */
    public Content fill(Situation situation, ZoneId zone) {
        var place = content.markup() ? Template.Place.MARKUP : Template.Place.PLAIN;
        return new Content(text.render(new Outcome(situation, zone, ""), place), content.markup(), content.parts());
    }
}
