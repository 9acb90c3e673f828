package io.besedka.channel.vk;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.conversation.ConversationKey;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VkRandomIdTest {
    private static Outbound piece(long seq, int piece) {
        return new Outbound(seq, "x", false, List.of(), null, null, null, null, null, null, piece, null);
    }

    @Test
    void every_piece_has_a_number_of_its_own_that_an_echo_is_known_by() {
        var seen = new HashSet<Long>();
        for (int i = 0; i < 3_000; i++) {
            var to = new Recipient(new ConversationKey(1, i % 10), "9001");
            long id = VkRandomId.of(8, to, piece(i / 10, i % 3));

            assertThat(seen.add(id)).isTrue();
            assertThat(id).isBetween(1L, (1L << 53) - 1).isEqualTo(VkRandomId.of(8, to, piece(i / 10, i % 3)));
            assertThat(VkRandomId.isOurs(8, id)).isTrue();
        }
    }

    @Test
    void numbers_of_others_are_not_taken_for_ours() {
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            assertThat(VkRandomId.isOurs(8, random.nextInt())).isFalse();
            assertThat(VkRandomId.isOurs(8, 1_780_000_000_000L + i)).isFalse();
        }
        assertThat(VkRandomId.isOurs(
                        9, VkRandomId.of(8, new Recipient(new ConversationKey(1, 1), "9001"), piece(1, 0))))
                .isFalse();
    }
}
