package io.besedka.channel.vk;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;

/** What VK carries; docs/channels/vk.md says which figures are official and which are guesses. */
final class VkLimits {
    static final int ADDRESS = 2_000;
    static final int TAG = 64;

    /** The schema says 9,000, older documents 4,096. */
    private static final int TEXT = 4_096;
    /** Leaves room for the links of files that VK does not let through. */
    private static final int CAPTION = 3_000;

    private static final long MIB = 1 << 20;

    /** A community may not upload films and music: they go as documents. */
    private static final Map<Media, Long> MEDIA =
            Map.of(Media.PHOTO, 50 * MIB, Media.VOICE, 50 * MIB, Media.FILE, 200 * MIB);

    private static final int ALBUM = 10;

    /** A line fewer than VK's 6 and 10: a button that asks for a place takes a line of its own. */
    private static final ButtonRules INLINE = new ButtonRules(10, 5, 5, 40, 255, true, false, true, false);

    private static final ButtonRules REPLY = new ButtonRules(40, 9, 5, 40, 255, true, false, true, false);

    private static final Rates RATES = new Rates(new Rate(20, Duration.ofSeconds(1), 5), null, 20);

    static final Capabilities CAPABILITIES = new Capabilities(
                    new Limit(TEXT, Unit.CHARACTERS),
                    CAPTION,
                    MEDIA,
                    ALBUM,
                    INLINE,
                    REPLY,
                    true,
                    false,
                    true,
                    true,
                    true,
                    true,
                    false,
                    true,
                    false,
                    null,
                    RATES)
            .withKeyedSends();

    private VkLimits() {}
}
