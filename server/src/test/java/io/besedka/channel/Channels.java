package io.besedka.channel;

import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Map;

/** Invented channels for the planner's tests. */
final class Channels {
    static final ButtonRules INLINE = new ButtonRules(6, 4, 3, 12, 64, true, false, false, true);
    static final ButtonRules REPLY = new ButtonRules(8, 4, 2, 12, 24, false, true, true, false);
    static final Capabilities RICH = channel(
            new Limit(100, Unit.CHARACTERS),
            40,
            Map.of(
                    Media.PHOTO,
                    10L,
                    Media.VIDEO,
                    50L,
                    Media.FILE,
                    50L,
                    Media.AUDIO,
                    50L,
                    Media.STICKER,
                    50L,
                    Media.VOICE,
                    50L),
            3,
            INLINE,
            REPLY,
            true);
    static final Capabilities BARE =
            channel(new Limit(60, Unit.BYTES), 0, Map.of(), 1, ButtonRules.NONE, ButtonRules.NONE, false);

    private Channels() {}

    static Capabilities channel(
            Limit text,
            int caption,
            Map<Media, Long> media,
            int album,
            ButtonRules inline,
            ButtonRules reply,
            boolean places) {
        var rate = new Rate(1, Duration.ofSeconds(1), 1);
        return new Capabilities(
                text,
                caption,
                media,
                album,
                inline,
                reply,
                places,
                places,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                null,
                new Rates(rate, rate, 1));
    }
}
