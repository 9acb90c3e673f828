package io.besedka.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.MessageNumber;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers and names by which Salebot's dialect speaks of what is ours. */
class SalebotNamesTest {
    private final Connected shop = connected(7, "telegram", Map.of("username", "Flower_bot"));
    private final Connected young = connected(8, "telegram", Map.of());
    private final Connected community = connected(9, "vk", Map.of("group", "143414131"));
    private final Connected phone = connected(10, "whatsapp", Map.of("phone_number_id", "555012345"));
    private final List<Connected> all = List.of(shop, young, community, phone);

    private static Connected connected(long id, String channel, Map<String, String> settings) {
        return new Connected(new Connection(1, id, channel, "Name", false, settings, Map.of()), null, "hook" + id);
    }

    @Test
    void a_connection_is_called_as_the_provider_calls_it_or_by_its_number() {
        assertThat(all.stream().map(connected -> GroupId.of(connected.connection())))
                .containsExactly("Flower_bot", "8", "143414131", "10");
    }

    @Test
    void a_connection_is_found_by_each_of_its_names() {
        assertThat(GroupId.find(all, "@flower_BOT")).contains(shop);
        assertThat(GroupId.find(all, "7")).contains(shop);
        assertThat(GroupId.find(all, "8")).contains(young);
        assertThat(GroupId.find(all, "143414131")).contains(community);
        assertThat(GroupId.find(all, " +555012345 ")).contains(phone);
        assertThat(GroupId.find(all, "vk", "7")).isEmpty();
        assertThat(GroupId.find(all, "")).isEmpty();
        assertThat(GroupId.find(all, null)).isEmpty();
        assertThat(GroupId.find(all, "nobody")).isEmpty();
    }

    @Test
    void client_types_lead_both_ways() {
        for (var channel : List.of(
                "vk",
                "telegram",
                "viber",
                "messenger",
                "widget",
                "whatsapp",
                "avito",
                "ok",
                "instagram",
                "email",
                "max")) {
            assertThat(ChannelNumbers.channel(ChannelNumbers.of(channel).orElseThrow()))
                    .contains(channel);
        }
        assertThat(ChannelNumbers.of("telegram")).hasValue(1);
        assertThat(ChannelNumbers.of("pigeon")).isEmpty();
        assertThat(ChannelNumbers.channel(9)).isEmpty();
    }

    @Test
    void a_messages_number_says_where_it_stands() {
        long seed = 20261121L;
        var random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            long conversation = random.nextLong(1, 9_007_199_253L);
            long seq = random.nextLong(1, MessageNumber.MOST + 1);
            long number = MessageNumber.of(conversation, seq);
            assertThat(number).as("seed " + seed).isLessThan(1L << 53);
            assertThat(MessageNumber.conversation(number)).as("seed " + seed).isEqualTo(conversation);
            assertThat(MessageNumber.seq(number)).as("seed " + seed).isEqualTo(seq);
        }
        assertThat(MessageNumber.of(1, MessageNumber.MOST + 1)).isZero();
        assertThat(MessageNumber.of(1, 0)).isZero();
        assertThat(MessageNumber.seq(-5)).isZero();
    }
}
