package io.besedka.channel.viber;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;

/** What Viber carries; docs/channels/viber.md says which figures are official, which are practice and which are guesses. */
final class ViberLimits {
    static final int REQUEST = 30 << 10;
    static final int SENDER = 28;
    static final int CONTACT_NAME = 28;
    static final int CONTACT_PHONE = 18;
    static final int FILE_NAME = 256;
    static final int ADDRESS = 2_000;
    static final int VIDEO_SECONDS = 180;

    private static final long MIB = 1 << 20;
    static final long PHOTO = MIB;
    static final long VIDEO = 26 * MIB;

    /** Sounds have no kind of their own, and stickers only Viber's own: they go as files. */
    private static final Map<Media, Long> MEDIA = Map.of(
            Media.PHOTO, PHOTO,
            Media.VIDEO, VIDEO,
            Media.VIDEO_NOTE, VIDEO,
            Media.ANIMATION, VIDEO,
            Media.FILE, 50 * MIB);

    /** So many labels of such a length fit into a request beside the longest text, in any script. */
    private static final ButtonRules REPLY = new ButtonRules(24, 12, 6, 80, 250, true, true, true, false);

    /** Viber publishes only the rate of broadcasts, 500 in 10 s; this keeps below it. */
    private static final Rates RATES = new Rates(new Rate(40, Duration.ofSeconds(1), 10), null, 20);

    static final Capabilities CAPABILITIES = new Capabilities(
            new Limit(7_000, Unit.CHARACTERS),
            0,
            MEDIA,
            1,
            ButtonRules.NONE,
            REPLY,
            true,
            true,
            false,
            false,
            false,
            false,
            true,
            true,
            false,
            null,
            RATES);

    private ViberLimits() {}
}
