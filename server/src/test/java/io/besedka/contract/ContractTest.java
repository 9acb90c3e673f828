package io.besedka.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The file itself, and that the checker sees what it is there for. */
class ContractTest {
    private static final String JSON = "application/json";
    private static final String TOKEN = "{\"token\":\"t\"}";

    @Test
    void its_examples_are_as_it_says() {
        assertThat(Contract.wrongExamples()).isEmpty();
    }

    @Test
    void every_reference_leads_somewhere_and_every_schema_is_used() {
        assertThat(Contract.danglingAndUnused()).isEqualTo(Map.of("dangling", Set.of(), "unused", Set.of()));
    }

    @Test
    void every_operation_has_a_name_of_its_own_and_describes_its_parameters() {
        assertThat(Contract.operationIds()).doesNotHaveDuplicates().doesNotContain("");
        assertThat(Contract.wrongParameters()).isEmpty();
    }

    @Test
    void an_answer_as_described_passes() {
        Contract.check("POST", "/widget/v1/k/visitors", 201, JSON, TOKEN.getBytes());
        Contract.check("POST", "/v1/sign-out?everywhere=true", 204, null, new byte[0]);
        Contract.check(
                "GET", "/v1/nothing", 404, JSON, "{\"error\":{\"code\":\"not_found\",\"message\":\"no\"}}".getBytes());
    }

    @Test
    void whatever_is_not_described_is_told() {
        refused("POST", "/widget/v1/k/guests", 201, TOKEN, "address is not described");
        refused("PUT", "/widget/v1/k/visitors", 201, TOKEN, "method is not described");
        refused("POST", "/widget/v1/k/visitors", 202, TOKEN, "status is not described");
        refused("POST", "/widget/v1/k/visitors", 201, "{\"token\":\"t\",\"more\":1}", ".more: is not described");
        refused("POST", "/widget/v1/k/visitors", 201, "{}", "lacks \"token\"");
        refused("POST", "/widget/v1/k/visitors", 201, "{\"token\":7}", "not of type \"string\"");
        refused("POST", "/widget/v1/k/visitors", 201, "", "none came");
        refused(
                "GET",
                "/widget/v1/k/config",
                200,
                "{\"title\":\"\",\"greeting\":\"\",\"color\":\"\",\"position\":\"top\",\"locale\":null}",
                "is none of");
    }

    private static void refused(String method, String path, int status, String body, String why) {
        assertThatThrownBy(() -> Contract.check(method, path, status, JSON, body.getBytes()))
                .hasMessageContaining(why);
    }
}
