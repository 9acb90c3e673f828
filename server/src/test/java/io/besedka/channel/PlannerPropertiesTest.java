package io.besedka.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Interactive;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.ListRules;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Buttons;
import io.besedka.conversation.Part.ListMenu.Row;
import io.besedka.conversation.Part.ListMenu.Section;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.PressKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random messages for random channels: no limit is passed, no word lost, the order kept, every button within reach. */
class PlannerPropertiesTest {
    private static final int ROUNDS = 4000;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void nothing_planned_passes_a_limit_loses_a_word_or_hides_a_button() {
        for (int round = 0; round < ROUNDS; round++) {
            var channel = channel();
            var content = content();
            var speaker = speaker();
            var about = "seed " + seed + " round " + round + "\n" + speaker + "\n" + channel + "\n" + content;
            var plan = Planner.plan(5, content, channel, null, id -> "https://f.example/" + id, speaker);
            keepsLimits(plan, channel, about);
            keepsWords(plan, content, about);
            beginsWithItsSpeaker(plan, content, speaker, about);
            assertThat(plan.parts())
                    .as(about)
                    .extracting(Outbound::piece)
                    .isEqualTo(IntStream.range(0, plan.parts().size()).boxed().toList());
            keepsMedia(plan, content, about);
            reachesButtons(plan, content, about);
            keepsMenus(plan, content, about);
        }
    }

    private void keepsLimits(Plan plan, Capabilities channel, String about) {
        for (var part : plan.parts()) {
            var shown = shown(part);
            int size = TextSplitter.size(shown, channel.text().unit());
            assertThat(size)
                    .as(about)
                    .isLessThanOrEqualTo(part.media().isEmpty() ? channel.text().size() : channel.caption());
            boolean solid = !part.media().isEmpty() || part.location() != null || part.contact() != null;
            assertThat(solid || !shown.isBlank()).as(about).isTrue();
            assertThat(part.media()).as(about).hasSizeLessThanOrEqualTo(channel.album());
            part.media()
                    .forEach(file -> assertThat(channel.media().get(file.media()))
                            .as(about)
                            .isGreaterThanOrEqualTo(file.size()));
            boolean interactive = part.buttons() != null || part.list() != null;
            if (interactive && channel.interactive() != null) {
                keepsInteractive(
                        part,
                        channel.interactive(),
                        TextSplitter.size(shown, channel.text().unit()),
                        about);
            }
            if (part.list() != null) {
                keepsListRules(part, channel.lists(), about);
            }
            if (part.buttons() != null) {
                keepsRules(part, part.buttons().inline() ? channel.inlineButtons() : channel.replyButtons(), about);
            }
        }
    }

    /** What a list says stands in the list, or below the text where it was cut or became buttons. */
    private static void keepsMenus(Plan plan, Content content, String about) {
        var said = new StringBuilder();
        plan.parts().forEach(part -> said.append(shown(part)).append(words(part.list())));
        plan.parts().stream()
                .filter(part -> part.buttons() != null)
                .flatMap(part -> part.buttons().flat().stream())
                .forEach(button -> said.append(button.label()));
        var letters = letters(said.toString());
        for (var part : content.parts()) {
            if (part instanceof Part.ListMenu menu) {
                menu.sections().stream()
                        .flatMap(section -> Stream.concat(
                                Stream.of(section.title()),
                                section.rows().stream().map(Row::description)))
                        .filter(Objects::nonNull)
                        .forEach(word -> assertThat(letters).as(about).contains(letters(word)));
            }
        }
        if (plan.parts().stream().anyMatch(part -> part.list() != null)) {
            assertThat(content.choices())
                    .as(about)
                    .allSatisfy(row -> assertThat(letters).contains(letters(row.label())));
        }
    }

    private static String words(Part.ListMenu menu) {
        return menu == null
                ? ""
                : menu.sections().stream()
                        .map(section -> section.title()
                                + section.rows().stream()
                                        .map(row -> row.title() + row.description())
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining());
    }

    private static void keepsInteractive(Outbound part, Interactive rules, int size, String about) {
        assertThat(size).as(about).isBetween(1, rules.text());
        part.media().forEach(file -> assertThat(rules.carriers()).as(about).contains(file.media()));
        if (part.buttons() != null && part.buttons().flat().size() > 1) {
            assertThat(part.buttons().flat())
                    .as(about)
                    .noneMatch(button -> rules.alone().contains(button.kind()));
        }
    }

