package io.besedka.channel.email;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Limit;
import io.besedka.channel.Capabilities.Rate;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.Capabilities.Unit;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part.Media;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a mail carries; docs/channels/email.md says where the figures are from. */
final class EmailLimits {
    /** 25 MB is the usual cap of a mail, and base64 makes a file a third larger. */
    static final long FILES = 18L << 20;

    static final Capabilities CAPABILITIES = new Capabilities(
            new Limit(Content.TEXT_LIMIT, Unit.CHARACTERS),
            Content.TEXT_LIMIT,
            Arrays.stream(Media.values()).collect(Collectors.toMap(media -> media, media -> FILES)),
            10,
            ButtonRules.NONE,
            ButtonRules.NONE,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            true,
            null,
            new Rates(new Rate(2, Duration.ofSeconds(1), 10), new Rate(20, Duration.ofMinutes(1), 10), 4));

    private EmailLimits() {}
}
