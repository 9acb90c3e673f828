package io.besedka.simulator.messenger;

import java.util.List;

/**
 * What a message holds. Begin with {@link #text} or {@link #of} and add with the {@code with...} methods. {@code
 * template} names the template it came from, {@code comment} the post it is a comment under, {@code subject} the
 * mail's; all three are empty otherwise. Menu, place and contact are null when there is none.
 */
public record Content(
        String text,
        List<Mark> marks,
        List<Attachment> attachments,
        List<List<Button>> buttons,
        Menu menu,
        List<Card> cards,
        Place place,
        ContactCard contact,
        String template,
        String comment,
        String subject) {
    public Content {
        marks = List.copyOf(marks);
        attachments = List.copyOf(attachments);
        buttons = buttons.stream().map(List::copyOf).toList();
        cards = List.copyOf(cards);
    }

    public static Content text(String text) {
        return new Content(text, List.of(), List.of(), List.of(), null, List.of(), null, null, "", "", "");
    }

    public static Content of(Attachment... attachments) {
        return text("").with(List.of(attachments));
    }

    public static Content of(Place place) {
        return new Content("", List.of(), List.of(), List.of(), null, List.of(), place, null, "", "", "");
    }

    public static Content of(ContactCard contact) {
        return new Content("", List.of(), List.of(), List.of(), null, List.of(), null, contact, "", "", "");
    }

    public Content withText(String t) {
        return new Content(t, List.of(), attachments, buttons, menu, cards, place, contact, template, comment, subject);
    }

    public Content withMarks(List<Mark> m) {
        return new Content(text, m, attachments, buttons, menu, cards, place, contact, template, comment, subject);
    }

    public Content with(List<Attachment> a) {
        return new Content(text, marks, a, buttons, menu, cards, place, contact, template, comment, subject);
    }

    /** Buttons under the message itself, row by row. */
    public Content withButtons(List<List<Button>> b) {
        return new Content(text, marks, attachments, b, menu, cards, place, contact, template, comment, subject);
    }

    public Content withMenu(Menu m) {
        return new Content(text, marks, attachments, buttons, m, cards, place, contact, template, comment, subject);
    }

    public Content withCards(List<Card> c) {
        return new Content(text, marks, attachments, buttons, menu, c, place, contact, template, comment, subject);
    }

    public Content withTemplate(String name) {
        return new Content(text, marks, attachments, buttons, menu, cards, place, contact, name, comment, subject);
    }

    public Content withComment(String post) {
        return new Content(text, marks, attachments, buttons, menu, cards, place, contact, template, post, subject);
    }

    public Content withSubject(String s) {
        return new Content(text, marks, attachments, buttons, menu, cards, place, contact, template, comment, s);
    }

    /** The text, or {@code [photo]} and the like without one. */
    public String shown() {
        if (!text.isEmpty()) return text;
        if (!attachments.isEmpty()) return "[" + attachments.getFirst().kind().word() + "]";
        if (place != null) return "[location]";
        if (contact != null) return "[contact]";
        if (!cards.isEmpty()) return "[cards]";
        return template.isEmpty() ? "" : "[template]";
    }
}
