package io.besedka.channel;

import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Markup.Run;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.PressKey;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns one message into what a channel can carry. Pure. Media, locations and contacts come first, in their order, then the text; the
 * buttons stand on the last piece. A short text goes beside the first media. What cannot be carried becomes lines of text.
 */
public final class Planner {
    /** What buttons without a text stand under, where they need one. */
    private static final String CARRIER = "👇";

    private final long seq;
    private final Content content;
    private final Capabilities capabilities;
    private final LongFunction<String> link;
    /** What the name line says; empty = there is none. */
    private final String signature;

    private final List<Outbound> parts = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private Planner(long seq, Content content, Capabilities capabilities, LongFunction<String> link, String speaker) {
        this.seq = seq;
        this.content = content;
        this.capabilities = capabilities;
        this.link = link;
        var name = speaker == null ? "" : speaker.strip().replaceAll("\\s+", " ");
        this.signature = name.isEmpty() ? "" : name + ":";
    }

    /** As below, where files have no public address: one that the channel cannot carry is only named. */
    public static Plan plan(long seq, Content content, Capabilities capabilities, String replyTo) {
        return plan(seq, content, capabilities, replyTo, fileId -> null);
    }

    /**
     * @param replyTo the provider's id of the message answered, or null; the first piece carries it
     * @param link the public address of a stored file by its id, or null
     * @throws Refused {@link Refusal#CHANNEL_CANNOT} where nothing would be sent
     */
    public static Plan plan(
            long seq, Content content, Capabilities capabilities, String replyTo, LongFunction<String> link) {
        return plan(seq, content, capabilities, replyTo, link, null);
    }

    /** @param speaker whose name is to be the text's first line, or null. A template alone stays as it was approved. */
    public static Plan plan(
            long seq,
            Content content,
            Capabilities capabilities,
            String replyTo,
            LongFunction<String> link,
            String speaker) {
        return new Planner(seq, content, capabilities, link, speaker).plan(replyTo);
    }

    /** Refuses what could never be carried, without planning it. */
    public static void check(Content content, Capabilities capabilities) {
        ContentCheck.check(content, capabilities);
    }

    private static Refused cannot(String why) {
        return new Refused(Refusal.CHANNEL_CANNOT, why);
    }

    private Plan plan(String replyTo) {
        check(content, capabilities);
        addSolids();
        var keyboard = Keyboard.fit(seq, content.parts(), capabilities);
        int solids = parts.size();
        addText(signed(body(keyboard), keyboard), keyboard);
        putNameFirst(solids);
        if (parts.isEmpty()) {
            throw cannot("the message has nothing to show");
        }
        parts.set(0, replying(parts.getFirst(), replyTo));
        for (int i = 0; i < parts.size(); i++) {
            parts.set(i, parts.get(i).numbered(i));
        }
        return new Plan(parts, keyboard.numbered());
    }

    private void addSolids() {
        var album = new ArrayList<Part.Attachment>();
        for (var part : content.parts()) {
            if (!(part instanceof Part.Attachment)) {
                endAlbum(album);
            }
            switch (part) {
                case Part.Attachment file -> addFile(file, album);
                case Part.Location place -> addPlace(place);
                case Part.ContactCard card -> addCard(card);
                case Part.Template template -> parts.add(solid(null, null, keyed(template)));
                case Part.Buttons b -> {}
                case Part.ListMenu l -> {}
                case Part.Press p -> {}
                case Part.Unsupported u -> {}
            }
        }
        endAlbum(album);
    }

    /** Quick replies bear our short keys, as buttons do; what their maker gave them stays here. */
    private Part.Template keyed(Part.Template template) {
        int first = content.parts().stream()
                .takeWhile(part -> part != template)
                .mapToInt(part -> Content.of("", part).choices().size())
                .sum();
        var next = new AtomicInteger(first);
        var buttons = template.buttons().stream()
                .map(button -> button.kind() == Part.ButtonKind.TEXT
                        ? new Part.TemplateButton(
                                button.index(),
                                button.kind(),
                                button.label(),
                                new PressKey(seq, next.getAndIncrement()).payload())
                        : button)
                .toList();
        return new Part.Template(
                template.name(), template.language(), template.parameters(), template.header(), buttons);
    }

