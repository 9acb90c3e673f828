package io.besedka.conversation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one message says, whatever channel it came from or goes to: a text (possibly empty) and its parts.
 *
 * @param text plain text, or light markup when {@code markup} is true; at most {@value #TEXT_LIMIT} characters
 * @param markup whether {@code text} is light markup: {@code **bold**}, {@code *italic*}, {@code ~~struck~~}, {@code `code`} and
 *     {@code [label](https://...)}; a backslash takes the next character literally
 */
public record Content(String text, boolean markup, List<Part> parts) {
    public static final int TEXT_LIMIT = 100_000;
    public static final int PART_LIMIT = 20;
    private static final int PREVIEW_LENGTH = 120;

    public Content {
        text = text == null ? "" : text;
        parts = parts == null ? List.of() : List.copyOf(parts);
        if (text.length() > TEXT_LIMIT) {
            throw new Refused(Refusal.TOO_LONG, "a message holds at most " + TEXT_LIMIT + " characters");
        }
        if (parts.size() > PART_LIMIT) {
            throw new Refused(Refusal.TOO_LONG, "a message holds at most " + PART_LIMIT + " parts");
        }
    }

    public static Content text(String text) {
        return new Content(text, false, List.of());
    }

    public static Content of(String text, Part... parts) {
        return new Content(text, false, List.of(parts));
    }

    /** True when there is nothing to show: no visible text and no part. */
    public boolean isEmpty() {
        return text.isBlank() && parts.isEmpty();
    }

    public List<Part.Attachment> attachments() {
        if (parts.isEmpty()) {
            return List.of();
        }
        return parts.stream()
                .filter(Part.Attachment.class::isInstance)
                .map(Part.Attachment.class::cast)
                .toList();
    }

    public Optional<Part.Buttons> buttons() {
        return first(Part.Buttons.class);
    }

    /** Everything that can be chosen, buttons and rows of lists, counted through as a {@link PressKey} counts; a row's value is its id. */
    public List<Part.Button> choices() {
        if (parts.isEmpty()) {
            return List.of();
        }
        return parts.stream().flatMap(Content::choicesOf).toList();
    }

    private static Stream<Part.Button> choicesOf(Part part) {
        return switch (part) {
            case Part.Buttons buttons -> buttons.flat().stream();
            case Part.ListMenu menu ->
                menu.sections().stream()
                        .flatMap(section -> section.rows().stream())
                        .map(row -> new Part.Button(row.title(), Part.ButtonKind.TEXT, row.id(), null));
            case Part.Template template ->
                template.replies().stream()
                        .map(reply -> new Part.Button(reply.label(), Part.ButtonKind.TEXT, reply.value(), null));
            default -> Stream.empty();
        };
    }

    public <P extends Part> Optional<P> first(Class<P> kind) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return parts.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** One line for a list: the text's beginning, or a tag such as {@code [photo]} which the screens translate. */
    public String preview() {
        if (!text.isBlank()) {
            var line = text.strip().replace('\n', ' ');
            return line.length() <= PREVIEW_LENGTH ? line : line.substring(0, cut(line)) + "…";
        }
        return parts.isEmpty() ? "" : "[" + parts.getFirst().tag() + "]";
    }

    private static int cut(String line) {
        return Character.isHighSurrogate(line.charAt(PREVIEW_LENGTH - 1)) ? PREVIEW_LENGTH - 1 : PREVIEW_LENGTH;
    }
}
