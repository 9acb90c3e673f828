package io.besedka.flow;

/** The way from a block to another. Every arrow may be barred by a comparison ({@link #compare}, null = open). */
sealed interface Arrow {
    String id();

    String to();

    Comparison compare();

    /** Any answer. */
    record Any(String id, String to, Comparison compare) implements Arrow {}

    record Text(String id, String to, Condition condition) implements Arrow {
        @Override
        public Comparison compare() {
            return condition.compare();
        }
    }

    /** @param button of the block's own message; null only where the definition names none, which is a fault */
    record Button(String id, String to, Comparison compare, Message.Button button) implements Arrow {}

    /** @param seconds 0 = at once, within the same step */
    record Timer(String id, String to, Comparison compare, long seconds, boolean cancelWhenLeft) implements Arrow {
        boolean isAtOnce() {
            return seconds == 0;
        }
    }

    /** The answer becomes a variable. @param error said to an answer that is not accepted; null = nothing */
    record Collect(
            String id, String to, Comparison compare, String variable, AnswerCheck check, String region, Template error)
            implements Arrow {}

    /** The conversation came back from an operator. */
    record HandedBack(String id, String to, Comparison compare) implements Arrow {}
}