    private void addPlace(Part.Location place) {
        if (capabilities.location()) {
            parts.add(solid(place, null, null));
        } else {
            lines.add(said(place));
        }
    }

    private void addCard(Part.ContactCard card) {
        if (capabilities.contactCard()) {
            parts.add(solid(null, card, null));
        } else {
            lines.add(said(card));
        }
    }

    private void addFile(Part.Attachment file, List<Part.Attachment> album) {
        var carried = Albums.carried(file, capabilities);
        if (carried.isEmpty()) {
            lines.add(linked(file));
            return;
        }
        if (!Albums.joins(album, carried.get(), capabilities)) {
            endAlbum(album);
        }
        album.add(carried.get());
    }

    private void endAlbum(List<Part.Attachment> album) {
        if (!album.isEmpty()) {
            parts.add(new Outbound(seq, "", false, album, null, null, null, null, null, null));
            album.clear();
        }
    }

    private Outbound solid(Part.Location place, Part.ContactCard card, Part.Template template) {
        return new Outbound(seq, "", false, List.of(), null, place, card, template, null, null);
    }

    private String linked(Part.Attachment file) {
        var address = file.fileId() == 0 ? null : link.apply(file.fileId());
        var name = file.name() == null || file.name().isBlank() ? "[" + file.tag() + "]" : file.name();
        return address == null ? name : name + ": " + address;
    }

    private static String said(Part.Location place) {
        var at = String.format(Locale.ROOT, "%.6f/%.6f", place.latitude(), place.longitude());
        var pin = at.replace("/", "&mlon=");
        return joined(place.title(), place.address(), "https://www.openstreetmap.org/?mlat=" + pin + "#map=16/" + at);
    }

    private static String said(Part.ContactCard card) {
        return joined(card.firstName(), card.lastName(), card.phone());
    }

    private static String joined(String... words) {
        return Stream.of(words).filter(word -> word != null && !word.isBlank()).collect(Collectors.joining(", "));
    }

    /** The text and, below it, everything that became lines. */
    private List<Run> body(Keyboard keyboard) {
        var runs = new ArrayList<>(words());
        if (!keyboard.numbered().isEmpty() && keyboard.hint() != null) {
            lines.add(keyboard.hint());
        }
        lines.addAll(keyboard.lines());
        var below = String.join("\n", lines);
        if (!below.isBlank()) {
            runs.add(Run.plain((runs.isEmpty() ? "" : "\n\n") + below));
        }
        return Markup.joined(runs);
    }

    /** The text as it is shown; empty when nothing is, though there may be marks. A template's the provider knows. */
    private List<Run> words() {
        if (content.first(Part.Template.class).isPresent()) {
            return List.of();
        }
        var runs = content.markup() ? Markup.parse(content.text()) : List.of(Run.plain(content.text()));
        return Markup.plain(runs).isBlank() ? List.of() : runs;
    }

    private List<Run> signed(List<Run> body, Keyboard keyboard) {
        boolean template = parts.stream().anyMatch(part -> part.template() != null);
        if (signature.isEmpty() || body.isEmpty() && template) {
            return body;
        }
        // The name takes the place of what buttons without a text stand under.
        boolean hinted =
                body.isEmpty() && keyboard.hint() != null && !keyboard.hint().isBlank();
        var said = hinted ? List.of(Run.plain(keyboard.hint())) : body;
        var runs = new ArrayList<>(List.of(Run.plain(said.isEmpty() ? signature : signature + "\n")));
        runs.addAll(said);
        return Markup.joined(runs);
    }

    /** A name alone, which is no media's caption and bears no buttons, comes before what is sent under it. */
    private void putNameFirst(int solids) {
        if (parts.size() == solids || signature.isEmpty() || !lines.isEmpty() || !words().isEmpty()) {
            return;
        }
        if (parts.getLast().buttons() == null && parts.getLast().list() == null) {
            Collections.rotate(parts, parts.size() - solids);
        }
    }

