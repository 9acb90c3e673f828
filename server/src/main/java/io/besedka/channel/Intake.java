package io.besedka.channel;

import io.besedka.conversation.Input;
import java.util.List;

/** What an adapter made of a webhook request or of a polled update. */
public sealed interface Intake {
    /**
     * Believed and understood; the inputs go through the turn and only then is {@code reply} given.
     *
     * @param skipped kinds of updates that were understood to be of no use to us, or not understood; counted, never refused
     * @param typing the provider's ids of clients who are typing now; shown, never stored
     */
    record Taken(List<Input> inputs, List<String> skipped, Reply reply, List<String> typing) implements Intake {
        public Taken(List<Input> inputs, List<String> skipped, Reply reply) {
            this(inputs, skipped, reply, List.of());
        }

        public Taken {
            typing = List.copyOf(typing);
            inputs = List.copyOf(inputs);
            skipped = List.copyOf(skipped);
        }
    }

    /** Not believed, or not readable: nothing is stored. {@code status} is the HTTP status to answer. */
    record Rejected(int status, String why) implements Intake {}

    /** The acknowledgement the provider expects. */
    record Reply(int status, String contentType, byte[] body) {
        public static final Reply OK = new Reply(200, null, new byte[0]);
    }
}
