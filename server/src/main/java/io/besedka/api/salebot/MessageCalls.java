package io.besedka.api.salebot;

import io.besedka.conversation.Act;
import io.besedka.conversation.Content;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Writing to clients. A {@code message_id} names a block, and then the bot runs it; else the content is said. */
final class MessageCalls {
    private static final Duration USUAL_SHIFT = Duration.ofMillis(200);
    private static final BigDecimal LONGEST_SHIFT = BigDecimal.valueOf(3600);
    private static final int RECIPIENTS = 10_000;

    private MessageCalls() {}

    static Reply message(Call call) throws IOException {
        long client = Finding.client(call);
        if (call.parameters().has("attachment_url")) {
            call.existing(client);
        }
        return say(call, () -> client);
    }

    /** Who is not known yet becomes a client. */
    static Reply whatsapp(Call call) throws IOException {
        if (!call.parameters().has("phone") && call.parameters().has("client_id")) {
            return message(call);
        }
        var bot = Bots.of(call, Bots.WHATSAPP, call.parameters().text("whatsapp_bot_id"));
        var phone = Bots.externalId(Bots.WHATSAPP, call.parameters().needed("phone"));
        var found = Finding.onWhatsApp(call, List.of(bot.connection().id()), phone);
        var address = Bots.address(
                call,
                bot,
                phone,
                Bots.profile(Bots.WHATSAPP, phone, call.parameters().text("name")));
        return say(call, () -> found.orElseGet(() -> ClientCalls.loaded(call, address, null)));
    }

    /** @param client asked for when it is known that there is something to say, for whoever is asked for becomes a client */
    private static Reply say(Call call, LongSupplier client) throws IOException {
        var at = call.sendTime();
        var block = block(call);
        if (block != null) {
            var entered = new Act.Entered(call.author(), Call.NO_KEY, block);
            call.take(
                    call.address(client.getAsLong()),
                    at == null ? entered : new Act.ScheduledAct(call.author(), Call.NO_KEY, entered, at));
            return Reply.SUCCESS;
        }
        var content = ContentReader.read(call);
        var act = at == null
                ? new Act.Replied(call.author(), Call.NO_KEY, content, 0)
                : new Act.Scheduled(call.author(), Call.NO_KEY, content, at);
        call.take(call.address(client.getAsLong()), act);
        return Reply.SUCCESS;
    }

    /** Null when none is named. What is run later, or for many, must be there now: nobody would be told that it was not. */
    private static Long block(Call call) {
        var block = call.parameters().number("message_id");
        if (block == null || call.faces().flows().isBlock(call.project(), block)) {
            return block;
        }
        throw Failed.because("no block " + block + " in the flows of this project");
    }

    /** Exactly one of {@code list}, {@code clients} and {@code platform_ids} says to whom. */
    static Reply broadcast(Call call) throws IOException {
        var parameters = call.parameters();
        var to = recipients(call);
        var block = block(call);
        Content content = block == null ? ContentReader.read(call) : null;
        var wanted = new Audiences.Wanted(
                call.project(), call.author(), to, content, block == null ? 0 : block, shift(call), call.sendTime());
        call.faces().audiences().broadcast(wanted);
        return Reply.SUCCESS;
    }

    private static Audiences.Recipients recipients(Call call) {
        var parameters = call.parameters();
        var list = parameters.number("list");
        var clients = parameters.numbers(parameters.has("clients") ? "clients" : "client_id", RECIPIENTS);
        var platformIds = parameters.texts("platform_ids", RECIPIENTS);
        int given = (list == null ? 0 : 1) + (clients.isEmpty() ? 0 : 1) + (platformIds.isEmpty() ? 0 : 1);
        if (given != 1) {
            throw Failed.because("exactly one of list, clients and platform_ids is required");
        }
        if (platformIds.isEmpty()) {
            return new Audiences.Recipients(list, clients, 0, List.of());
        }
        var bot = Bots.named(call, parameters.needed("group_id")).connection();
        var names = platformIds.stream()
                .map(id -> Bots.externalId(bot.channel(), id))
                .toList();
        return new Audiences.Recipients(null, List.of(), bot.id(), names);
    }

    private static Duration shift(Call call) {
        var seconds = call.parameters().decimal("shift");
        if (seconds == null) {
            return USUAL_SHIFT;
        }
        if (seconds.signum() < 0 || seconds.compareTo(LONGEST_SHIFT) > 0) {
            throw Failed.because("shift is 0-" + LONGEST_SHIFT + " seconds");
        }
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
