package io.besedka.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.conversation.Act;
import io.besedka.conversation.Author;
import io.besedka.conversation.Content;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.MessageStore;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Media;
import io.besedka.conversation.Part.TemplateButton;
import io.besedka.conversation.Part.TemplateHeader;
import io.besedka.conversation.Variables;
import io.besedka.platform.database.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Variables in a broadcast's buttons and in what fills its template. */
class FilledPartsTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final Part.Template ORDER = new Part.Template(
            "order",
            "en",
            List.of("#{name}", "#{client.order}"),
            TemplateHeader.words("Order #{client.order}"),
            List.of(
                    new TemplateButton(0, ButtonKind.URL, null, "o/#{client.order}"),
                    new TemplateButton(1, ButtonKind.TEXT, "Thanks", "t-#{client.order}")));

    private Town town;
    private long anna;
    private long boris;

    @BeforeEach
    void open() {
        town = new Town(database.get());
        long whatsapp = town.connections
                .add(town.project(), "whatsapp", "WhatsApp", Map.of(), Map.of())
                .connection()
                .id();
        anna = town.client(whatsapp, "79990000001");
        boris = town.client(whatsapp, "79990000002");
        set(anna, "order", "7 a");
        set(boris, "order", "8");
    }

    @AfterEach
    void close() {
        town.close();
    }

    private void set(long client, String name, String value) {
        town.does(client, new Act.VariablesSet(Author.SYSTEM, Variables.Scope.CLIENT, Map.of(name, value)));
    }

    private NewBroadcast saying(Content content) {
        return town.to(new Audience.OfClients(List.of(anna, boris)), new Saying.Message(content, true));
    }

    private long sent(Content content) {
        long broadcast = town.broadcasts.start(saying(content));
        town.work();
        return broadcast;
    }

    /** What stands in the conversation. */
    private Content last(long client) {
        var key = new ConversationKey(town.project(), client);
        long seq = town.count("select max(seq) from messages where project_id = " + town.project()
                + " and conversation_id = " + client);
        return new MessageStore(database.get().jdbi())
                .at(List.of(new MessageStore.Place(key, seq, seq)))
                .get(key)
                .getFirst()
                .content();
    }

    private static Part.Template template(Content content) {
        return content.first(Part.Template.class).orElseThrow();
    }

    private Content previewed(long client, Content content) {
        return town.broadcasts.dryRun(saying(content)).previews().stream()
                .filter(preview -> preview.client() == client)
                .findFirst()
                .orElseThrow()
                .content();
    }

    @Test
    void labels_values_and_addresses_of_buttons_are_filled_for_each() {
        var buttons = new Part.Buttons(
                true,
                List.of(
                        List.of(
                                new Button(
                                        "Order #{client.order}",
                                        ButtonKind.URL,
                                        "https://shop.example/o?n=#{client.order}",
                                        "primary"),
                                new Button("#{client.gift}", ButtonKind.TEXT, "gift", null)),
                        List.of(new Button("Call", ButtonKind.TEXT, "call #{client.order}", null))),
                false,
                "or write, #{client.order}");

        var content = Content.of("Hello", buttons);
        var shown = previewed(anna, content);
        sent(content);

        assertThat(last(anna).parts())
                .as("a label that comes out empty leaves its button out; a value in an address stays one piece of it")
                .containsExactly(new Part.Buttons(
                        true,
                        List.of(
                                List.of(new Button(
                                        "Order 7 a", ButtonKind.URL, "https://shop.example/o?n=7%20a", "primary")),
                                List.of(new Button("Call", ButtonKind.TEXT, "call 7 a", null))),
                        false,
                        "or write, 7 a"));
        assertThat(last(boris).buttons().orElseThrow().flat().getFirst().value())
                .isEqualTo("https://shop.example/o?n=8");
        assertThat(shown).isEqualTo(last(anna));
    }

    @Test
    void what_fills_a_template_is_filled_for_each_and_the_history_has_its_words() {
        town.approved = content ->
                new Content("Dear " + String.join(": ", template(content).parameters()), false, content.parts());
        set(anna, "name", "Anna");
        set(boris, "name", "Boris");

        var shown = previewed(boris, Content.of("", ORDER));
        sent(Content.of("", ORDER));

        assertThat(last(anna))
                .isEqualTo(Content.of(
                        "Dear Anna: 7 a",
                        new Part.Template(
                                "order",
                                "en",
                                List.of("Anna", "7 a"),
                                TemplateHeader.words("Order 7 a"),
                                List.of(
                                        new TemplateButton(0, ButtonKind.URL, null, "o/7%20a"),
                                        new TemplateButton(1, ButtonKind.TEXT, "Thanks", "t-7 a")))));
        assertThat(last(boris).text()).isEqualTo("Dear Boris: 8");
        assertThat(shown).isEqualTo(last(boris));
    }

    @Test
    void a_template_without_variables_has_its_words_too() {
        town.approved = content -> new Content("Sale!", false, content.parts());
        long broadcast = town.broadcasts.start(town.to(
                new Audience.OfClients(List.of(anna)),
                new Saying.Message(Content.of("", new Part.Template("sale", "en", List.of())), false)));
        town.work();

        assertThat(town.got(anna, broadcast)).isEqualTo(1);
        assertThat(last(anna).text()).isEqualTo("Sale!");
    }

    @Test
    void the_file_of_a_header_is_found_for_each() {
        var header = TemplateHeader.file(
                Media.FILE, "https://shop.example/bills/#{client.order}.pdf", "Bill #{client.order}");
        sent(Content.of("", new Part.Template("bill", "en", List.of(), header, List.of())));

        assertThat(template(last(anna)).header())
                .isEqualTo(TemplateHeader.file(Media.FILE, "https://shop.example/bills/7%20a.pdf", "Bill 7 a"));
    }

    @Test
    void whoever_leaves_a_place_of_the_template_empty_is_named_beforehand_and_fails_alone() {
        set(boris, "order", " ");
        var template = new Part.Template("order", "en", List.of("#{client.order}"));

        var dry = town.broadcasts.dryRun(saying(Content.of("", template)));
        long broadcast = sent(Content.of("", template));

        assertThat(dry.recipients()).isEqualTo(1);
        assertThat(dry.excluded())
                .containsExactly(new DryRun.Excluded(
                        RecipientState.EMPTY_PARAMETER, 1, List.of(new DryRun.Named(boris, "79990000002")), List.of()));
        assertThat(dry.previews()).extracting(DryRun.Preview::client).containsExactly(anna);
        assertThat(town.stateOf(anna, broadcast)).isEqualTo(RecipientState.QUEUED);
        assertThat(town.stateOf(boris, broadcast)).isEqualTo(RecipientState.EMPTY_PARAMETER);
        assertThat(town.got(boris, broadcast)).isZero();
        var errors = town.results
                .page(town.project(), broadcast, RecipientState.named("errors"), null, 10)
                .recipients();
        assertThat(errors).extracting(Results.Recipient::error).containsExactly("parameter 1 of the template is empty");
        assertThat(town.state(broadcast)).isEqualTo(BroadcastState.DONE);
        assertThat(town.broadcasts.get(town.project(), broadcast).counts()).isEqualTo(new Broadcast.Counts(2, 0, 1, 1));

        set(boris, "order", "9");
        town.broadcasts.retry(town.project(), broadcast);
        town.work();
        assertThat(template(last(boris)).parameters()).containsExactly("9");
        assertThat(town.got(anna, broadcast)).isEqualTo(1);
        assertThat(town.broadcasts.get(town.project(), broadcast).counts()).isEqualTo(new Broadcast.Counts(2, 0, 2, 0));
    }

    @Test
    void header_and_buttons_have_places_too() {
        set(boris, "order", "");
        for (var template : List.of(
                new Part.Template("a", "en", List.of(), TemplateHeader.words("#{client.order}"), List.of()),
                new Part.Template(
                        "a",
                        "en",
                        List.of(),
                        null,
                        List.of(new TemplateButton(2, ButtonKind.URL, null, "#{client.order}"))))) {
            assertThat(town.broadcasts.dryRun(saying(Content.of("", template))).excluded())
                    .extracting(DryRun.Excluded::why)
                    .containsExactly(RecipientState.EMPTY_PARAMETER);
            long broadcast = sent(Content.of("", template));
            assertThat(town.stateOf(boris, broadcast)).isEqualTo(RecipientState.EMPTY_PARAMETER);
            assertThat(town.stateOf(anna, broadcast)).isEqualTo(RecipientState.QUEUED);
        }
    }

    @Test
    void where_nobody_is_left_the_dry_run_has_no_times_and_shows_nothing() {
        var dry = town.broadcasts.dryRun(
                saying(Content.of("", new Part.Template("order", "en", List.of("#{client.nothing}")))));

        assertThat(dry.recipients()).isZero();
        assertThat(dry.first()).isNull();
        assertThat(dry.previews()).isEmpty();
        assertThat(dry.excluded().getFirst().clients())
                .extracting(DryRun.Named::client)
                .containsExactly(boris, anna);
    }

    @Test
    void what_is_too_long_for_one_fails_for_that_one() {
        set(boris, "order", "9".repeat(5_000));
        var button = new Button("Open", ButtonKind.URL, "https://shop.example/#{client.order}", null);
        for (var content : List.of(
                Content.of("", new Part.Template("order", "en", List.of("#{client.order}"))),
                Content.of("Hello", Part.Buttons.inline(List.of(List.of(button)))))) {
            long broadcast = sent(content);

            assertThat(town.stateOf(boris, broadcast)).isEqualTo(RecipientState.DECLINED);
            assertThat(town.stateOf(anna, broadcast)).isEqualTo(RecipientState.QUEUED);
            assertThat(town.state(broadcast)).isEqualTo(BroadcastState.DONE);
        }
    }

    @Test
    void a_variable_does_not_choose_where_a_link_leads() {
        for (var address :
                List.of("https://#{client.site}/", "https://shop.example#{client.site}", "https://{a|b}.example/")) {
            var button = new Button("Open", ButtonKind.URL, address, null);
            assertThatThrownBy(() -> town.broadcasts.dryRun(
                            saying(Content.of("Hi", Part.Buttons.inline(List.of(List.of(button)))))))
                    .isInstanceOfSatisfying(
                            BroadcastRefused.class,
                            refused -> assertThat(refused.field()).isEqualTo("content.parts"));
        }
        sent(Content.of(
                "Hi",
                Part.Buttons.inline(
                        List.of(List.of(new Button("Open", ButtonKind.URL, "https://shop.example", null))))));
        assertThat(last(anna).buttons().orElseThrow().flat().getFirst().value()).isEqualTo("https://shop.example");
    }

    @Test
    void one_that_was_written_down_when_such_a_link_was_possible_is_cancelled_with_the_reason_and_others_go_on() {
        var button = new Button("Open", ButtonKind.URL, "https://shop.example/#{client.site}", null);
        long bad = town.broadcasts.draft(saying(Content.of("Hi", Part.Buttons.inline(List.of(List.of(button))))));
        town.execute("update broadcasts set plan = replace(plan, 'shop.example/', '') where id = " + bad);
        town.broadcasts.begin(town.project(), bad);
        long good = sent(Content.text("Hello, #{client.order}"));

        assertThat(town.state(bad)).isEqualTo(BroadcastState.CANCELLED);
        assertThat(town.broadcasts.get(town.project(), bad).error()).contains("address");
        assertThat(town.stateOf(anna, bad)).isEqualTo(RecipientState.CANCELLED);
        assertThat(town.state(good)).isEqualTo(BroadcastState.DONE);
        assertThat(last(boris).text()).isEqualTo("Hello, 8");
    }
}
