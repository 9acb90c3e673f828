package io.besedka.channel;

import io.besedka.conversation.Part;
import java.util.List;

/**
 * One provider message of a plan: what {@link Planner} made so that it fits the channel's capabilities. An adapter sends it as it is.
 *
 * @param seq our number of the message it is a piece of (the buttons' payloads carry it)
 * @param text light markup when {@code markup}; a caption where there are media
 * @param media none, one, or as many as the channel's album holds
 * @param buttons cut to fit, or null
 * @param replyTo the provider's id of the message answered, or null
 * @param piece which piece of the message it is, from 0; with {@code seq} and the conversation it is the same however often it is tried
 * @param speaker the operator's name, where the client is to see it and the channel shows it by its own means; else null
 */
public record Outbound(
        long seq,
        String text,
        boolean markup,
        List<Part.Attachment> media,
        Part.Buttons buttons,
        Part.Location location,
        Part.ContactCard contact,
        Part.Template template,
        Part.ListMenu list,
        String replyTo,
        int piece,
        String speaker) {
    public Outbound {
        media = List.copyOf(media);
    }

    public Outbound(
            long seq,
            String text,
            boolean markup,
            List<Part.Attachment> media,
            Part.Buttons buttons,
            Part.Location location,
            Part.ContactCard contact,
            Part.Template template,
            Part.ListMenu list,
            String replyTo) {
        this(seq, text, markup, media, buttons, location, contact, template, list, replyTo, 0, null);
    }

    /** The same as the given piece of its message. */
    Outbound numbered(int number) {
        return new Outbound(
                seq, text, markup, media, buttons, location, contact, template, list, replyTo, number, speaker);
    }

    /** The same under somebody's name; null = nobody's. */
    public Outbound as(String name) {
        return new Outbound(seq, text, markup, media, buttons, location, contact, template, list, replyTo, piece, name);
    }
}
