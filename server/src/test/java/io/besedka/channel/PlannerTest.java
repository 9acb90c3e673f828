package io.besedka.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Attachment;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Buttons;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {

    @Test
    void a_short_text_is_one_message() {
        var plan = plan(Content.text("Hello"), Channels.RICH);

        assertThat(plan.parts()).hasSize(1);
        assertThat(plan.parts().getFirst().text()).isEqualTo("Hello");
        assertThat(plan.parts().getFirst().markup()).isFalse();
        assertThat(plan.parts().getFirst().replyTo()).isEqualTo("77");
    }

    @Test
    void a_long_text_is_cut_where_it_hurts_least() {
        var first = "One two three four five six seven. Eight nine ten.";
        assertThat(texts(plan(Content.text(first + "\n\n" + "x".repeat(60)), Channels.RICH)))
                .containsExactly(first, "x".repeat(60));
        assertThat(texts(plan(Content.text("y".repeat(70) + "\n" + "x".repeat(60)), Channels.RICH)))
                .containsExactly("y".repeat(70), "x".repeat(60));
        assertThat(texts(plan(Content.text("a".repeat(80) + ". Bcd efg hij klm nop qrs tuv"), Channels.RICH)))
                .containsExactly("a".repeat(80) + ".", "Bcd efg hij klm nop qrs tuv");
        assertThat(texts(plan(Content.text("a".repeat(90) + " " + "b".repeat(20)), Channels.RICH)))
                .containsExactly("a".repeat(90), "b".repeat(20));
        assertThat(texts(plan(Content.text("z".repeat(250)), Channels.RICH)))
                .containsExactly("z".repeat(100), "z".repeat(100), "z".repeat(50));
    }

    @Test
    void a_cut_is_never_inside_a_grapheme() {
        var family = "👨‍👩‍👧‍👦";
        assertThat(texts(plan(Content.text(family.repeat(12)), Channels.RICH)))
                .containsExactly(family.repeat(9), family.repeat(3));
        assertThat(texts(plan(Content.text(family.repeat(4)), Channels.BARE)))
                .containsExactly(family.repeat(2), family.repeat(2));
    }

    @Test
    void a_cut_closes_and_reopens_the_markup() {
        var plan = plan(new Content("**" + "word ".repeat(30).strip() + "**", true, List.of()), Channels.RICH);

        assertThat(plan.parts()).hasSize(2).allSatisfy(part -> {
            assertThat(part.markup()).isTrue();
            assertThat(part.text()).startsWith("**word").endsWith("word**");
        });
    }

    @Test
    void a_text_that_fits_stands_beside_the_first_media() {
        var plan = plan(Content.of("Here", photo(1), video(2)), Channels.RICH);

        assertThat(plan.parts()).hasSize(1);
        assertThat(plan.parts().getFirst().media()).hasSize(2);
        assertThat(plan.parts().getFirst().text()).isEqualTo("Here");
    }

    @Test
    void a_text_longer_than_a_caption_follows_the_media() {
        var plan = plan(Content.of("w".repeat(41), photo(1), yesNo(true)), Channels.RICH);

        assertThat(texts(plan)).containsExactly("", "w".repeat(41));
        assertThat(plan.parts().getFirst().buttons()).isNull();
        assertThat(plan.parts().getLast().buttons()).isNotNull();
    }

    @Test
    void an_album_with_buttons_keeps_the_text_for_the_buttons() {
        assertThat(texts(plan(Content.of("Choose", photo(1), photo(2), yesNo(true)), Channels.RICH)))
                .containsExactly("", "Choose");
        assertThat(texts(plan(Content.of("", photo(1), photo(2), yesNo(true)), Channels.RICH)))
                .containsExactly("", "👇");
        assertThat(plan(Content.of("Choose", photo(1), yesNo(true)), Channels.RICH)
                        .parts())
                .hasSize(1);
    }

    @Test
    void only_what_goes_together_shares_an_album() {
        var plan = plan(
                Content.of(
                        "",
                        photo(1),
                        video(2),
                        photo(3),
                        photo(4),
                        file(Media.FILE, 5),
                        file(Media.FILE, 6),
                        file(Media.AUDIO, 7),
                        file(Media.VOICE, 8),
                        file(Media.VOICE, 9),
                        file(Media.STICKER, 10)),
                Channels.RICH);

        assertThat(plan.parts().stream()
                        .map(part ->
                                part.media().stream().map(Attachment::fileId).toList()))
                .containsExactly(
                        List.of(1L, 2L, 3L),
                        List.of(4L),
                        List.of(5L, 6L),
                        List.of(7L),
                        List.of(8L),
                        List.of(9L),
                        List.of(10L));
    }

    @Test
    void what_the_channel_does_not_know_or_finds_too_large_goes_as_a_file_or_as_a_link() {
        var largePhoto = Attachment.stored(Media.PHOTO, 1, "a.jpg", "image/jpeg", 11);
        var unknown = Attachment.stored(Media.ANIMATION, 2, "b.mp4", "video/mp4", 5);
        var huge = Attachment.stored(Media.FILE, 3, "c.zip", "application/zip", 51);

        var plan = plan(Content.of("See", largePhoto, unknown, huge), Channels.RICH);

        assertThat(plan.parts()).hasSize(1);
        assertThat(plan.parts().getFirst().media())
                .extracting(Attachment::media)
                .containsOnly(Media.FILE);
        assertThat(plan.parts().getFirst().text()).isEqualTo("See\n\nc.zip: https://files.example/3");
    }

    @Test
    void buttons_keep_their_key_wherever_they_land() {
        var plan = plan(Content.of("Choose", Buttons.inline(List.of(letters(0, 4), letters(4, 2)))), Channels.RICH);

        var buttons = plan.parts().getFirst().buttons();
        assertThat(buttons.lines()).extracting(List::size).containsExactly(3, 1, 2);
        assertThat(buttons.flat())
                .extracting(Button::value)
                .containsExactly("b9.0", "b9.1", "b9.2", "b9.3", "b9.4", "b9.5");
    }

    @Test
    void too_many_inline_buttons_go_under_a_second_message() {
        var plan = plan(Content.of("Choose", Buttons.inline(List.of(letters(0, 8)))), Channels.RICH);

        assertThat(plan.parts())
                .extracting(part -> part.buttons().flat().size())
                .containsExactly(6, 2);
        assertThat(plan.parts().getLast().buttons().flat().getLast().value()).isEqualTo("b9.7");
    }

    @Test
    void too_many_reply_buttons_are_named_in_the_text() {
        var plan = plan(Content.of("Choose", Buttons.reply(List.of(letters(0, 10)))), Channels.RICH);

        assertThat(plan.parts()).hasSize(1);
        assertThat(plan.parts().getFirst().buttons().flat()).hasSize(8);
        assertThat(plan.parts().getFirst().text()).isEqualTo("Choose\n\nI\nJ");
    }

    @Test
    void a_long_label_ends_in_an_ellipsis() {
        var plan = plan(
                Content.of("Choose", Buttons.inline(List.of(List.of(Button.text("A very long label"))))),
                Channels.RICH);

        assertThat(plan.parts().getFirst().buttons().flat().getFirst().label()).isEqualTo("A very long…");
    }

    @Test
    void a_button_the_keyboard_does_not_know_becomes_a_line() {
        var site = new Button("Site", ButtonKind.URL, "https://shop.example", null);
        var phone = new Button("Phone", ButtonKind.PHONE, null, null);

        var reply = plan(Content.of("Hi", Buttons.reply(List.of(List.of(site, phone)))), Channels.RICH)
                .parts()
                .getFirst();
        var inline = plan(Content.of("Hi", Buttons.inline(List.of(List.of(site, phone)))), Channels.RICH)
                .parts()
                .getFirst();

        assertThat(reply.text()).isEqualTo("Hi\n\nSite: https://shop.example");
        assertThat(reply.buttons().flat()).extracting(Button::label).containsExactly("Phone");
        assertThat(inline.text()).isEqualTo("Hi\n\nPhone");
        assertThat(inline.buttons().flat()).extracting(Button::value).containsExactly("https://shop.example");
    }

    @Test
    void a_keyboard_of_one_kind_stands_in_for_the_other() {
        var onlyReply = Channels.channel(
                new Limit(100, Unit.CHARACTERS), 0, Map.of(), 1, ButtonRules.NONE, Channels.REPLY, false);
        var onlyInline = Channels.channel(
                new Limit(100, Unit.CHARACTERS), 0, Map.of(), 1, Channels.INLINE, ButtonRules.NONE, false);

        assertThat(plan(Content.of("?", yesNo(true)), onlyReply)
                        .parts()
                        .getFirst()
                        .buttons()
                        .inline())
                .isFalse();
        assertThat(plan(Content.of("?", yesNo(false)), onlyInline)
                        .parts()
                        .getFirst()
                        .buttons()
                        .inline())
                .isTrue();
    }

    @Test
    void without_buttons_the_choices_are_numbered_below_the_hint() {
        var buttons = new Buttons(
                true, List.of(List.of(Button.text("Yes"), Button.text("No"))), false, "Answer with a number:");

        var plan = plan(Content.of("Deliver?", buttons), Channels.BARE);

        assertThat(texts(plan)).containsExactly("Deliver?\n\nAnswer with a number:\n1. Yes\n2. No");
        assertThat(plan.numbered()).containsExactly("Yes", "No");
    }

    @Test
    void a_list_becomes_buttons_or_numbers() {
        var list = new Part.ListMenu(
                "Open",
                List.of(new Part.ListMenu.Section(
                        "Bouquets",
                        List.of(
                                new Part.ListMenu.Row("r", "Roses", "red"),
                                new Part.ListMenu.Row("t", "Tulips", null)))));

        var rich = plan(Content.of("Choose", list), Channels.RICH).parts().getFirst();
        var bare = plan(Content.of("Choose", list), Channels.BARE);

        assertThat(rich.text()).isEqualTo("Choose\n\nBouquets\nRoses — red");
        assertThat(rich.buttons().lines()).hasSize(2);
        assertThat(rich.buttons().flat()).extracting(Button::value).containsExactly("b9.0", "b9.1");
        assertThat(texts(bare)).containsExactly("Choose\n\nBouquets\n1. Roses — red\n2. Tulips");
        assertThat(bare.numbered()).containsExactly("Roses", "Tulips");
    }

    @Test
    void a_list_that_fits_is_a_list_and_its_rows_are_presses() {
        var plan = plan(Content.of("Choose", menu("Open", 2, 2)), LISTING);

        var list = plan.parts().getFirst().list();
        assertThat(texts(plan)).containsExactly("Choose");
        assertThat(plan.parts().getFirst().buttons()).isNull();
        assertThat(list.open()).isEqualTo("Open");
        assertThat(list.sections()).extracting(Part.ListMenu.Section::title).containsExactly("S0", "S1");
        assertThat(list.sections().getLast().rows())
                .extracting(Part.ListMenu.Row::id)
                .containsExactly("b9.2", "b9.3");
    }

    @Test
    void what_is_cut_in_a_list_stands_whole_below_the_text() {
        var list = new Part.ListMenu(
                "Open the whole list",
                List.of(new Part.ListMenu.Section(
                        null, List.of(new Part.ListMenu.Row("r", "Roses, red and white", "fresh")))));

        var plan = plan(Content.of("Choose", list), LISTING);

        assertThat(texts(plan)).containsExactly("Choose\n\nRoses, red and white — fresh\nOpen the whole list");
        var sent = plan.parts().getFirst().list();
        assertThat(sent.open()).isEqualTo("Open the…");
        assertThat(sent.sections().getFirst().title()).isNull();
        assertThat(sent.sections().getFirst().rows().getFirst().title()).isEqualTo("Roses, re…");
    }

    @Test
    void a_list_too_long_or_beside_buttons_becomes_buttons() {
        assertThat(plan(Content.of("Choose", menu("Open", 1, 6)), LISTING).parts())
                .allSatisfy(part -> assertThat(part.list()).isNull());
        assertThat(plan(Content.of("Choose", menu("Open", 1, 2), yesNo(true)), LISTING)
                        .parts()
                        .getFirst()
                        .buttons()
                        .flat())
                .hasSize(4);
    }

    @Test
    void a_list_stands_on_a_text_of_its_own() {
        var plan = plan(Content.of("", photo(1), menu("Open", 1, 2)), LISTING);

        assertThat(texts(plan)).containsExactly("", "👇");
        assertThat(plan.parts().getLast().list()).isNotNull();
    }

    @Test
    void a_text_with_buttons_may_have_less_room_than_others() {
        var plan = plan(Content.of("a".repeat(30) + " " + "b".repeat(30), yesNo(true)), LISTING);

        assertThat(texts(plan)).containsExactly("a".repeat(30), "b".repeat(30));
        assertThat(plan.parts().getFirst().buttons()).isNull();
        assertThat(plan.parts().getLast().buttons()).isNotNull();
    }

    @Test
    void buttons_stand_only_where_the_channel_lets_them() {
        var beside = plan(Content.of("Roses", photo(1), yesNo(true)), LISTING);
        var after = plan(Content.of("Roses", video(1), yesNo(true)), LISTING);

        assertThat(texts(beside)).containsExactly("Roses");
        assertThat(texts(after)).containsExactly("", "Roses");
        assertThat(after.parts().getFirst().buttons()).isNull();
    }

    @Test
    void media_without_captions_leave_the_text_to_follow() {
        var voice = Attachment.stored(Media.VOICE, 1, "v.ogg", "audio/ogg", 5);

        assertThat(texts(plan(Content.of("Listen", voice), LISTING))).containsExactly("", "Listen");
        assertThat(texts(plan(Content.of("Listen", voice), Channels.RICH))).containsExactly("Listen");
    }

    @Test
    void a_button_that_must_stand_alone_becomes_a_line_beside_others() {
        var link = new Button("Site", ButtonKind.URL, "https://shop.example", null);

        var alone = plan(Content.of("Look", Buttons.inline(List.of(List.of(link)))), LISTING)
                .parts()
                .getFirst();
        var beside = plan(Content.of("Look", Buttons.inline(List.of(List.of(link, Button.text("Yes"))))), LISTING)
                .parts()
                .getFirst();

        assertThat(alone.buttons().flat()).extracting(Button::value).containsExactly("https://shop.example");
        assertThat(beside.buttons().flat()).extracting(Button::label).containsExactly("Yes");
        assertThat(beside.text()).isEqualTo("Look\n\nSite: https://shop.example");
    }

    private static final Capabilities LISTING = Channels.RICH
            .withLists(new Capabilities.ListRules(5, 3, 9, 10, 10, 12))
            .withInteractive(new Capabilities.Interactive(60, Set.of(Media.PHOTO), Set.of(ButtonKind.URL)))
            .withoutCaptions(Set.of(Media.VOICE));

    private static Part.ListMenu menu(String open, int sections, int rows) {
        return new Part.ListMenu(
                open,
                IntStream.range(0, sections)
                        .mapToObj(s -> new Part.ListMenu.Section(
                                "S" + s,
                                IntStream.range(0, rows)
                                        .mapToObj(r -> new Part.ListMenu.Row("id" + s + r, "Row " + s + r, null))
                                        .toList()))
                        .toList());
    }

    @Test
    void a_place_and_a_card_go_as_they_are_or_as_lines() {
        var content = Content.of(
                "",
                new Part.Location(55.75, 37.61, "Shop", null),
                new Part.ContactCard("+79990000001", "Olga", null, false));

        assertThat(plan(content, Channels.RICH).parts()).hasSize(2);
        assertThat(String.join("\n", texts(plan(content, Channels.BARE))))
                .contains("Shop", "55.75", "Olga, +79990000001");
    }

    @Test
    void what_could_never_be_carried_is_refused() {
        var unknown = new Part.Unsupported("poll");
        var nowhere = new Part.Location(Double.NaN, 0, null, null);
        var template = new Part.Template("t", "ru", List.of());
        var noFile = Attachment.stored(Media.PHOTO, 0, "a", null, 0);
        var noKind = Buttons.inline(List.of(List.of(new Button("Yes", null, null, null))));
        var noRows = new Part.ListMenu("Open", null);
        var noPhone = new Part.ContactCard(null, "Olga", null, false);
        for (var content : List.of(
                Content.text(" "),
                Content.of("", unknown),
                Content.of("a", nowhere),
                Content.of("a", template),
                Content.of("a", noFile),
                Content.of("a", noKind),
                Content.of("a", noRows),
                Content.of("a", noPhone))) {
            assertThatThrownBy(() -> Planner.check(content, Channels.RICH))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.CHANNEL_CANNOT));
        }
    }

    @Test
    void a_speakers_name_is_the_first_line() {
        assertThat(texts(said(Content.text("Hello"), Channels.RICH))).containsExactly("Olga:\nHello");
        assertThat(texts(said(Content.of("Vase", photo(1)), Channels.RICH))).containsExactly("Olga:\nVase");
        assertThat(texts(said(Content.text("z".repeat(98)), Channels.RICH))).containsExactly("Olga:", "z".repeat(98));
        assertThat(texts(
                        said(Content.text("One two. Three " + "four ".repeat(17).strip()), Channels.RICH)))
                .containsExactly("Olga:\nOne two. Three " + "four ".repeat(16).strip(), "four");
    }

    @Test
    void a_speakers_name_is_no_markup() {
        var plan = Planner.plan(
                9, new Content("**Hi**", true, List.of()), Channels.RICH, null, id -> null, " *Olga*\n Rose ");

        assertThat(Markup.plain(Markup.parse(plan.parts().getFirst().text()))).isEqualTo("*Olga* Rose:\nHi");
    }

    @Test
    void where_there_are_no_words_the_name_comes_first() {
        assertThat(texts(said(Content.of("", photo(1)), Channels.RICH))).containsExactly("Olga:");
        assertThat(said(Content.of("", photo(1)), Channels.RICH)
                        .parts()
                        .getFirst()
                        .media())
                .hasSize(1);

        var sticker = said(Content.of("", file(Media.STICKER, 1)), Channels.RICH);
        assertThat(texts(sticker)).containsExactly("Olga:", "");
        var blank = new Content(
                "\\ ", true, List.of(new Part.Attachment(Media.STICKER, 1, null, "s.webp", "image/webp", 10, 0, 0, 0)));
        assertThat(texts(said(blank, Channels.RICH)))
                .as("marks that show nothing")
                .containsExactly("Olga:", "");
        assertThat(sticker.parts().getFirst().replyTo()).isEqualTo("77");
        assertThat(sticker.parts()).extracting(Outbound::piece).containsExactly(0, 1);

        assertThat(texts(said(Content.of("", new Part.Location(1, 2, null, null)), Channels.RICH)))
                .containsExactly("Olga:", "");
    }

    @Test
    void buttons_without_words_stand_under_the_name() {
        var buttons = Buttons.inline(List.of(List.of(Button.text("Yes"))));
        assertThat(texts(said(Content.of("", buttons), Channels.RICH))).containsExactly("Olga:");

        var hinted = new Buttons(true, buttons.lines(), false, "Choose");
        assertThat(texts(said(Content.of("", hinted), Channels.RICH))).containsExactly("Olga:\nChoose");
    }

    @Test
    void a_template_alone_stays_as_it_was_approved() {
        var plan = said(Content.of("", new Part.Template("hi", "ru", List.of())), Channels.RICH.withTemplates());

        assertThat(texts(plan)).containsExactly("");
    }

    @Test
    void what_a_template_says_is_not_sent_and_its_replies_bear_our_keys() {
        var reply = new Part.TemplateButton(1, Part.ButtonKind.TEXT, "Yes", "the maker's own");
        var link = new Part.TemplateButton(0, Part.ButtonKind.URL, null, "1052");
        var template = new Part.Template("hi", "ru", List.of("Anna"), null, List.of(link, reply));
        var content = Content.of("Hello Anna", Buttons.inline(List.of(List.of(Button.text("No")))), template);

        var plan = said(content, Channels.RICH.withTemplates());

        assertThat(String.join("", texts(plan))).doesNotContain("Hello Anna");
        var sent = plan.parts().stream()
                .map(Outbound::template)
                .filter(java.util.Objects::nonNull)
                .toList();
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().buttons())
                .extracting(Part.TemplateButton::value)
                .containsExactly("1052", "b9.1");
        assertThat(content.choices().get(1).value()).isEqualTo("the maker's own");
    }

    private static Plan said(Content content, Capabilities capabilities) {
        return Planner.plan(9, content, capabilities, "77", id -> "https://files.example/" + id, "Olga");
    }

    private static Plan plan(Content content, Capabilities capabilities) {
        return Planner.plan(9, content, capabilities, "77", id -> "https://files.example/" + id);
    }

    private static List<String> texts(Plan plan) {
        return plan.parts().stream().map(Outbound::text).toList();
    }

    private static Attachment photo(long id) {
        return file(Media.PHOTO, id);
    }

    private static Attachment video(long id) {
        return file(Media.VIDEO, id);
    }

    private static Attachment file(Media media, long id) {
        return Attachment.stored(media, id, "f" + id, null, 5);
    }

    private static Buttons yesNo(boolean inline) {
        return new Buttons(inline, List.of(List.of(Button.text("Yes"), Button.text("No"))), false, null);
    }

    private static List<Button> letters(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Button.text(String.valueOf((char) ('A' + i))))
                .toList();
    }
}
