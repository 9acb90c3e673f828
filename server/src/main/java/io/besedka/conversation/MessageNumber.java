package io.besedka.conversation;

/**
 * One number for a message within its project, for those who need one: Salebot's dialect shows it. It is
 * {@code conversation * 1,000,000 + seq}, so it says where the message stands and needs no table. It fits the 2^53 that JavaScript counts
 * exactly up to conversation 9,007,199,253; a conversation of more than 999,999 messages has no numbers for those beyond.
 */
public final class MessageNumber {
    /** Messages of one conversation that have a number. */
    public static final long MOST = 999_999;

    private static final long STEP = MOST + 1;

    private MessageNumber() {}

    /** 0 where the message has none. */
    public static long of(long conversationId, long seq) {
        boolean fits = conversationId > 0 && conversationId <= Long.MAX_VALUE / STEP - 1 && seq > 0 && seq <= MOST;
        return fits ? conversationId * STEP + seq : 0;
    }

    public static long conversation(long number) {
        return number / STEP;
    }

    /** 0 where the number is no message's. */
    public static long seq(long number) {
        return number > 0 ? number % STEP : 0;
    }
}
