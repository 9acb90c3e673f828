package io.besedka.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One person's chat with one bot, and what was promised in it. The person's messages are {@code c 1, c 2, ...}, the operator's
 * {@code o 1, o 2, ...}; the next goes only after the one before was acknowledged. The person's loop writes the one half, the
 * operator's the other; the checker reads after both have ended.
 */
final class TortureChat {
    static final String CLIENT = "c ";
    static final String OPERATOR = "o ";
    private static final long UPDATES_A_CHAT = 100_000_000L;

    final TortureApi.Connected bot;
    final long botId;
    final long person;
    long conversation;
    /** How many of the person's messages were acknowledged. */
    int acknowledged;
    /** Where the acknowledgement said that the operator's n-th reply stands, at n-1. */
    final List<Long> replies = new ArrayList<>();

    TortureChat(TortureApi.Connected bot, long botId, long person) {
        this.bot = bot;
        this.botId = botId;
        this.person = person;
    }

    /** Message numbers stay far below those that the pretended Telegram gives the bot's own messages. */
    byte[] update(int number) {
        return """
                {"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"Person %d"},\
                "chat":{"id":%d,"type":"private","first_name":"Person %d"},"date":%d,"text":"%s%d"}}""".formatted(
                        person * UPDATES_A_CHAT + number,
                        number,
                        person,
                        person,
                        person,
                        person,
                        System.currentTimeMillis() / 1000,
                        CLIENT,
                        number)
                .getBytes(StandardCharsets.UTF_8);
    }

    String key(int number) {
        return "torture-" + conversation + "-" + number;
    }

    @Override
    public String toString() {
        return "bot %d, chat %d, conversation %d of project %d".formatted(botId, person, conversation, bot.project());
    }
}
