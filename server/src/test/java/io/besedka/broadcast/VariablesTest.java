package io.besedka.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.conversation.Act;
import io.besedka.conversation.Author;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Variables;
import io.besedka.platform.database.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Variables in a broadcast's text, filled in for each as a flow would. */
class VariablesTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private Town town;
    private long anna;
    private long boris;

    @BeforeEach
    void open() {
        town = new Town(database.get());
        anna = town.client("Anna Petrova");
        boris = town.client("Boris");
        town.does(
                anna,
                new Act.VariablesSet(
                        Author.SYSTEM, Variables.Scope.CLIENT, Map.of("city", "Moscow #{name}", "size", "client's")));
        town.does(anna, new Act.VariablesSet(Author.SYSTEM, Variables.Scope.DEAL, Map.of("size", "deal's")));
        town.variables.put("discount", "10%");
    }

    @AfterEach
    void close() {
        town.close();
    }

    private NewBroadcast saying(Content content, boolean variables) {
        return town.to(new Audience.OfClients(List.of(anna, boris)), new Saying.Message(content, variables));
    }

    private String got(long client, long broadcast) {
        return database.get()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select text from messages where project_id = :project and conversation_id = :client and key = :key")
                        .bind("project", town.project())
                        .bind("client", client)
                        .bind("key", Dispatcher.keyOf(broadcast))
                        .mapTo(String.class)
                        .one());
    }

    private long sent(NewBroadcast wanted) {
        long broadcast = town.broadcasts.start(wanted);
        town.work();
        return broadcast;
    }

    @Test
    void each_reads_what_is_known_of_each_and_the_dry_run_shows_it_beforehand() {
        var wanted = saying(
                Content.text(
                        "#{name} (#{full_name}) of #{client.city}: #{project.discount}, #{size}/#{client.size}, [#{nonsense}]"),
                true);

        var dry = town.broadcasts.dryRun(wanted);
        long broadcast = sent(wanted);

        assertThat(got(anna, broadcast)).isEqualTo("Anna (Anna Petrova) of Moscow #{name}: 10%, deal's/client's, []");
        assertThat(got(boris, broadcast)).isEqualTo("Boris (Boris) of : 10%, /, []");
        assertThat(dry.previews())
                .containsExactly(
                        new DryRun.Preview(anna, "Anna Petrova", Content.text(got(anna, broadcast))),
                        new DryRun.Preview(boris, "Boris", Content.text(got(boris, broadcast))));
    }

    @Test
    void what_a_client_wrote_means_only_itself_in_light_markup() {
        town.does(boris, new Act.VariablesSet(Author.SYSTEM, Variables.Scope.CLIENT, Map.of("city", "*Kazan*")));

        long broadcast = sent(saying(new Content("**#{client.city}**", true, List.of()), true));

        assertThat(got(boris, broadcast)).isEqualTo("**\\*Kazan\\***");
    }

    @Test
    void where_nobody_asked_for_it_the_text_is_said_as_it_stands() {
        var wanted = saying(Content.text("#{name} {a|b}"), false);

        assertThat(town.broadcasts.dryRun(wanted).previews())
                .extracting(preview -> preview.content().text())
                .containsOnly("#{name} {a|b}");
        assertThat(got(anna, sent(wanted))).isEqualTo("#{name} {a|b}");
    }

    @Test
    void one_that_was_written_down_before_there_were_variables_says_what_it_said() {
        long broadcast = town.broadcasts.draft(saying(Content.text("#{name}"), false));
        town.execute("update broadcasts set plan = replace(plan, ',\"variables\":false', '') where id = " + broadcast);
        assertThat(town.count("select count(*) from broadcasts where plan like '%\"variables\"%'"))
                .isZero();

        town.broadcasts.begin(town.project(), broadcast);
        town.work();

        assertThat(got(anna, broadcast)).isEqualTo("#{name}");
    }

    @Test
    void a_text_that_comes_out_empty_is_declined_for_that_one_and_goes_to_the_others() {
        long broadcast = sent(saying(Content.text("#{client.city}"), true));

        assertThat(town.stateOf(anna, broadcast)).isEqualTo(RecipientState.QUEUED);
        assertThat(town.stateOf(boris, broadcast)).isEqualTo(RecipientState.DECLINED);
        town.does(boris, new Act.VariablesSet(Author.SYSTEM, Variables.Scope.CLIENT, Map.of("city", "Kazan")));
        town.broadcasts.retry(town.project(), broadcast);
        town.work();
        assertThat(got(boris, broadcast)).as("filled in when it is sent").isEqualTo("Kazan");
    }

    @Test
    void parts_stay_and_braces_nested_too_deep_are_refused() {
        var place = new Part.Location(1, 2, "Shop", null);
        long broadcast = sent(saying(new Content("#{client.city}", false, List.of(place)), true));
        assertThat(got(boris, broadcast)).isEmpty();
        assertThat(town.stateOf(boris, broadcast)).isEqualTo(RecipientState.QUEUED);

        var deep = Content.text("#{".repeat(20) + "a" + "}".repeat(20));
        assertThatThrownBy(() -> town.broadcasts.start(saying(deep, true)))
                .isInstanceOfSatisfying(
                        BroadcastRefused.class,
                        refused -> assertThat(refused.field()).isEqualTo("content.text"));
    }

    @Test
    void the_dry_run_shows_the_first_three_of_those_who_get_it() {
        var all = LongStream.range(0, 6).map(i -> town.client("c" + i)).boxed().toList();
        town.does(all.getFirst(), new Act.OptedOut(Author.SYSTEM, true));
        var wanted = town.to(new Audience.OfClients(all), new Saying.Message(Content.text("#{name}"), true));

        assertThat(town.broadcasts.dryRun(wanted).previews())
                .extracting(preview -> preview.content().text())
                .containsExactly("c1", "c2", "c3");
        assertThat(town.broadcasts
                        .dryRun(town.to(new Audience.OfClients(all), new Saying.Block(1)))
                        .previews())
                .isEmpty();
    }
}
