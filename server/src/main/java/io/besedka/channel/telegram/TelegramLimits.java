package io.besedka.channel.telegram;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;

/** What Telegram carries; docs/channels/telegram.md says which figures are official and which are practice. */
final class TelegramLimits {
    private static final long MIB = 1 << 20;

    private static final Map<Media, Long> MEDIA = Map.of(
            Media.PHOTO, 10 * MIB,
            Media.VIDEO, 50 * MIB,
            Media.AUDIO, 50 * MIB,
            Media.VOICE, 50 * MIB,
            Media.VIDEO_NOTE, 50 * MIB,
            Media.ANIMATION, 50 * MIB,
            Media.STICKER, MIB / 2,
            Media.FILE, 50 * MIB);

    /** The payload of 64 bytes is official; the counts are practice; the label is our own care for narrow screens. */
    private static final ButtonRules INLINE = new ButtonRules(100, 100, 8, 128, 64, true, false, false, true);

    private static final ButtonRules REPLY = new ButtonRules(300, 300, 12, 128, 64, false, true, true, true);

    /**
     * 30 a second and 1 a second in a chat are Telegram's advice; the burst of 3 is a guess at its "short bursts". Of the 30 only ten go
     * at once: what is called together arrives apart, and a full burst after a late one would be refused.
     */
    private static final Rates RATES =
            new Rates(new Rate(30, Duration.ofSeconds(1), 10), new Rate(1, Duration.ofSeconds(1), 3), 30);

    static final Capabilities CAPABILITIES = new Capabilities(
            new Limit(4096, Unit.CHARACTERS),
            1024,
            MEDIA,
            10,
            INLINE,
            REPLY,
            true,
            true,
            true,
            true,
            true,
            true,
            false,
            false,
            false,
            null,
            RATES);

    private TelegramLimits() {}
}
