package io.besedka.channel;

import io.besedka.conversation.Part;
import io.besedka.conversation.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider's dialect to and from our words. Stateless and safe for threads: tokens come with the connection, order and repeats are
 * {@code delivery}'s and the turn's matter.
 */
public interface ChannelAdapter {
    String channel();

    Capabilities capabilities();

    /** How long after the client's last message this connection may write freely; null = always. */
    default Duration window(Connection connection) {
        return capabilities().window();
    }

    /** Whether clients fetch their messages themselves: then nothing is ever sent, see {@code conversation.Outlets}. */
    default boolean isPulled() {
        return false;
    }

    /** What somebody who connects it must fill in; the screens and the check of what is posted are made of it. */
    default Setup setup() {
        return new Setup(List.of(), false);
    }

    /** Whether {@link Recipient#replyPath()} is needed at each send. */
    default boolean followsReplyPath() {
        return false;
    }

    /** Whether {@link Outbound#speaker()} is shown by the provider's own means; otherwise the name is the text's first line. */
    default boolean showsSpeaker() {
        return false;
    }

    /** Verifies on the raw bytes and reads; pure but for constant-time comparisons and, rarely, what a
     * provider's hand-shake demands. Never throws for anything a stranger can post. */
    Intake receive(Connection connection, WebhookRequest request);

    SendResult send(Connection connection, Recipient to, Outbound message);

    /** Replaces a message already sent. */
    default SendResult edit(Connection connection, Recipient to, String externalId, Outbound message) {
        return new SendResult.Refused("the channel cannot edit");
    }

    default SendResult delete(Connection connection, Recipient to, List<String> externalIds) {
        return new SendResult.Refused("the channel cannot delete");
    }

    /** Sets our one reaction to a client's message; an empty {@code emoji} takes it back. */
    default SendResult react(Connection connection, Recipient to, String externalId, String emoji) {
        return new SendResult.Refused("the channel has no reactions");
    }

    /** Shows that somebody is typing; best effort, never retried. */
    default void typing(Connection connection, Recipient to) {}

    /** Acknowledges a button press so that the client's spinner stops; best effort, soon after the commit. */
    default void acknowledgePress(Connection connection, String pressExternalId) {}

    /** About how many clients {@link #lookUp} may ask at once; 0 = the provider tells nothing that its updates do not. */
    default int looksUp() {
        return 0;
    }

    /** Whether an update's own words about a client leave something that {@link #lookUp} would tell. */
    default boolean leavesOpen(Profile told) {
        return told.name() == null;
    }

    /**
     * Asks the provider in one call who clients are; once for each of whom an update left something open, and within the rate of sending. Whoever is
     * missing in the answer is one of whom it does not tell, or not just now.
     */
    default Map<String, Profile> lookUp(Connection connection, List<String> externalIds) {
        return Map.of();
    }

    /** How the owner of somebody else's account lets a connection act for it; empty where there is no such way. */
    default Optional<Consent> consent() {
        return Optional.empty();
    }

    /** Told once, before anything else, where secrets are kept that change by themselves. */
    default void keepIn(Consent.Keeper keeper) {}

    /** Opens a file named by an update's {@link Part.Attachment#remote()}. An {@link IOException} means: try later. */
    default InputStream fetch(Connection connection, String remote) throws IOException, Gone {
        throw new Gone("the channel has no files");
    }

    /** Asks the provider who we are and whether it still posts to {@code webhookUrl}. */
    default Registration inspect(Connection connection, Optional<String> webhookUrl) {
        return new Registration.Registered(connection.name());
    }

    /** Tells the provider to post to {@code webhookUrl}; empty = stop posting (polling, paused or removed connections). */
    default Registration register(Connection connection, Optional<String> webhookUrl) {
        return new Registration.Registered(connection.name());
    }

    /** Whether updates can be fetched where there is no public address. */
    default Optional<Polling> polling() {
        return Optional.empty();
    }

    /** Whether updates must be fetched whatever our address: the provider posts nothing, or not dependably. */
    default boolean pollsAlways() {
        return false;
    }

    /** Whether the provider has messages that were approved beforehand. */
    default Optional<Templated> templated() {
        return Optional.empty();
    }

    @FunctionalInterface
    interface Templated {
        /**
         * All templates the provider would send for this connection now; asks the provider.
         *
         * @throws IOException it does not tell; the message is for people and holds no token
         */
        List<ApprovedTemplate> templates(Connection connection) throws IOException;
    }

    interface Polling {
        /**
         * Waits up to some 30 s for updates after {@code cursor} (null at the very first call; kept across restarts).
         *
         * @throws IOException try later
         */
        Polled poll(Connection connection, String cursor) throws IOException, InterruptedException;
    }

    /** @param cursor given back at the next poll, after these were stored: that is what confirms them to the provider */
    record Polled(List<Intake> intakes, String cursor) {}

    /** The provider no longer has the file, or it is larger than it hands out. */
    final class Gone extends Exception {
        private static final long serialVersionUID = 1;

        public Gone(String why) {
            super(why);
        }
    }
}
