package io.besedka.channel.ok;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;

/** What OK carries. It publishes next to no figures: docs/channels/ok.md says which are official and which our care. */
final class OkLimits {
    private static final long MIB = 1 << 20;
    private static final int TEXT = 2000;
    /** Five attachments a message is official. */
    private static final int ALBUM = 5;

    private static final Map<Media, Long> MEDIA = Map.of(
            Media.PHOTO, 20 * MIB,
            Media.VIDEO, 100 * MIB,
            Media.VIDEO_NOTE, 100 * MIB,
            Media.AUDIO, 50 * MIB,
            Media.VOICE, 50 * MIB,
            Media.FILE, 100 * MIB);

    private static final ButtonRules INLINE = new ButtonRules(30, 10, 3, 40, 255, true, false, false, false);

    private static final Rates RATES =
            new Rates(new Rate(10, Duration.ofSeconds(1), 10), new Rate(1, Duration.ofSeconds(1), 3), 10);

    static final Capabilities CAPABILITIES = new Capabilities(
            new Limit(TEXT, Unit.CHARACTERS),
            TEXT,
            MEDIA,
            ALBUM,
            INLINE,
            ButtonRules.NONE,
            false,
            false,
            false,
            false,
            false,
            true,
            false,
            false,
            true,
            null,
            RATES);

    private OkLimits() {}
}
