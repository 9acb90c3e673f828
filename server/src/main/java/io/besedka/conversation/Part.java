package io.besedka.conversation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a message can carry beside its text. Add a kind here and the compiler names every place that must learn it.
 * In JSON each part has its kind under {@code type}; absent members are left out.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Part.Attachment.class, name = "attachment"),
    @JsonSubTypes.Type(value = Part.Buttons.class, name = "buttons"),
    @JsonSubTypes.Type(value = Part.ListMenu.class, name = "list"),
    @JsonSubTypes.Type(value = Part.Location.class, name = "location"),
    @JsonSubTypes.Type(value = Part.ContactCard.class, name = "contact"),
    @JsonSubTypes.Type(value = Part.Template.class, name = "template"),
    @JsonSubTypes.Type(value = Part.Press.class, name = "press"),
    @JsonSubTypes.Type(value = Part.Unsupported.class, name = "unsupported")
})
public sealed interface Part {

    /** The word that stands for this part where only a word fits: a list preview, a log line. */
    @JsonIgnore
    String tag();

    enum Media {
        PHOTO,
        VIDEO,
        AUDIO,
        VOICE,
        VIDEO_NOTE,
        ANIMATION,
        STICKER,
        FILE
    }

    /**
     * A file. {@code fileId} is ours (table files) and 0 until it has one; {@code remote} is the provider's name for it while an
     * update is on its way in, and is never stored in the message. Sizes are bytes, {@code seconds} a duration; 0 = unknown.
     */
    record Attachment(
            Media media,
            long fileId,
            String remote,
            String name,
            String mime,
            long size,
            int width,
            int height,
            int seconds)
            implements Part {
        public static Attachment remote(Media media, String remote, String name, String mime, long size) {
            return new Attachment(media, 0, remote, name, mime, size, 0, 0, 0);
        }

        public static Attachment stored(Media media, long fileId, String name, String mime, long size) {
            return new Attachment(media, fileId, null, name, mime, size, 0, 0, 0);
        }

        public Attachment storedAs(long id) {
            return new Attachment(media, id, null, name, mime, size, width, height, seconds);
        }

        @Override
        public String tag() {
            return media.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Buttons in lines. Inline buttons stand under their message; reply buttons replace the client's keyboard.
     *
     * @param hint text shown instead where the channel has no buttons; may be null
     */
    record Buttons(boolean inline, List<List<Button>> lines, boolean oneTime, String hint) implements Part {
        public Buttons {
            lines = lines.stream().map(List::copyOf).toList();
        }

        public static Buttons inline(List<List<Button>> lines) {
            return new Buttons(true, lines, false, null);
        }

        public static Buttons reply(List<List<Button>> lines) {
            return new Buttons(false, lines, true, null);
        }

        /** All buttons, left to right and top to bottom; a press names a button by its index here. */
        public List<Button> flat() {
            return lines.stream().flatMap(List::stream).toList();
        }

        @Override
        public String tag() {
            return "buttons";
        }
    }

    enum ButtonKind {
        /** Says its label back, or comes as a press where it is inline. */
        TEXT,
        URL,
        PHONE,
        LOCATION,
        WEB_APP
    }

    /**
     * @param value the address for URL and WEB_APP; otherwise the maker's own payload, never shown and never sent to the provider
     * @param color {@code primary}, {@code positive}, {@code negative} or null
     */
    record Button(String label, ButtonKind kind, String value, String color) {
        public static Button text(String label) {
            return new Button(label, ButtonKind.TEXT, null, null);
        }
    }

    record ListMenu(String open, List<Section> sections) implements Part {
        public record Section(String title, List<Row> rows) {}

        public record Row(String id, String title, String description) {}

        @Override
        public String tag() {
            return "list";
        }
    }

    /** Degrees; {@code title} and {@code address} make it a venue and may be null. */
    record Location(double latitude, double longitude, String title, String address) implements Part {
        @Override
        public String tag() {
            return "location";
        }
    }

    /** @param own true when the client shared the client's own number (checked against the provider's user id) */
    record ContactCard(String phone, String firstName, String lastName, boolean own) implements Part {
        @Override
        public String tag() {
            return "contact";
        }
    }

    /**
     * A template approved by the provider and what fills its places. The text of a message with a template is what the template says:
     * it is shown to members and never sent, because the provider knows it.
     *
     * @param parameters of the template's text, in order
     * @param header what fills the header; null where nothing does
     * @param buttons of the template, as far as something fills them
     */
    record Template(
            String name, String language, List<String> parameters, TemplateHeader header, List<TemplateButton> buttons)
            implements Part {
        /** Characters of what fills a place. */
        public static final int TEXT_LIMIT = 1024;
        /** Characters of an address, and of what ends one. */
        public static final int ADDRESS_LIMIT = 2000;

        public Template {
            parameters = parameters == null
                    ? List.of()
                    : parameters.stream().map(text -> text == null ? "" : text).toList();
            buttons = buttons == null ? List.of() : List.copyOf(buttons);
        }

        public Template(String name, String language, List<String> parameters) {
            this(name, language, parameters, null, List.of());
        }

        /** All that is filled in. */
        public Stream<String> fillings() {
            var heads =
                    header == null ? Stream.<String>empty() : Stream.of(header.text(), header.link(), header.name());
            var ends = buttons.stream().flatMap(button -> Stream.of(button.label(), button.value()));
            return Stream.of(heads, parameters.stream(), ends)
                    .flatMap(texts -> texts)
                    .filter(Objects::nonNull);
        }

        /** Which of its places has nothing to fill it, in words. Providers refuse a template with such a place. */
        public Optional<String> gap() {
            if (header != null && isBlank(header.media() == null ? header.text() : header.link())) {
                return Optional.of("the header");
            }
            for (int i = 0; i < parameters.size(); i++) {
                if (isBlank(parameters.get(i))) {
                    return Optional.of("parameter " + (i + 1));
                }
            }
            return buttons.stream()
                    .filter(button -> isBlank(button.kind() == ButtonKind.URL ? button.value() : button.label()))
                    .findFirst()
                    .map(button -> "button " + (button.index() + 1));
        }

        private static boolean isBlank(String text) {
            return text == null || text.isBlank();
        }

        /** Whether each filling is within its limit. */
        public boolean fits() {
            return parameters.stream().allMatch(text -> isWithin(TEXT_LIMIT, text))
                    && (header == null || isWithin(TEXT_LIMIT, header.text()) && isWithin(ADDRESS_LIMIT, header.link()))
                    && buttons.stream().allMatch(button -> isWithin(ADDRESS_LIMIT, button.value()));
        }

        private static boolean isWithin(int limit, String text) {
            return text == null || text.length() <= limit;
        }

        /** The buttons that come back as presses. */
        List<TemplateButton> replies() {
            return buttons.stream()
                    .filter(button -> button.kind() == ButtonKind.TEXT)
                    .toList();
        }

        @Override
        public String tag() {
            return "template";
        }
    }

    /**
     * Either words in a header's place, or a file by its public address.
     *
     * @param text null where the header is a file
     * @param media PHOTO, VIDEO or FILE, else null
     * @param link the file's address on the web; the provider fetches it
     * @param name a document's name, or null
     */
    record TemplateHeader(String text, Media media, String link, String name) {
        public static TemplateHeader words(String text) {
            return new TemplateHeader(text, null, null, null);
        }

        public static TemplateHeader file(Media media, String link, String name) {
            return new TemplateHeader(null, media, link, name);
        }
    }

    /**
     * What fills one of a template's buttons.
     *
     * @param index its place among all buttons of the template, from 0
     * @param kind URL: {@code value} ends the address; TEXT: a quick reply, and {@code value} is the maker's own payload as of {@link Button}
     * @param label what a quick reply says; null for URL
     */
    record TemplateButton(int index, ButtonKind kind, String label, String value) {}

    /** The client pressed a button of message {@code seq}; the label stands in the message's text. */
    record Press(long seq, int index, String value) implements Part {
        @Override
        public String tag() {
            return "press";
        }
    }

    /** Something the provider sent that we cannot show: kept, so that the operator knows that there was something. */
    record Unsupported(String kind) implements Part {
        @Override
        public String tag() {
            return "unsupported";
        }
    }
}