    private static void keepsListRules(Outbound part, ListRules rules, String about) {
        var sections = part.list().sections();
        var rows = sections.stream().flatMap(section -> section.rows().stream()).toList();
        assertThat(part.media()).as(about).isEmpty();
        assertThat(part.buttons()).as(about).isNull();
        assertThat(part.list().open().length()).as(about).isBetween(1, rules.open());
        assertThat(sections).as(about).hasSizeBetween(1, rules.sections());
        assertThat(rows).as(about).hasSizeBetween(1, rules.rows());
        for (var section : sections) {
            boolean untitled = section.title() == null && sections.size() == 1;
            assertThat(untitled || section.title().length() <= rules.sectionTitle())
                    .as(about)
                    .isTrue();
        }
        for (var row : rows) {
            assertThat(row.title().length()).as(about).isBetween(1, rules.title());
            boolean brief = row.description() == null || row.description().length() <= rules.description();
            assertThat(brief).as(about).isTrue();
        }
    }

    private static void keepsRules(Outbound part, ButtonRules rules, String about) {
        var buttons = part.buttons();
        assertThat(part.media()).as(about).hasSizeLessThan(2);
        assertThat(buttons.flat()).as(about).hasSizeBetween(1, rules.count());
        assertThat(buttons.lines()).as(about).hasSizeLessThanOrEqualTo(rules.lines());
        assertThat(buttons.lines())
                .as(about)
                .allSatisfy(line -> assertThat(line).hasSizeBetween(1, rules.perLine()));
        for (var button : buttons.flat()) {
            assertThat(button.label().length()).as(about).isBetween(1, rules.label());
            switch (button.kind()) {
                case TEXT -> assertThat(button.value()).as(about).hasSizeLessThanOrEqualTo(rules.payload());
                case URL -> assertThat(rules.url()).as(about).isTrue();
                case PHONE -> assertThat(rules.phone()).as(about).isTrue();
                case LOCATION -> assertThat(rules.location()).as(about).isTrue();
                case WEB_APP -> assertThat(rules.webApp()).as(about).isTrue();
            }
        }
    }

    /** Words may be cut where nothing else fits, so the letters are compared without white space. */
    private static void keepsWords(Plan plan, Content content, String about) {
        var letters =
                letters(plan.parts().stream().map(PlannerPropertiesTest::shown).collect(Collectors.joining()));
        var said = content.markup() ? styledText(content.text()) : content.text();
        if (!said.isBlank() && !content.text().contains("](")) {
            assertThat(letters).as(about).contains(letters(said));
        }
        assertThat(plan.parts()).as(about).noneMatch(part -> brokenPair(part.text()));
    }

    private static void beginsWithItsSpeaker(Plan plan, Content content, String speaker, String about) {
        if (speaker == null) {
            return;
        }
        var letters =
                letters(plan.parts().stream().map(PlannerPropertiesTest::shown).collect(Collectors.joining()));
        boolean linked = content.markup() && content.text().contains("](");
        var said = linked ? "" : content.markup() ? styledText(content.text()) : content.text();
        assertThat(letters).as(about).startsWith(letters(speaker + ":" + said));
        boolean alone =
                letters.equals(letters(speaker + ":")) && content.choices().isEmpty();
        assertThat(alone && plan.parts().getFirst().text().isEmpty()).as(about).isFalse();
    }

    private static void keepsMedia(Plan plan, Content content, String about) {
        var sent = plan.parts().stream()
                .flatMap(part -> part.media().stream())
                .map(Attachment::fileId)
                .toList();
        var wanted = content.attachments().stream()
                .map(Attachment::fileId)
                .filter(sent::contains)
                .toList();
        assertThat(sent).as(about).isEqualTo(wanted);
        var text =
                letters(plan.parts().stream().map(PlannerPropertiesTest::shown).collect(Collectors.joining()));
        content.attachments().stream()
                .filter(file -> !sent.contains(file.fileId()))
                .forEach(file -> assertThat(text).as(about).contains("https://f.example/" + file.fileId()));
    }

