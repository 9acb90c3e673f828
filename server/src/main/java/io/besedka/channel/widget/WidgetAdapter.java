package io.besedka.channel.widget;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.SendResult;
import io.besedka.channel.Setup;
import io.besedka.channel.WebhookRequest;
import io.besedka.conversation.Part.Media;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Our own channel: it carries whatever a message can hold, and its visitors pull. */
public final class WidgetAdapter implements ChannelAdapter {
    private static final long FILE_LIMIT = 50L << 20;
    private static final ButtonRules BUTTONS = new ButtonRules(100, 50, 8, 100, 64, true, true, true, false);
    private static final Capabilities CAPABILITIES = new Capabilities(
            new Capabilities.Limit(10_000, Capabilities.Unit.CHARACTERS),
            10_000,
            everyMedia(),
            10,
            BUTTONS,
            BUTTONS,
            true,
            true,
            true,
            true,
            false,
            true,
            true,
            true,
            false,
            null,
            new Capabilities.Rates(null, null, 1));

    @Override
    public Setup setup() {
        return new Setup(
                List.of(
                        Setup.Field.setting("title").optional().like(".{1,100}"),
                        Setup.Field.setting("greeting").optional().like("(?s).{1,1000}"),
                        Setup.Field.setting("color").optional().like("#[0-9A-Fa-f]{6}"),
                        Setup.Field.setting("position").oneOf("right", "left").usually("right")),
                false);
    }

    private static Map<Media, Long> everyMedia() {
        var media = new EnumMap<Media, Long>(Media.class);
        for (var kind : Media.values()) {
            media.put(kind, FILE_LIMIT);
        }
        return media;
    }

    @Override
    public String channel() {
        return "widget";
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public boolean isPulled() {
        return true;
    }

    @Override
    public Intake receive(Connection connection, WebhookRequest request) {
        return new Intake.Rejected(404, "the widget has an address of its own");
    }

    @Override
    public SendResult send(Connection connection, Recipient to, Outbound message) {
        throw new IllegalStateException("visitors pull their messages");
    }
}
