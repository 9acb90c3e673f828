package io.besedka.delivery;

import io.besedka.channel.Capabilities;
import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.channel.Capabilities.Rates;
import io.besedka.channel.ChannelAdapter;
import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.SendResult;
import io.besedka.channel.WebhookRequest;
import io.besedka.platform.clock.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A provider that answers as a test says and keeps what it was asked, in order. */
final class Scripted implements ChannelAdapter {
    /**
     * @param what {@code send}, {@code edit id}, {@code delete ids}, {@code react id emoji} or {@code typing}
     * @param text what the client would see
     */
    record Asked(String what, Recipient to, long seq, String text, String replyTo, Instant at) {}

    final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    volatile Function<Asked, SendResult> script = call -> null;
    volatile Rates rates = new Rates(null, null, 10);
    volatile boolean changeable = true;
    volatile boolean cutOff;
    private final AtomicInteger ids = new AtomicInteger();
    private final Clock clock;

    Scripted(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String channel() {
        return "scripted";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                new Capabilities.Limit(1000, Capabilities.Unit.CHARACTERS),
                0,
                Map.of(),
                1,
                ButtonRules.NONE,
                ButtonRules.NONE,
                false,
                false,
                changeable,
                changeable,
                true,
                true,
                false,
                false,
                true,
                null,
                rates);
    }

    @Override
    public Intake receive(Connection connection, WebhookRequest request) {
        return new Intake.Rejected(404, "nothing comes in here");
    }

    @Override
    public SendResult send(Connection connection, Recipient to, Outbound message) {
        return answer(new Asked("send", to, message.seq(), message.text(), message.replyTo(), clock.now()));
    }

    @Override
    public SendResult edit(Connection connection, Recipient to, String externalId, Outbound message) {
        return answer(new Asked("edit " + externalId, to, message.seq(), message.text(), null, clock.now()));
    }

    @Override
    public SendResult delete(Connection connection, Recipient to, List<String> externalIds) {
        return answer(new Asked("delete " + String.join(",", externalIds), to, 0, "", null, clock.now()));
    }

    @Override
    public SendResult react(Connection connection, Recipient to, String externalId, String emoji) {
        return answer(new Asked("react " + externalId + " " + emoji, to, 0, "", null, clock.now()));
    }

    @Override
    public void typing(Connection connection, Recipient to) {
        answer(new Asked("typing", to, 0, "", null, clock.now()));
    }

    private SendResult answer(Asked call) {
        if (cutOff) {
            return new SendResult.Unknown("the machine is off");
        }
        asked.add(call);
        var scripted = script.apply(call);
        return scripted == null ? new SendResult.Sent(List.of("x" + ids.incrementAndGet())) : scripted;
    }

    List<Asked> calls() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    List<String> texts() {
        return calls().stream().map(Asked::text).toList();
    }
}
