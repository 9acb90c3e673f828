package io.besedka.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyTest {
    private static final List<String> RIGHTS =
            List.of("READ_CLIENTS", "CHANGE_CLIENTS", "DELETE_CLIENTS", "READ_CRM", "CHANGE_CRM");

    @RegisterExtension
    static final AccountServer server = new AccountServer();

    private final Browser owner = server.owner();
    private long project;
    private String mainKey;

    @BeforeEach
    void a_project() {
        var made = owner.makeProject("Flowers");
        project = made.number("id");
        mainKey = made.text("mainKey");
    }

    @Test
    void a_key_is_shown_once() {
        var created = create("Shop", "READ_CLIENTS", "CHANGE_CRM");
        var listed = owner.get(keys()).body().get("keys").get(1);

        assertThat(created.text("secret")).matches("bsk_[A-Za-z0-9_-]{43}");
        assertThat(listed.toString()).doesNotContain(created.text("secret"));
        assertThat(listed.get("name").asString()).isEqualTo("Shop");
        assertThat(created.text("secret")).endsWith(listed.get("hint").asString());
        assertThat(listed.get("rights").toString()).isEqualTo("[\"READ_CLIENTS\",\"CHANGE_CRM\"]");
    }

    @Test
    void each_right_opens_what_it_is_for() {
        for (var right : RIGHTS) {
            var key = create("One right", right).text("secret");
            assertThat(opened(key)).containsExactly(right);
        }
        assertThat(opened(mainKey)).isEqualTo(RIGHTS);
    }

    private List<String> opened(String key) {
        return RIGHTS.stream()
                .filter(right -> holder(key).get("/test/right/" + right).status() == 204)
                .toList();
    }

    @Test
    void where_both_are_welcome_a_member_needs_the_role_and_a_key_the_right() {
        var path = "/test/" + project + "/operator-or-reader";

        assertThat(server.member(project, "OPERATOR").get(path).status()).isEqualTo(204);
        assertThat(server.member(project, "ANALYTICS").get(path).status()).isEqualTo(403);
        assertThat(holder(create("Reader", "READ_CLIENTS").text("secret"))
                        .get(path)
                        .status())
                .isEqualTo(204);
        assertThat(holder(create("Seller", "READ_CRM").text("secret")).get(path).status())
                .isEqualTo(403);
        assertThat(server.anybody().get(path).status()).isEqualTo(401);
    }

    @Test
    void a_key_reads_its_project_and_does_nothing_members_do() {
        var key = holder(mainKey);

        assertThat(key.get("/v1/projects/" + project).text("name")).isEqualTo("Flowers");
        assertThat(key.get(keys()).status()).isEqualTo(403);
        assertThat(key.get("/v1/me").status()).isEqualTo(403);
    }

    @Test
    void a_made_up_key_opens_nothing_even_beside_a_good_cookie() {
        for (var value : List.of("bsk_" + "A".repeat(43), "", "bsk_", mainKey + "x", mainKey.substring(4))) {
            assertThat(holder(value).get("/v1/projects/" + project).status()).isEqualTo(401);
            assertThat(owner.with("Authorization", "Bearer " + value)
                            .get("/v1/projects/" + project)
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_revoked_key_is_refused_at_once() {
        var created = create("Shop", "READ_CLIENTS");
        assertThat(opened(created.text("secret"))).containsExactly("READ_CLIENTS");

        assertThat(owner.delete(keys() + "/" + created.body().at("/key/id").asLong())
                        .status())
                .isEqualTo(204);

        assertThat(opened(created.text("secret"))).isEmpty();
        assertThat(owner.delete(keys() + "/" + created.body().at("/key/id").asLong())
                        .status())
                .isEqualTo(404);
        assertThat(owner.get(keys()).body().get("keys")).hasSize(1);
    }

    @Test
    void a_project_always_has_one_main_key() {
        var first = owner.get(keys()).body().get("keys").get(0).get("id").asLong();
        assertThat(owner.delete(keys() + "/" + first).code()).isEqualTo("main_key");

        var second = owner.post(keys(), Map.of("name", "New main", "main", true));

        assertThat(second.status()).isEqualTo(201);
        assertThat(mainIds()).containsExactly(second.body().at("/key/id").asLong());
        assertThat(server.running().keys().mainKey(project)).contains(new Secret(second.text("secret")));
        assertThat(opened(mainKey)).isEqualTo(RIGHTS);
        assertThat(owner.delete(keys() + "/" + first).status()).isEqualTo(204);
        assertThat(opened(mainKey)).isEmpty();
    }

    @Test
    void another_key_becomes_the_main_one_by_whoever_knows_its_value() {
        var first = owner.get(keys()).body().get("keys").get(0).get("id").asLong();
        var shop = create("Shop", "READ_CLIENTS");
        var id = shop.body().at("/key/id").asLong();
        opened(shop.text("secret"));

        assertThat(owner.post(keys() + "/" + id + "/main", Map.of("secret", mainKey))
                        .code())
                .isEqualTo("wrong_key");
        assertThat(owner.post(keys() + "/" + id + "/main", Map.of()).code()).isEqualTo("wrong_key");
        assertThat(mainIds()).containsExactly(first);

        var crowned = owner.post(keys() + "/" + id + "/main", Map.of("secret", shop.text("secret")));

        assertThat(crowned.status()).isEqualTo(200);
        assertThat(mainIds()).containsExactly(id);
        assertThat(opened(shop.text("secret"))).isEqualTo(RIGHTS);
        assertThat(opened(mainKey)).isEqualTo(RIGHTS);
        assertThat(server.running().keys().mainKey(project)).contains(new Secret(shop.text("secret")));
        assertThat(owner.delete(keys() + "/" + first).status()).isEqualTo(204);
        assertThat(owner.post(keys() + "/" + first + "/main", Map.of("secret", mainKey))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_main_key_cannot_be_made_with_fewer_rights() {
        var refused = owner.post(keys(), Map.of("name", "Half", "main", true, "rights", List.of("READ_CRM")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field()).isEqualTo("rights");
        assertThat(server.running().keys().mainKey(project)).contains(new Secret(mainKey));
    }

    private List<Long> mainIds() {
        return StreamSupport.stream(owner.get(keys()).body().get("keys").spliterator(), false)
                .filter(key -> key.get("main").asBoolean())
                .map(key -> key.get("id").asLong())
                .toList();
    }

    private Browser.Reply create(String name, String... rights) {
        return owner.post(keys(), Map.of("name", name, "rights", List.of(rights)));
    }

    private Browser holder(String key) {
        return server.anybody().with("Authorization", "Bearer " + key);
    }

    private String keys() {
        return "/v1/projects/" + project + "/keys";
    }
}
