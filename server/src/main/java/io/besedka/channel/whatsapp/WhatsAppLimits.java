package io.besedka.channel.whatsapp;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Interactive;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.ListRules;
import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What WhatsApp carries; docs/channels/whatsapp.md says where the figures come from. */
final class WhatsAppLimits {
    static final int TEXT = 4096;
    static final int INTERACTIVE_TEXT = 1024;
    static final int CAPTION = 1024;
    /** What the API takes of a correlating text. */
    static final int NOTE = 512;

    private static final long MB = 1_000_000;

    private static final Map<Media, Long> MEDIA = Map.of(
            Media.PHOTO, 5 * MB,
            Media.VIDEO, 16 * MB,
            Media.VIDEO_NOTE, 16 * MB,
            Media.ANIMATION, 16 * MB,
            Media.AUDIO, 16 * MB,
            Media.VOICE, 16 * MB,
            Media.STICKER, MB / 10,
            Media.FILE, 100 * MB);

    private static final ButtonRules INLINE = new ButtonRules(3, 3, 1, 20, 256, true, false, true, false);
    private static final ListRules LISTS = new ListRules(10, 10, 20, 24, 24, 72);
    private static final Interactive INTERACTIVE = new Interactive(
            INTERACTIVE_TEXT,
            Set.of(Media.PHOTO, Media.VIDEO, Media.FILE),
            Set.of(ButtonKind.URL, ButtonKind.WEB_APP, ButtonKind.LOCATION));

    /** 80 a second is the number's own throughput; of a pair it is 1 in 6 s, of which 45 may be taken beforehand. */
    private static final Rates RATES =
            new Rates(new Rate(80, Duration.ofSeconds(1), 20), new Rate(45, Duration.ofSeconds(45 * 6), 45), 40);

    static final Capabilities CAPABILITIES = new Capabilities(
                    new Limit(TEXT, Unit.CHARACTERS),
                    CAPTION,
                    MEDIA,
                    1,
                    INLINE,
                    ButtonRules.NONE,
                    true,
                    true,
                    false,
                    false,
                    true,
                    true,
                    true,
                    true,
                    true,
                    Duration.ofHours(24),
                    RATES)
            .withTemplates()
            .withLists(LISTS)
            .withInteractive(INTERACTIVE)
            .withoutCaptions(Set.of(Media.AUDIO, Media.VOICE));

    private WhatsAppLimits() {}
}
