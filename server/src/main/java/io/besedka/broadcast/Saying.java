package io.besedka.broadcast;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;

/** What a broadcast says to each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Saying.Message.class, name = "message"),
    @JsonSubTypes.Type(value = Saying.Block.class, name = "block")
})
public sealed interface Saying {
    /** @param variables whether {@code #{...}} in it is filled in for each; else it is said as it stands */
    record Message(Content content, boolean variables) implements Saying {
        /** Whether it is the same for all. */
        boolean isSame() {
            return !variables && content.first(Part.Template.class).isEmpty();
        }

        public Message(Content content) {
            this(content, false);
        }
    }

    /** The bot runs the block of this number, and the client's session goes on from there. */
    record Block(long number) implements Saying {}
}
