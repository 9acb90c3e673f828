package io.besedka.channel.meta;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;

/** What the two carry; docs/channels/messenger.md and instagram.md say which figures are official and which are guesses. */
final class MetaLimits {
    static final int TEMPLATE_TEXT = 640;
    static final int QUICK_REPLIES = 13;
    static final int LABEL = 20;
    static final int MESSENGER_TEXT = 2_000;
    static final Duration WINDOW = Duration.ofHours(24);
    /** How long a person, not a bot, may still answer where Meta has allowed it. */
    static final Duration HUMAN_WINDOW = Duration.ofDays(7);

    private static final long MIB = 1 << 20;
    static final long PICTURE = 8 * MIB;
    static final long FILE = 25 * MIB;

    private static final ButtonRules TEMPLATE = new ButtonRules(3, 3, 1, LABEL, 1_000, true, false, false, false);
    private static final Map<Media, Long> MEDIA = Map.of(
            Media.PHOTO, PICTURE,
            Media.VIDEO, FILE,
            Media.VIDEO_NOTE, FILE,
            Media.ANIMATION, FILE,
            Media.AUDIO, FILE,
            Media.VOICE, FILE,
            Media.FILE, FILE);
    /** A page that sends more than 40 a second loses its inbox at Meta's; this keeps below it. */
    private static final Rates RATES = new Rates(new Rate(30, Duration.ofSeconds(1), 30), null, 20);

    /** Texts of Instagram are limited in bytes of UTF-8 by one of Meta's pages and in characters by another: the stricter holds. */
    static final Capabilities MESSENGER = capabilities(new Limit(MESSENGER_TEXT, Unit.CHARACTERS), true, true);

    static final Capabilities INSTAGRAM = capabilities(new Limit(1_000, Unit.BYTES), false, false);

    private MetaLimits() {}

    private static Capabilities capabilities(Limit text, boolean asksPhone, boolean tellsDelivered) {
        return new Capabilities(
                text,
                0,
                MEDIA,
                1,
                TEMPLATE,
                new ButtonRules(
                        QUICK_REPLIES, QUICK_REPLIES, QUICK_REPLIES, LABEL, 1_000, false, asksPhone, false, false),
                false,
                false,
                false,
                false,
                true,
                true,
                tellsDelivered,
                true,
                false,
                WINDOW,
                RATES);
    }
}
