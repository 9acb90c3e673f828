package io.besedka.channel.max;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;

/** What MAX carries; docs/channels/max.md says which figures are official and which are our care. */
final class MaxLimits {
    static final int TEXT = 4000;
    static final int ROWS = 30;
    static final int PER_ROW = 7;
    /** Of a row that has a link, or asks for a contact or a place. */
    static final int PER_SPECIAL_ROW = 3;

    static final int PICTURE_SIDE = 7680;

    private static final long MIB = 1 << 20;

    /** Stickers can be sent by their code only, so ours go as files. */
    private static final Map<Media, Long> MEDIA = Map.of(
            Media.PHOTO, 50 * MIB,
            Media.ANIMATION, 50 * MIB,
            Media.VIDEO, 250 * MIB,
            Media.VIDEO_NOTE, 250 * MIB,
            Media.AUDIO, 256 * MIB,
            Media.VOICE, 256 * MIB,
            Media.FILE, 4096 * MIB);

    /** MAX takes 210; with 90 even a keyboard of nothing but links, three in a row, fits in 30 rows. */
    private static final ButtonRules INLINE =
            new ButtonRules(ROWS * PER_SPECIAL_ROW, ROWS, PER_ROW, 128, 1024, true, true, true, false);

    private static final Rates RATES =
            new Rates(new Rate(30, Duration.ofSeconds(1), 30), new Rate(2, Duration.ofSeconds(1), 2), 30);

    /** Albums: none, because MAX takes only one file or sound in a message, and the planner would put several together. */
    static final Capabilities CAPABILITIES = new Capabilities(
            new Limit(TEXT, Unit.CHARACTERS),
            TEXT,
            MEDIA,
            1,
            INLINE,
            ButtonRules.NONE,
            true,
            true,
            true,
            true,
            false,
            true,
            false,
            false,
            false,
            null,
            RATES);

    private MaxLimits() {}
}
