package io.besedka.channel.vk;

import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.platform.secret.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The {@code random_id} of a send: the same for each attempt of a piece, so that VK, which knows such a number for about an hour, does not
 * say it twice. VK repeats it in the echo, and it is made so that it tells an echo of ours: a mark, 36 bits of a hash and 16 that follow from
 * these. It holds in a double, in which some languages read it.
 */
final class VkRandomId {
    private static final long MARK = 1L << 52;
    private static final int CHECK_BITS = 16;
    private static final long CHECK = (1L << CHECK_BITS) - 1;
    private static final long NAME = (1L << 36) - 1;

    private VkRandomId() {}

    static long of(long connectionId, Recipient to, Outbound message) {
        var conversation = to.conversation();
        var place = conversation.projectId() + "/" + conversation.id() + "/" + message.seq() + "/" + message.piece();
        return checked(connectionId, hash(connectionId + "/" + place) & NAME);
    }

    static boolean isOurs(long connectionId, long randomId) {
        return randomId >= MARK && checked(connectionId, (randomId >> CHECK_BITS) & NAME) == randomId;
    }

    private static long checked(long connectionId, long name) {
        return MARK | name << CHECK_BITS | hash("check/" + connectionId + "/" + name) & CHECK;
    }

    private static long hash(String text) {
        return ByteBuffer.wrap(Tokens.sha256(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
