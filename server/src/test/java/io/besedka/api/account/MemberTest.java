package io.besedka.api.account;

import static io.besedka.api.account.AccountServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.account.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemberTest {
    @RegisterExtension
    static final AccountServer server = new AccountServer();

    private final Browser owner = server.owner();
    private long project;

    @BeforeEach
    void a_project() {
        project = owner.makesProject("Flowers");
    }

    @Test
    void an_invited_person_follows_the_link_chooses_a_password_and_is_in() {
        var email = server.newEmail();
        var invited = invite(email, "OPERATOR", "ANALYTICS");
        var token = invited.text("token");
        var newcomer = server.anybody();

        assertThat(invited.status()).isEqualTo(201);
        assertThat(invited.text("link")).isEqualTo(server.url() + "/inbox/link/" + token);
        var greeting = newcomer.get("/v1/links/" + token);
        assertThat(greeting.text("purpose")).isEqualTo("invitation");
        assertThat(greeting.text("email")).isEqualTo(email);
        assertThat(newcomer.signIn(email, PASSWORD).status()).isEqualTo(401);
        assertThat(newcomer.followLink(token, Map.of("password", PASSWORD, "name", "Vera"))
                        .status())
                .isEqualTo(200);
        assertThat(newcomer.get("/v1/projects/" + project).body().get("roles").toString())
                .isEqualTo("[\"ANALYTICS\",\"OPERATOR\"]");
        assertThat(newcomer.get("/v1/me").body().at("/user/name").asString()).isEqualTo("Vera");
    }

    @Test
    void a_link_works_once_and_for_a_time() {
        var token = invite(server.newEmail(), "OPERATOR").text("token");
        var late = invite(server.newEmail(), "OPERATOR").text("token");
        var password = Map.of("password", PASSWORD);
        assertThat(server.anybody()
                        .followLink(token, Map.of("password", "short"))
                        .field())
                .isEqualTo("password");
        assertThat(server.anybody().followLink(token, password).status()).isEqualTo(200);

        assertThat(server.anybody().followLink(token, password).status()).isEqualTo(404);
        assertThat(server.anybody().get("/v1/links/" + token).status()).isEqualTo(404);
        server.clock().advance(Duration.ofDays(7));
        assertThat(server.anybody().followLink(late, password).status()).isEqualTo(404);
    }

    @Test
    void many_at_once_use_a_link_once() throws Exception {
        var token = invite(server.newEmail(), "OPERATOR").text("token");

        var statuses = atOnce(
                6,
                () -> server.anybody()
                        .followLink(token, Map.of("password", PASSWORD))
                        .status());

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 404);
    }

    @Test
    void many_at_once_invite_a_person_once() throws Exception {
        var email = server.newEmail();

        var statuses = atOnce(6, () -> invite(email, "OPERATOR").status());

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void a_user_of_another_project_joins_without_a_link() {
        var anna = server.member(owner.makesProject("Elsewhere"), "OPERATOR");

        var invited = invite(anna.email(), "ANALYTICS");

        assertThat(invited.status()).isEqualTo(201);
        assertThat(invited.text("token")).isNull();
        assertThat(anna.get("/v1/projects/" + project).status()).isEqualTo(200);
        assertThat(invite(anna.email(), "OPERATOR").code()).isEqualTo("already_member");
    }

    @Test
    void an_open_invitation_of_another_project_does_not_open_this_one() {
        var email = server.newEmail();
        var elsewhere = owner.makesProject("Elsewhere");
        var theirs = owner.post("/v1/projects/" + elsewhere + "/members", invitation(email, "OPERATOR"));

        var refused = invite(email, "OPERATOR");

        assertThat(refused.code()).isEqualTo("not_accepted_yet");
        assertThat(emails(project)).doesNotContain(email);
        assertThat(server.anybody()
                        .followLink(theirs.text("token"), Map.of("password", PASSWORD))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_reset_link_of_another_project_dies_when_the_person_joins_this_one() {
        var elsewhere = owner.makesProject("Elsewhere");
        var anna = server.member(elsewhere, "OPERATOR");
        var reset = reset(elsewhere, anna.userId()).text("token");

        invite(anna.email(), "OPERATOR");

        assertThat(server.anybody()
                        .followLink(reset, Map.of("password", PASSWORD))
                        .status())
                .isEqualTo(404);
        assertThat(reset(elsewhere, anna.userId()).code()).isEqualTo("member_elsewhere");
    }

    @Test
    void a_reset_lets_a_member_choose_anew_and_ends_their_sign_ins() {
        var anna = server.member(project, "OPERATOR");
        var reset = reset(project, anna.userId());

        assertThat(server.anybody().get("/v1/links/" + reset.text("token")).text("purpose"))
                .isEqualTo("password_reset");
        assertThat(anna.get("/v1/me").status()).isEqualTo(200);
        var anew = Map.of("password", "a newer password");
        assertThat(server.anybody().followLink(reset.text("token"), anew).status())
                .isEqualTo(200);
        assertThat(anna.get("/v1/me").status()).isEqualTo(401);
        assertThat(server.anybody().signIn(anna.email(), "a newer password").status())
                .isEqualTo(200);
        assertThat(server.anybody().signIn(anna.email(), PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void only_the_administrator_resets_passwords() {
        var anna = server.member(project, "OPERATOR");
        var settings = server.member(project, "SETTINGS");

        assertThat(settings.post(members() + "/" + anna.userId() + "/password-reset", Map.of())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void each_role_opens_what_it_is_for() {
        assertThat(opened(server.member(project, "SETTINGS"))).containsExactly("SETTINGS");
        assertThat(opened(server.member(project, "ANALYTICS"))).containsExactly("ANALYTICS");
        assertThat(opened(server.member(project, "OPERATOR"))).containsExactly("OPERATOR");
        assertThat(opened(server.member(project, "OPERATOR", "SETTINGS"))).containsExactly("SETTINGS", "OPERATOR");
        assertThat(opened(owner)).containsExactly("ADMINISTRATOR", "SETTINGS", "ANALYTICS");

        changeRoles(owner, owner.userId(), "ADMINISTRATOR", "OPERATOR");
        assertThat(opened(owner)).containsExactly("ADMINISTRATOR", "SETTINGS", "ANALYTICS", "OPERATOR");
    }

    private List<String> opened(Browser member) {
        return List.of("ADMINISTRATOR", "SETTINGS", "ANALYTICS", "OPERATOR").stream()
                .filter(role -> member.get("/test/" + project + "/role/" + role).status() == 204)
                .toList();
    }

    @Test
    void new_roles_and_removal_are_seen_at_once() {
        var anna = server.member(project, "OPERATOR");
        assertThat(opened(anna)).containsExactly("OPERATOR");

        assertThat(changeRoles(owner, anna.userId(), "ANALYTICS").status()).isEqualTo(200);
        assertThat(opened(anna)).containsExactly("ANALYTICS");

        assertThat(owner.delete(members() + "/" + anna.userId()).status()).isEqualTo(204);
        assertThat(anna.get("/v1/projects/" + project).status()).isEqualTo(404);
    }

    @Test
    void what_another_process_changes_is_seen_within_ten_seconds() {
        var anna = server.member(project, "OPERATOR");
        assertThat(opened(anna)).containsExactly("OPERATOR");
        server.jdbi()
                .useHandle(handle -> handle.execute(
                        "update members set roles = array['analytics'] where project_id = ? and user_id = ?",
                        project,
                        anna.userId()));

        server.clock().advance(Duration.ofSeconds(10));

        assertThat(opened(anna)).containsExactly("ANALYTICS");
    }

    @Test
    void the_administrator_stays_until_the_role_is_handed_on() {
        assertThat(changeRoles(owner, owner.userId(), "SETTINGS").code()).isEqualTo("administrator_stays");
        assertThat(owner.delete(members() + "/" + owner.userId()).code()).isEqualTo("administrator_stays");
        assertThat(invite(server.newEmail(), "ADMINISTRATOR").code()).isEqualTo("one_administrator");
        assertThat(administrators()).containsExactly(owner.userId());
    }

    @Test
    void handing_the_role_on_leaves_one_administrator_and_the_former_one_settings_and_analytics() {
        var anna = server.member(project, "OPERATOR");

        assertThat(changeRoles(owner, anna.userId(), "ADMINISTRATOR", "OPERATOR")
                        .status())
                .isEqualTo(200);

        assertThat(administrators()).containsExactly(anna.userId());
        assertThat(opened(owner)).containsExactly("SETTINGS", "ANALYTICS");
        assertThat(changeRoles(owner, owner.userId(), "ADMINISTRATOR").status()).isEqualTo(403);
        assertThat(owner.delete(members() + "/" + owner.userId()).status()).isEqualTo(204);
    }

    @Test
    void handing_the_role_to_several_at_once_leaves_one_administrator() throws Exception {
        var candidates = new ArrayList<Browser>();
        for (var i = 0; i < 4; i++) {
            candidates.add(server.member(project, "OPERATOR"));
        }
        var next = candidates.iterator();

        var statuses = atOnce(4, () -> {
            Browser candidate;
            synchronized (next) {
                candidate = next.next();
            }
            return changeRoles(owner, candidate.userId(), "ADMINISTRATOR").status();
        });

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 403);
        assertThat(administrators()).hasSize(1);
    }

    @Test
    void one_who_has_not_accepted_cannot_be_made_administrator() {
        var invited = invite(server.newEmail(), "SETTINGS");

        assertThat(changeRoles(owner, invited.number("userId"), "ADMINISTRATOR").code())
                .isEqualTo("not_accepted_yet");
    }

    @Test
    void settings_manage_the_team_but_neither_the_administrator_nor_themselves() {
        var settings = server.member(project, "SETTINGS");
        var anna = server.member(project, "OPERATOR");

        assertThat(changeRoles(settings, anna.userId(), "ANALYTICS").status()).isEqualTo(200);
        assertThat(settings.post(members(), invitation(server.newEmail(), "OPERATOR"))
                        .status())
                .isEqualTo(201);
        assertThat(changeRoles(settings, settings.userId(), "SETTINGS", "ANALYTICS")
                        .status())
                .isEqualTo(403);
        assertThat(changeRoles(settings, anna.userId(), "ADMINISTRATOR").status())
                .isEqualTo(403);
        assertThat(changeRoles(settings, owner.userId(), "ADMINISTRATOR", "OPERATOR")
                        .status())
                .isEqualTo(403);
        assertThat(settings.delete(members() + "/" + owner.userId()).code()).isEqualTo("administrator_stays");
        assertThat(settings.delete(members() + "/" + anna.userId()).status()).isEqualTo(204);
    }

    @Test
    void operators_and_analysts_see_the_team_and_may_leave_but_change_nothing() {
        var other = server.member(project, "OPERATOR");
        for (var role : List.of("OPERATOR", "ANALYTICS")) {
            var member = server.member(project, role);

            assertThat(member.get(members()).status()).isEqualTo(200);
            assertThat(member.post(members(), invitation(server.newEmail(), "OPERATOR"))
                            .status())
                    .isEqualTo(403);
            assertThat(changeRoles(member, other.userId(), "ANALYTICS").status())
                    .isEqualTo(403);
            assertThat(member.delete(members() + "/" + other.userId()).status()).isEqualTo(403);
            assertThat(member.get("/v1/projects/" + project + "/keys").status()).isEqualTo(403);
            assertThat(member.get("/v1/projects/" + project + "/audit").status())
                    .isEqualTo(403);
            assertThat(member.patch("/v1/projects/" + project, Map.of("name", "Mine"))
                            .status())
                    .isEqualTo(403);
            assertThat(member.delete(members() + "/" + member.userId()).status())
                    .isEqualTo(204);
        }
    }

    @Test
    void only_administrators_make_more_projects() {
        var settings = server.member(project, "SETTINGS");

        assertThat(settings.makeProject("Mine").status()).isEqualTo(403);
        assertThat(owner.makeProject("Another").status()).isEqualTo(201);
    }

    @Test
    void the_audit_tells_who_did_what_newest_first_page_by_page() {
        var anna = server.member(project, "OPERATOR");
        for (var i = 0; i < 100; i++) {
            owner.patch("/v1/projects/" + project, Map.of("name", "Flowers " + i));
        }

        var page = owner.get("/v1/projects/" + project + "/audit").body().get("entries");
        var last = page.get(99).get("id").asLong();
        var rest = owner.get("/v1/projects/" + project + "/audit?before=" + last)
                .body()
                .get("entries");

        assertThat(page).hasSize(100);
        assertThat(page.get(0).get("detail").asString()).isEqualTo("Flowers 99, Europe/Moscow, ru");
        assertThat(StreamSupport.stream(rest.spliterator(), false)
                        .map(entry -> entry.get("action").asString()))
                .containsExactly("member.invited", "key.main_created", "project.created");
        assertThat(rest.get(0).get("subject").asString()).isEqualTo("user " + anna.userId());
        assertThat(rest.get(0).get("userName").asString()).isEqualTo("Owner");
    }

    private Browser.Reply invite(String email, String... roles) {
        return owner.post(members(), invitation(email, roles));
    }

    private static Map<String, Object> invitation(String email, String... roles) {
        return Map.of("email", email, "name", "Person", "roles", List.of(roles));
    }

    private Browser.Reply changeRoles(Browser by, long userId, String... roles) {
        return by.patch(members() + "/" + userId, Map.of("roles", List.of(roles)));
    }

    private Browser.Reply reset(long inProject, long userId) {
        return owner.post("/v1/projects/%d/members/%d/password-reset".formatted(inProject, userId), Map.of());
    }

    private String members() {
        return "/v1/projects/" + project + "/members";
    }

    private List<String> emails(long inProject) {
        return server.running().members().list(inProject).stream()
                .map(member -> member.email())
                .toList();
    }

    private List<Long> administrators() {
        return server.running().members().list(project).stream()
                .filter(member -> member.roles().contains(Role.ADMINISTRATOR))
                .map(member -> member.userId())
                .toList();
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(Collections.nCopies(times, work))) {
                results.add(future.get());
            }
            return results;
        }
    }
}
