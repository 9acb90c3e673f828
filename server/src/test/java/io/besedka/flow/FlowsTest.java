package io.besedka.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.besedka.conversation.Bot;
import io.besedka.conversation.Bot.Effect;
import io.besedka.conversation.Content;
import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.Profile;
import io.besedka.conversation.Variables;
import io.besedka.platform.clock.MovableClock;
import io.besedka.platform.database.TestDatabase;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Flows in a real database. */
class FlowsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final MovableClock clock = MovableClock.at("2026-03-08T09:00:00Z");
    private ZoneId zone = ZoneId.of("Europe/Moscow");
    private Flows flows;
    private long project;

    @BeforeEach
    void project() {
        flows = flows();
        project = newProject();
    }

    private Flows flows() {
        return new Flows(database.get().jdbi(), clock, id -> zone);
    }

    private static long newProject() {
        return database.get()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "insert into projects (name, time_zone, locale, created_at) values ('p', 'UTC', 'en', now()) returning id")
                        .mapTo(Long.class)
                        .one());
    }

    private static String saying(String text) {
        return Definitions.of(Definitions.with(Definitions.exact("go", "go"), "message", Map.of("text", text)));
    }

    private Bot.Step answer(Flows of, long connection) {
        var situation = new Bot.Situation(
                new ConversationKey(project, 1),
                connection,
                0,
                null,
                Variables.of(Map.of()),
                Variables.of(Map.of()),
                name -> null,
                Profile.UNKNOWN,
                clock.now());
        return new FlowBot(of).step(situation, new Bot.Stimulus.Said(Content.text("go"), null, true));
    }

    private String answered(Flows of, long connection) {
        return answer(of, connection).effects().stream()
                .filter(Effect.Say.class::isInstance)
                .map(say -> ((Effect.Say) say).content().text())
                .findFirst()
                .orElse("");
    }

    @Test
    void a_published_version_answers_at_once_and_after_a_restart() {
        var flow = flows.create(project, "Shop", Optional.empty());
        assertThat(answer(flows, 5)).isEqualTo(Bot.Step.IGNORED);
        assertThat(flows.publish(project, flow.id(), saying("one"), 9)).isEqualTo(1);
        assertThat(answered(flows, 5)).isEqualTo("one");
        assertThat(flows.publish(project, flow.id(), saying("two #{current_time}"), 9))
                .isEqualTo(2);
        assertThat(answered(flows, 5)).isEqualTo("two 12:00");
        var restarted = flows();
        restarted.load();
        assertThat(answered(restarted, 5)).isEqualTo("two 12:00");
        assertThat(restarted.version(project, 5).orElseThrow().number()).isEqualTo(2);
        assertThat(restarted.list(project))
                .containsExactly(new Flow(project, flow.id(), "Shop", Optional.empty(), true, 2));
        assertThat(restarted.definition(project, flow.id(), 1)).contains(saying("one"));
        assertThat(restarted.definition(project, flow.id(), 3)).isEmpty();
    }

    @Test
    void a_connection_s_own_flow_wins_over_the_one_for_all_and_the_older_over_the_younger() {
        publish("all", Optional.empty());
        publish("also all", Optional.empty());
        publish("own", Optional.of(Set.of(5L, 6L)));
        publish("late", Optional.of(Set.of(6L)));
        assertThat(answered(flows, 4)).isEqualTo("all");
        assertThat(answered(flows, 5)).isEqualTo("own");
        assertThat(answered(flows, 6)).isEqualTo("own");
    }

    private Flow publish(String text, Optional<Set<Long>> connections) {
        var flow = flows.create(project, text, connections);
        flows.publish(project, flow.id(), saying(text), 9);
        return flow;
    }

    @Test
    void a_flow_can_be_stopped_renamed_and_given_other_connections() {
        var flow = publish("a", Optional.empty());
        flows.change(new Flow(project, flow.id(), "B", Optional.of(Set.of(7L)), true, 0));
        assertThat(answered(flows, 7)).isEqualTo("a");
        assertThat(flows.version(project, 5)).isEmpty();
        flows.change(new Flow(project, flow.id(), "B", Optional.of(Set.of(7L)), false, 0));
        assertThat(flows.version(project, 7)).isEmpty();
        assertThat(flows.list(project))
                .containsExactly(new Flow(project, flow.id(), "B", Optional.of(Set.of(7L)), false, 1));
    }

    @Test
    void a_faulty_definition_is_not_stored_and_another_project_s_flow_not_touched() {
        var flow = publish("a", Optional.empty());
        assertThatThrownBy(() -> flows.publish(project, flow.id(), "{}", 9)).isInstanceOf(FaultyFlow.class);
        assertThat(flows.check("{}")).isNotEmpty();
        assertThat(flows.check(saying("x"))).isEmpty();
        long other = newProject();
        assertThatThrownBy(() -> flows.publish(other, flow.id(), saying("b"), 9))
                .isInstanceOf(NoSuchFlow.class);
        assertThatThrownBy(() -> flows.change(new Flow(other, flow.id(), "x", Optional.empty(), true, 0)))
                .isInstanceOf(NoSuchFlow.class);
        assertThat(flows.definition(other, flow.id(), 1)).isEmpty();
        assertThat(answered(flows, 5)).isEqualTo("a");
        assertThat(flows.list(project).getFirst().publishedVersion()).isEqualTo(1);
    }

    @Test
    void a_few_versions_are_held_for_those_in_the_middle() {
        var flow = flows.create(project, "Shop", Optional.empty());
        for (int i = 0; i < 5; i++) {
            flows.publish(project, flow.id(), saying("v" + i), 9);
        }
        assertThat(flows.published(project, 5).held()).containsOnlyKeys(3, 4, 5);
    }

    @Test
    void a_stored_version_that_is_refused_by_now_is_left_out() {
        var flow = publish("sound", Optional.empty());
        flows.publish(project, flow.id(), saying("spoilt"), 9);
        database.get()
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "update flow_versions set definition = '{}' where project_id = ? and version = 2", project));
        var restarted = flows();
        restarted.load();
        assertThat(answered(restarted, 5)).isEqualTo("sound");
        database.get()
                .jdbi()
                .useHandle(handle ->
                        handle.execute("update flow_versions set definition = '{}' where project_id = ?", project));
        restarted.refresh(project);
        assertThat(restarted.version(project, 5)).isEmpty();
    }

    @Test
    void a_changed_time_zone_is_seen_after_a_refresh() {
        publish("#{current_time}", Optional.empty());
        zone = ZoneId.of("Asia/Vladivostok");
        flows.refresh(project);
        assertThat(answered(flows, 5)).isEqualTo("19:00");
        assertThat(flows.version(project, 5).orElseThrow().zone()).isEqualTo(zone);
    }

    @Test
    void a_name_is_needed() {
        assertThatThrownBy(() -> flows.create(project, " ", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> flows.create(project, "x".repeat(101), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