    private void addText(List<Run> body, Keyboard keyboard) {
        boolean beside = !body.isEmpty() && captionFits(body, keyboard);
        if (beside) {
            parts.set(0, worded(parts.getFirst(), body));
        } else if (!body.isEmpty()) {
            addPieces(body, keyboard);
        } else if (!keyboard.isEmpty() && !carriesButtons(keyboard)) {
            boolean hinted = keyboard.hint() != null && !keyboard.hint().isBlank();
            addPieces(List.of(Run.plain(hinted ? keyboard.hint() : CARRIER)), keyboard);
        }
        for (int i = 0; i < keyboard.pages().size(); i++) {
            if (i > 0) {
                parts.add(text(CARRIER));
            }
            parts.add(keyed(parts.removeLast(), keyboard.pages().get(i), null));
        }
        if (keyboard.list() != null) {
            parts.add(keyed(parts.removeLast(), null, keyboard.list()));
        }
    }

    /** The last piece is shorter where buttons stand on it and the channel gives them less room. */
    private void addPieces(List<Run> body, Keyboard keyboard) {
        var pieces = new ArrayList<>(TextSplitter.split(body, capabilities.text()));
        if (!keyboard.isEmpty() && capabilities.interactive() != null) {
            var room = new Limit(
                    Math.min(
                            capabilities.text().size(),
                            capabilities.interactive().text()),
                    capabilities.text().unit());
            pieces.addAll(TextSplitter.split(pieces.removeLast(), room));
        }
        pieces.forEach(piece -> parts.add(worded(text(""), piece)));
    }

    private boolean captionFits(List<Run> body, Keyboard keyboard) {
        if (parts.isEmpty() || parts.getFirst().media().isEmpty() || keyboard.list() != null) {
            return false;
        }
        var first = parts.getFirst().media();
        var media = first.getFirst().media();
        boolean buttonsToo = keyboard.pages().isEmpty() || parts.size() == 1 && first.size() == 1 && mayCarry(media);
        int most = keyboard.isEmpty() || capabilities.interactive() == null
                ? capabilities.caption()
                : Math.min(capabilities.caption(), capabilities.interactive().text());
        return buttonsToo
                && Albums.hasCaption(media)
                && !capabilities.captionless().contains(media)
                && TextSplitter.size(Markup.plain(body), capabilities.text().unit()) <= most;
    }

    private boolean mayCarry(Media media) {
        return capabilities.interactive() == null
                || capabilities.interactive().carriers().contains(media);
    }

    /** Whether buttons can stand on the last piece, which has no text of its own: there is one, and it is not an album. */
    private boolean carriesButtons(Keyboard keyboard) {
        return !parts.isEmpty()
                && keyboard.list() == null
                && capabilities.interactive() == null
                && parts.getLast().media().size() < 2
                && parts.getLast().template() == null;
    }

    private Outbound text(String text) {
        return new Outbound(seq, text, false, List.of(), null, null, null, null, null, null);
    }

    private static Outbound worded(Outbound part, List<Run> runs) {
        boolean markup = !runs.stream().allMatch(Run::isPlain);
        var text = markup ? Markup.light(runs) : Markup.plain(runs);
        return new Outbound(
                part.seq(),
                text,
                markup,
                part.media(),
                part.buttons(),
                part.location(),
                part.contact(),
                part.template(),
                part.list(),
                part.replyTo());
    }

    private static Outbound keyed(Outbound part, Part.Buttons buttons, Part.ListMenu list) {
        return new Outbound(
                part.seq(),
                part.text(),
                part.markup(),
                part.media(),
                buttons,
                part.location(),
                part.contact(),
                part.template(),
                list,
                part.replyTo());
    }

    private static Outbound replying(Outbound part, String replyTo) {
        return new Outbound(
                part.seq(),
                part.text(),
                part.markup(),
                part.media(),
                part.buttons(),
                part.location(),
                part.contact(),
                part.template(),
                part.list(),
                replyTo);
    }
}
