package io.besedka.channel.avito;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What Avito carries; docs/channels/avito.md says which figures are documents and which are guesses. */
final class AvitoLimits {
    static final int TEXT = 1_000;
    static final long IMAGE = 24L << 20;
    /** What can be uploaded; other pictures go as links. */
    static final Set<String> IMAGES =
            Set.of("image/jpeg", "image/png", "image/gif", "image/bmp", "image/x-ms-bmp", "image/heic", "image/heif");

    static final int ID = 200;
    static final int ADDRESS = 2_000;

    /** No rate is published. This is what others keep to, one call a second left for asking. */
    private static final Rates RATES =
            new Rates(new Rate(4, Duration.ofSeconds(1), 4), new Rate(1, Duration.ofSeconds(1), 1), 4);

    static final Capabilities CAPABILITIES = new Capabilities(
            new Limit(TEXT, Unit.CHARACTERS),
            0,
            Map.of(Media.PHOTO, IMAGE),
            1,
            ButtonRules.NONE,
            ButtonRules.NONE,
            false,
            false,
            false,
            true,
            false,
            false,
            false,
            true,
            false,
            null,
            RATES);

    private AvitoLimits() {}
}
