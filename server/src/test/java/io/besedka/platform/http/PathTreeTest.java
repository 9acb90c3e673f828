package io.besedka.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PathTreeTest {
    private final PathTree tree = new PathTree();

    private Requests at(String template) {
        var requests = new Requests(
                new TreeMap<>(Map.of("GET", new Requests.Route(template, new Routes(), exchange -> Answer.ok()))),
                null,
                null);
        tree.add(template, requests);
        return requests;
    }

    private Requests find(String path, String... values) {
        var found = new ArrayList<String>();
        var requests = tree.find(path, found);
        assertThat(found).containsExactly(values);
        return requests;
    }

    @Test
    void a_named_step_wins_over_a_parameter_and_both_over_a_rest() {
        var root = at("/");
        var me = at("/v1/me");
        var one = at("/v1/{project}");
        var deep = at("/v1/{project}/members/{user}");
        var rest = at("/v1/*");

        assertThat(find("/")).isSameAs(root);
        assertThat(find("/v1/me")).isSameAs(me);
        assertThat(find("/v1/7", "7")).isSameAs(one);
        assertThat(find("/v1/me/members/3", "me", "3")).isSameAs(deep);
        assertThat(find("/v1/7/nothing")).isSameAs(rest);
        assertThat(find("/v1/")).isSameAs(rest);
        assertThat(find("/v2")).isNull();
        assertThat(find("")).isSameAs(root);
    }

    @Test
    void a_parameter_is_never_empty() {
        at("/a/{b}");

        assertThat(find("/a//")).isNull();
        assertThat(find("/a/")).isNull();
        assertThat(find("/a")).isNull();
        assertThat(find("//a/x")).isNull();
    }

    @Test
    void one_slash_too_many_at_the_end_does_not_matter() {
        var one = at("/api/{key}/{action}");
        var pages = at("/pages/*");
        at("/pages");

        assertThat(find("/api/k/message/", "k", "message")).isSameAs(one);
        assertThat(find("/api/k/message//")).isNull();
        assertThat(find("/api/k/message/x")).isNull();
        assertThat(find("/pages/")).isSameAs(pages);
    }

    @Test
    void parameters_are_named_by_the_template() {
        var route = new Requests.Route("/v1/{project}/members/{user}", new Routes(), exchange -> Answer.ok());

        assertThat(route.parameters(List.of("7", "3"))).isEqualTo(Map.of("project", "7", "user", "3"));
    }
}
