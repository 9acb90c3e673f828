package io.besedka.simulator.vk;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Person;
import io.besedka.simulator.messenger.Receiver;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VkSimulatorTest {
    private final VkSimulator vk = VkSimulator.start(0);
    private final Account community = vk.community("t0ken", "224466", "Flower shop");
    private final Person anna = community.person("Anna Petrova");
    private final Receiver server = new Receiver();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stops() {
        vk.close();
        server.close();
        client.close();
    }

    private JsonNode call(String method, String... namesAndValues) throws Exception {
        var form = new StringBuilder("access_token=t0ken&v=5.199");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append('&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return post("/method/" + method, form.toString());
    }

    private JsonNode post(String path, String form) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(vk.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return Json.parse(client.send(request, BodyHandlers.ofByteArray()).body());
    }

    private int error(String method, String... namesAndValues) throws Exception {
        return call(method, namesAndValues).path("error").path("error_code").asInt(0);
    }

    private JsonNode poll(String server, String key, String ts) throws Exception {
        var address = URI.create(server + "?act=a_check&wait=0&key=" + key + "&ts=" + ts);
        return Json.parse(client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray())
                .body());
    }

    @Test
    void a_server_gets_events_once_it_told_the_code_and_only_ok_takes_one() throws Exception {
        var code = call("groups.getCallbackConfirmationCode", "group_id", "224466")
                .path("response")
                .path("code")
                .asString("");
        server.replies(200, code);
        call(
                "groups.addCallbackServer",
                "group_id",
                "224466",
                "url",
                server.url().toString(),
                "title",
                "t",
                "secret_key",
                "s");
        call("groups.setCallbackSettings", "group_id", "224466", "server_id", "1", "message_new", "1");
        var asked = server.awaits(1).getFirst();
        assertThat(asked.text("/type")).isEqualTo("confirmation");

        anna.writes("Привет");
        community.updates().awaitsFailure();
        server.replies(200, "ok");
        community.updates().retryNow();
        community.updates().awaitsDelivery();

        var posts = server.awaits(3);
        assertThat(posts.get(2).text("/secret")).isEqualTo("s");
        assertThat(posts.get(2).text("/event_id")).isEqualTo(posts.get(1).text("/event_id"));
        assertThat(posts.get(2).text("/object/message/text")).isEqualTo("Привет");
    }

    @Test
    void a_server_that_tells_another_code_is_failed_and_gets_nothing() throws Exception {
        server.replies(200, "wrong");
        call(
                "groups.addCallbackServer",
                "group_id",
                "224466",
                "url",
                server.url().toString(),
                "title",
                "t",
                "secret_key",
                "s");
        call("groups.setCallbackSettings", "group_id", "224466", "server_id", "1", "message_new", "1");
        anna.writes("Hello");

        var servers = call("groups.getCallbackServers", "group_id", "224466")
                .path("response")
                .path("items");
        assertThat(servers.path(0).path("status").asString("")).isEqualTo("failed");
        assertThat(community.updates().pending()).isZero();
    }

    @Test
    void a_random_id_is_said_once_within_an_hour() throws Exception {
        anna.writes("Hello");
        var first = call("messages.send", "peer_id", anna.id(), "random_id", "9007199254740991", "message", "Yes")
                .path("response");
        var again = call("messages.send", "peer_id", anna.id(), "random_id", "9007199254740991", "message", "Yes")
                .path("response");
        assertThat(again).isEqualTo(first);
        assertThat(anna.sees()).containsExactly("Yes");

        vk.time().advance(Duration.ofHours(2));
        call("messages.send", "peer_id", anna.id(), "random_id", "9007199254740991", "message", "Yes");
        assertThat(anna.sees()).hasSize(2);
    }

    @Test
    void what_vk_refuses_has_its_number() throws Exception {
        assertThat(error("messages.send", "peer_id", anna.id(), "random_id", "1", "message", "x"))
                .isEqualTo(901);
        anna.writes("Hello");
        assertThat(error("messages.send", "peer_id", anna.id(), "message", "x")).isEqualTo(100);
        assertThat(error("messages.send", "peer_id", anna.id(), "random_id", "1"))
                .isEqualTo(100);
        assertThat(error("messages.send", "peer_id", anna.id(), "random_id", "1", "message", "x".repeat(4097)))
                .isEqualTo(914);
        assertThat(error(
                        "messages.send",
                        "peer_id",
                        anna.id(),
                        "random_id",
                        "1",
                        "message",
                        "x",
                        "keyboard",
                        "{\"inline\":true,\"one_time\":true,\"buttons\":[]}"))
                .isEqualTo(911);
        assertThat(error(
                        "messages.send",
                        "peer_id",
                        anna.id(),
                        "random_id",
                        "1",
                        "message",
                        "x",
                        "attachment",
                        "photo-1_2"))
                .isEqualTo(100);
        assertThat(error("groups.getCallbackServers", "group_id", "1")).isEqualTo(15);
        assertThat(error("messages.flyAway")).isEqualTo(3);
        anna.blocks();
        var one = call("messages.send", "peer_ids", anna.id(), "random_id", "2", "message", "x")
                .path("response")
                .path(0);
        assertThat(one.path("error").path("code").asInt(0)).isEqualTo(901);
        vk.revoke(community);
        assertThat(error("groups.getById")).isEqualTo(5);
    }

    @Test
    void the_21st_call_of_a_second_is_refused_where_rates_count() throws Exception {
        vk.rules().enforceRates(true);
        int refused = 0;
        for (int i = 0; i < 60; i++) refused += error("groups.getById") == 6 ? 1 : 0;

        assertThat(refused).isPositive();
    }

    @Test
    void the_long_poll_tells_what_is_lost_and_when_the_key_ended() throws Exception {
        assertThat(error("groups.getLongPollServer", "group_id", "224466")).isEqualTo(100);
        call("groups.setLongPollSettings", "group_id", "224466", "enabled", "1", "message_new", "1");
        var told = call("groups.getLongPollServer", "group_id", "224466").path("response");
        var url = told.path("server").asString("");
        var key = told.path("key").asString("");
        anna.writes("Hello");
        anna.types();

        var answer = poll(url, key, told.path("ts").asString(""));
        assertThat(answer.path("updates")
                        .valueStream()
                        .map(update -> update.path("type").asString("")))
                .containsExactly("message_new");
        assertThat(poll(url, key, "1").path("failed").asInt(0)).isEqualTo(1);
        vk.endKey(community);
        assertThat(poll(url, key, answer.path("ts").asString("")).path("failed").asInt(0))
                .isEqualTo(2);
    }

    @Test
    void a_press_is_answered_once_within_a_minute() throws Exception {
        anna.writes("Hello");
        var keyboard =
                "{\"inline\":true,\"buttons\":[[{\"action\":{\"type\":\"callback\",\"label\":\"Yes\",\"payload\":\"{\\\"a\\\":1}\"}}]]}";
        call("messages.send", "peer_id", anna.id(), "random_id", "1", "message", "Sure?", "keyboard", keyboard);
        var object = anna.presses("Yes").update().json().path("object");
        assertThat(object.path("payload").path("a").asInt(0)).isEqualTo(1);
        var params = new String[] {
            "event_id",
            object.path("event_id").asString(""),
            "user_id",
            anna.id(),
            "peer_id",
            anna.id(),
            "event_data",
            "{\"type\":\"show_snackbar\",\"text\":\"Saved\"}"
        };

        call("messages.sendMessageEventAnswer", params);
        assertThat(anna.toast()).contains("Saved");
        assertThat(error("messages.sendMessageEventAnswer", params)).isEqualTo(100);
    }
}
