package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.simulator.telegram.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A published flow collects for a deal, moves it to its end, and begins the next order afresh. */
class DealFlowTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private static final String FLOW = """
            {"format": 1, "blocks": [
              {"id": "order", "kind": "start", "condition": {"mode": "exact", "text": "order"},
               "actions": [{"kind": "set", "variable": "flower", "value": "roses"},
                           {"kind": "set", "variable": "client.phone", "value": "916"},
                           {"kind": "move_deal", "stage": %1$d}],
               "message": {"text": "Ordered #{flower} for #{phone}"}},
              {"id": "paid", "kind": "start", "condition": {"mode": "exact", "text": "paid"},
               "actions": [{"kind": "move_deal", "stage": %1$d}, {"kind": "move_deal", "stage": %2$d}, {"kind": "opt_out"}],
               "message": {"text": "Thank you"}},
              {"id": "again", "kind": "start", "condition": {"mode": "exact", "text": "again"},
               "actions": [{"kind": "opt_in"}],
               "message": {"text": "Known: [#{flower}] [#{phone}] [#{deal.phone}] [#{client.phone}]"}}
            ]}""";

    private Shop shop;

    private JsonNode client() throws Exception {
        return shop.get(
                shop.inProject("/conversations/" + shop.conversation().get("id").asLong()));
    }

    private List<String> history(long deal) throws Exception {
        return shop.get(shop.inProject("/deals/" + deal + "/history"))
                .get("events")
                .valueStream()
                .map(event -> event.get("kind").asString() + " by "
                        + event.at("/author/kind").asString())
                .toList();
    }

    private static void says(Person anna, String words, String answer, int times) {
        anna.writes(words);
        anna.awaits(one -> one.sees().size() >= times, Duration.ofSeconds(20));
        assertThat(anna.sees().getLast()).as(words).isEqualTo(answer);
    }

    @Test
    void a_bot_moves_deals_and_keeps_what_belongs_to_whom(@TempDir Path data) throws Exception {
        try (var opened = new Shop(database.address(), data, false)) {
            shop = opened;
            shop.connectTelegram();
            var stages = shop.get(shop.inProject("/pipelines")).at("/pipelines/0/stages");
            shop.publish(FLOW.formatted(
                    stages.get(1).get("id").asLong(), stages.get(3).get("id").asLong()));
            var anna = shop.bot.person("Anna");

            says(anna, "order", "Ordered roses for 916", 1);
            long deal = client().get("dealId").asLong();
            assertThat(client().get("dealVariables").toString()).isEqualTo("{\"flower\":\"roses\"}");
            assertThat(client().at("/variables/phone").asString()).isEqualTo("916");
            says(anna, "order", "Ordered roses for 916", 2);
            assertThat(history(deal)).containsExactly("opened by bot");

            says(anna, "paid", "Thank you", 3);
            assertThat(shop.get(shop.inProject("/deals/" + deal))
                            .at("/deal/status")
                            .asString())
                    .isEqualTo("success");
            assertThat(history(deal)).containsExactly("moved by bot", "opened by bot");
            assertThat(client().has("dealId")).isFalse();
            assertThat(client().get("optedOut").booleanValue()).isTrue();

            says(anna, "again", "Known: [] [916] [] [916]", 4);
            assertThat(client().get("optedOut").booleanValue()).isFalse();
        }
    }
}
