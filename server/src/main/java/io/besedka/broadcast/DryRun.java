package io.besedka.broadcast;

import io.besedka.conversation.Content;
import java.time.Instant;
import java.util.List;

/**
 * What a broadcast would do if it were started now.
 *
 * @param recipients who would get it
 * @param first when the first message goes; null = none does
 * @param last when about the last goes, by the pace, the providers' rates and the quiet hours
 * @param previews what the first few will read; none where a block is said
 */
public record DryRun(long recipients, Instant first, Instant last, List<Excluded> excluded, List<Preview> previews) {
    /** @param clients some of them; @param addresses some of the provider's names that are nobody's */
    public record Excluded(RecipientState why, long count, List<Named> clients, List<String> addresses) {}

    public record Named(long client, String name) {}

    public record Preview(long client, String name, Content content) {}
}
