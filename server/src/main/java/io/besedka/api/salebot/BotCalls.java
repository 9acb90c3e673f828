package io.besedka.api.salebot;

import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Content;
import io.besedka.conversation.Input;
import io.besedka.conversation.Result;
import io.besedka.conversation.Variables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starting the bot: something is said to it that the client does not see. What is given beside the own parameters becomes variables. */
final class BotCalls {
    static final int SENDS = 300;
    private static final Set<String> OWN = Set.of("client_id", "message", "resume_bot", "time_shift", "send_time");

    private BotCalls() {}

    static Reply callback(Call call) {
        var act = called(call, "client_phone", "client_email");
        return run(call, call.address(Finding.client(call)), act);
    }

    /** For VK and Telegram, where nobody can be written to who has not written. */
    static Reply known(Call call, String channel) {
        var act = called(call, "user_id", "group_id");
        if (isByNumber(call, "user_id")) {
            return run(call, call.address(Finding.client(call)), act);
        }
        var bot = Bots.of(call, channel, call.parameters().text("group_id"));
        var user = Bots.externalId(channel, call.parameters().neededId("user_id"));
        var found = Finding.named(call, List.of(bot.connection().id()), user);
        return run(call, call.address(found.orElseThrow(Failed::noClient)), act);
    }

    static Reply ok(Call call) {
        var act = called(call, "name", "user_id", "group_id");
        if (isByNumber(call, "user_id")) {
            return run(call, call.address(Finding.client(call)), act);
        }
        return anybody(
                call,
                act,
                Bots.of(call, "ok", call.parameters().text("group_id")),
                call.parameters().neededId("user_id"));
    }

    static Reply whatsapp(Call call) {
        var act = called(call, "name", "phone", "bot_id");
        if (isByNumber(call, "phone")) {
            return run(call, call.address(Finding.client(call)), act);
        }
        var bot = Bots.of(call, Bots.WHATSAPP, call.parameters().text("bot_id"));
        var phone = Bots.externalId(Bots.WHATSAPP, call.parameters().needed("phone"));
        var found = Finding.onWhatsApp(call, List.of(bot.connection().id()), phone);
        return found.isPresent() ? run(call, call.address(found.getAsLong()), act) : anybody(call, act, bot, phone);
    }

    static Reply email(Call call) {
        var act = called(call, "name", "email", "email_id_bot");
        if (isByNumber(call, "email")) {
            return run(call, call.address(Finding.client(call)), act);
        }
        return anybody(
                call,
                act,
                Bots.of(call, Bots.EMAIL, call.parameters().text("email_id_bot")),
                call.parameters().neededId("email"));
    }

    /** A nested body may lead to a client's number in each of these calls. */
    private static boolean isByNumber(Call call, String own) {
        return !call.parameters().has(own) && call.parameters().has("client_id");
    }

    /** Who is not known yet becomes a client. */
    private static Reply anybody(Call call, Act.Called act, Connected bot, String platformId) {
        var channel = bot.connection().channel();
        var externalId = Bots.externalId(channel, platformId);
        var profile = Bots.profile(channel, externalId, call.parameters().text("name"));
        return run(call, Bots.address(call, bot, externalId, profile), act);
    }

    private static Act.Called called(Call call, String... own) {
        var parameters = call.parameters();
        var known = new HashSet<>(OWN);
        known.addAll(List.of(own));
        var text = parameters.text("message");
        if (text != null && text.length() > Content.TEXT_LIMIT) {
            throw Failed.because("a message holds at most " + Content.TEXT_LIMIT + " characters");
        }
        var variables = scoped(parameters.others(known));
        variables.forEach(BotCalls::check);
        return new Act.Called(
                call.author(), Call.NO_KEY, text == null ? "" : text, variables, parameters.isTrue("resume_bot"));
    }

    /** Before it waits for its time, when there is nobody left to be told. */
    private static void check(String name, String value) {
        if (name.length() > Variables.NAME_LIMIT || value.length() > Variables.VALUE_LIMIT) {
            throw Failed.because("a variable's name holds at most " + Variables.NAME_LIMIT + " characters, its value "
                    + Variables.VALUE_LIMIT);
        }
    }

    /** The turn knows one prefix; Russian schemes write it in Russian. */
    static Map<String, String> scoped(Map<String, String> variables) {
        var scoped = new LinkedHashMap<String, String>();
        variables.forEach((name, value) -> scoped.put(name.replaceFirst("^клиент\\.", "client."), value));
        return scoped;
    }

    private static Reply run(Call call, Address address, Act.Called act) {
        var at = call.sendTime();
        if (at != null && address instanceof Address.OfClient) {
            call.take(address, new Act.Loaded(null));
        }
        call.take(address, at == null ? act : new Act.ScheduledAct(call.author(), Call.NO_KEY, act, at));
        return Reply.SUCCESS;
    }

    /** Those who are clients hear it; the others are passed over. */
    static Reply byPlatformIds(Call call) {
        var parameters = call.parameters();
        var ids = parameters.texts("platform_ids", SENDS);
        if (ids.isEmpty()) {
            throw Failed.because("Parameter \"platform_ids\" required");
        }
        var text = parameters.needed("callback_text");
        var at = call.sendTime();
        var inputs = new ArrayList<Input>();
        var connections = Bots.numbers(call, parameters.text("group_id"));
        for (var entry : call.faces().catalog().named(call.project(), connections, Bots.platformIds(ids))) {
            inputs.add(new Input(call.address(entry.id()), act(call, text, at)));
        }
        call.takeAll(inputs).stream()
                .filter(Result.Declined.class::isInstance)
                .findFirst()
                .ifPresent(Failed::taken);
        return Reply.SUCCESS;
    }

    private static Act act(Call call, String text, Instant at) {
        var called = new Act.Called(call.author(), Call.NO_KEY, text, Map.of(), false);
        return at == null ? called : new Act.ScheduledAct(call.author(), Call.NO_KEY, called, at);
    }
}
