package io.besedka.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.ListMenu;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhraseTest {
    private final Talk talk = Talk.with(Definitions.of(Definitions.exact("a", "a")));

    private List<Part> filled(Map<String, String> variables, Part... parts) {
        talk.clientVariables.clear();
        talk.clientVariables.putAll(variables);
        return Phrase.of(new Content("", false, List.of(parts)))
                .fill(talk.situation(), ZoneOffset.UTC)
                .parts();
    }

    @Test
    void a_list_and_a_place_are_filled_in_and_a_file_keeps_its_name() {
        var menu = new ListMenu(
                "Choose, #{client.first}",
                List.of(new ListMenu.Section(
                        "For #{client.city}",
                        List.of(
                                new ListMenu.Row("r1", "#{client.flower}", "from #{client.price}"),
                                new ListMenu.Row("r2", "Another", null)))));
        var place = new Part.Location(55.75, 37.62, "Shop in #{client.city}", "#{client.street}, 1");
        var file = Part.Attachment.stored(Part.Media.FILE, 7, "for #{client.first}.pdf", "application/pdf", 10);
        var known = Map.of(
                "first", "Anna", "city", "Kazan", "flower", "Roses", "price", "100", "street", "#{client.first}");

        assertThat(filled(known, menu, place, file))
                .containsExactly(
                        new ListMenu(
                                "Choose, Anna",
                                List.of(new ListMenu.Section(
                                        "For Kazan",
                                        List.of(
                                                new ListMenu.Row("r1", "Roses", "from 100"),
                                                new ListMenu.Row("r2", "Another", null))))),
                        new Part.Location(55.75, 37.62, "Shop in Kazan", "#{client.first}, 1"),
                        file);
    }

    @Test
    void a_row_whose_title_comes_out_blank_is_left_out_and_a_list_without_rows_too() {
        var blank = new ListMenu.Row("r1", "#{client.nothing}", "why");
        var named = new ListMenu.Row("r2", "#{client.long}", null);
        var both = new ListMenu("Open", List.of(new ListMenu.Section(null, List.of(blank, named))));
        var none = new ListMenu("Open", List.of(new ListMenu.Section(null, List.of(blank))));

        var said = filled(Map.of("long", "x".repeat(FlowLimits.LABEL + 1)), both, none);

        assertThat(said)
                .containsExactly(new ListMenu(
                        "Open",
                        List.of(new ListMenu.Section(
                                null, List.of(new ListMenu.Row("r2", "x".repeat(FlowLimits.LABEL), null))))));
    }

    @Test
    void a_variable_never_chooses_the_host_of_an_address() {
        for (var address : List.of("#{client.x}", "https://#{client.x}", "https://shop.example#{client.x}")) {
            var button = new Part.Button("Open", Part.ButtonKind.URL, address, null);
            var content = new Content("", false, List.of(Part.Buttons.inline(List.of(List.of(button)))));
            assertThatThrownBy(() -> Phrase.of(content))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("before any variable");
        }
        var inside = new Part.Button("Open", Part.ButtonKind.URL, "https://shop.example/?of=#{client.x}", null);
        assertThat(filled(Map.of("x", "a b&c"), Part.Buttons.inline(List.of(List.of(inside)))))
                .containsExactly(Part.Buttons.inline(List.of(List.of(
                        new Part.Button("Open", Part.ButtonKind.URL, "https://shop.example/?of=a%20b%26c", null)))));
    }
}