    private static void reachesButtons(Plan plan, Content content, String about) {
        var wanted = content.choices();
        var sent = plan.parts().stream()
                .filter(part -> part.buttons() != null)
                .flatMap(part -> part.buttons().flat().stream())
                .toList();
        var rows = plan.parts().stream()
                .filter(part -> part.list() != null)
                .flatMap(part -> part.list().sections().stream())
                .flatMap(section -> section.rows().stream())
                .map(row -> row.id());
        var text =
                letters(plan.parts().stream().map(PlannerPropertiesTest::shown).collect(Collectors.joining()));
        var keys = Stream.concat(sent.stream().map(Button::value), rows)
                .flatMap(payload -> PressKey.parse(payload).stream())
                .map(PressKey::index)
                .toList();
        assertThat(keys).as(about).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < wanted.size(); i++) {
            var button = wanted.get(i);
            boolean addressed = sent.stream()
                    .anyMatch(each -> button.value() != null && button.value().equals(each.value()));
            boolean reached = keys.contains(i) || addressed || text.contains(letters(button.label()));
            assertThat(reached).as(about + " button " + i).isTrue();
        }
        if (!plan.numbered().isEmpty()) {
            assertThat(plan.numbered())
                    .as(about)
                    .isEqualTo(wanted.stream().map(Button::label).toList());
        }
    }

    private static String shown(Outbound part) {
        return part.markup() ? Markup.plain(Markup.parse(part.text())) : part.text();
    }

    private static String styledText(String light) {
        return Markup.parse(light).stream().map(Markup.Run::text).collect(Collectors.joining());
    }

    private static String letters(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static boolean brokenPair(String text) {
        return IntStream.range(0, text.length())
                .anyMatch(i -> Character.isHighSurrogate(text.charAt(i))
                        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                        : Character.isLowSurrogate(text.charAt(i))
                                && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))));
    }

    private Capabilities channel() {
        var unit = random.nextBoolean() ? Unit.CHARACTERS : Unit.BYTES;
        var media = new HashMap<Media, Long>();
        Arrays.stream(Media.values())
                .filter(kind -> random.nextBoolean())
                .forEach(kind -> media.put(kind, 1L + random.nextInt(20)));
        var channel = Channels.channel(
                new Limit(40 + random.nextInt(200), unit),
                random.nextInt(3) * 20,
                media,
                1 + random.nextInt(4),
                rules(),
                rules(),
                random.nextBoolean());
        if (random.nextBoolean()) {
            channel = channel.withLists(new ListRules(
                    1 + random.nextInt(8), 1 + random.nextInt(3), length(), length(), length(), length()));
        }
        if (random.nextBoolean()) {
            channel = channel.withInteractive(new Interactive(
                    20 + random.nextInt(100),
                    Set.of(Media.PHOTO, Media.FILE),
                    Set.of(ButtonKind.URL, ButtonKind.WEB_APP, ButtonKind.LOCATION)));
        }
        return random.nextBoolean() ? channel : channel.withoutCaptions(Set.of(Media.AUDIO, Media.VOICE));
    }

    private ButtonRules rules() {
        return random.nextInt(3) == 0
                ? ButtonRules.NONE
                : new ButtonRules(
                        1 + random.nextInt(6),
                        1 + random.nextInt(4),
                        1 + random.nextInt(4),
                        3 + random.nextInt(20),
                        24,
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean());
    }

    private String speaker() {
        return switch (random.nextInt(4)) {
            case 0 -> "Olga";
            case 1 -> "Анна-Мария *Роза*";
            case 2 -> "x".repeat(1 + random.nextInt(100));
            default -> null;
        };
    }

    private Content content() {
        var parts = new ArrayList<Part>();
        for (int i = random.nextInt(5); i > 0; i--) {
            var kind = Media.values()[random.nextInt(Media.values().length)];
            parts.add(Attachment.stored(kind, 100 + i, "name" + i, null, random.nextInt(25)));
        }
        if (random.nextInt(4) == 0) {
            parts.add(new Part.Location(1.5, 2.5, "Here", null));
        }
        if (random.nextBoolean()) {
            var lines = new ArrayList<List<Button>>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                lines.add(IntStream.rangeClosed(0, random.nextInt(4))
                        .mapToObj(j -> button())
                        .toList());
            }
            parts.add(new Buttons(random.nextBoolean(), lines, false, random.nextBoolean() ? text(10) : null));
        }
        if (random.nextInt(3) == 0) {
            parts.add(list());
        }
        var text = parts.isEmpty() ? "a" + text(300) : random.nextInt(3) == 0 ? "" : text(300);
        return new Content(text, random.nextBoolean(), parts);
    }

    private Part.ListMenu list() {
        var sections = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(s -> new Section(random.nextBoolean() ? "Section " + s : null, rows(s)))
                .toList();
        return new Part.ListMenu(random.nextBoolean() ? "Open it" : null, sections);
    }

    private List<Row> rows(int section) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(r -> new Row(
                        "id",
                        "R" + section + r + "x".repeat(random.nextInt(20)),
                        random.nextBoolean() ? "some words" : null))
                .toList();
    }

    private int length() {
        return 3 + random.nextInt(10);
    }

    private Button button() {
        var kind = ButtonKind.values()[random.nextInt(ButtonKind.values().length)];
        var value = kind == ButtonKind.URL || kind == ButtonKind.WEB_APP
                ? "https://b.example/" + random.nextInt(1000)
                : null;
        return new Button("L" + random.nextInt(1000) + "x".repeat(random.nextInt(20)), kind, value, null);
    }

    private String text(int most) {
        var bits = List.of(
                "word",
                "да",
                " ",
                " ",
                "\n",
                "\n\n",
                ". ",
                "**",
                "*",
                "`",
                "~~",
                "👨‍👩‍👧",
                "é",
                "😀",
                "[l](https://x.example)",
                "longerword",
                "\\");
        return IntStream.range(0, random.nextInt(most))
                .mapToObj(i -> bits.get(random.nextInt(bits.size())))
                .collect(Collectors.joining());
    }
}
