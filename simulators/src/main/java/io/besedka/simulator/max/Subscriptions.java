package io.besedka.simulator.max;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.EventLog;
import io.besedka.simulator.messenger.Hook;
import io.besedka.simulator.messenger.Messenger;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Where updates are posted, and long polling, which is silent as long as they are posted anywhere. */
final class Subscriptions {
    static final List<String> KINDS = List.of(
            "message_created",
            "message_callback",
            "message_edited",
            "message_removed",
            "bot_added",
            "bot_removed",
            "dialog_muted",
            "dialog_unmuted",
            "dialog_cleared",
            "dialog_removed",
            "user_added",
            "user_removed",
            "bot_started",
            "bot_stopped",
            "chat_title_changed",
            "comment_created",
            "comment_edited",
            "comment_removed");

    private final Messenger messenger;

    Subscriptions(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.asks("GET", "/subscriptions", "subscriptions", this::list)
                .asks("POST", "/subscriptions", "subscribe", this::subscribe)
                .asks("DELETE", "/subscriptions", "unsubscribe", this::unsubscribe)
                .asks("GET", "/updates", "updates", this::poll);
    }

    private Answer list(Call call) {
        var bot = Replies.authorised(messenger, call);
        var answer = Json.object();
        var list = answer.putArray("subscriptions");
        for (var hook : bot.updates().hooks()) {
            var json = list.addObject()
                    .put("url", hook.url().toString())
                    .put("time", hook.settings().path("time").asLong(0));
            hook.kinds().forEach(json.putArray("update_types")::add);
        }
        return Answer.json(answer);
    }

    private Answer subscribe(Call call) {
        var bot = Replies.authorised(messenger, call);
        var asked = call.json();
        var secret = asked.path("secret").asString("");
        if (!secret.isEmpty() && !secret.matches("[A-Za-z0-9_-]{5,256}"))
            throw Replies.bad("secret: 5-256 characters of A-Z a-z 0-9 _ -");
        var kinds = kinds(asked.path("update_types"));
        var url = address(asked.path("url").asString(""));
        // Subscribed anew, it would lose what is on its way.
        if (bot.updates().hooks().stream().noneMatch(hook -> isSuch(hook, url, kinds, secret))) {
            var settings = Json.object()
                    .put("secret", secret)
                    .put("time", messenger.time().now().toEpochMilli());
            bot.updates().register(url, kinds, settings);
        }
        return Replies.success();
    }

    private static boolean isSuch(Hook hook, URI url, Set<String> kinds, String secret) {
        return hook.url().equals(url)
                && hook.kinds().equals(kinds)
                && hook.setting("secret").equals(secret);
    }

    private static Set<String> kinds(JsonNode asked) {
        var kinds = new LinkedHashSet<String>();
        for (var kind : asked) {
            if (!KINDS.contains(kind.asString(""))) throw Replies.bad("update_types: unknown " + kind.asString(""));
            kinds.add(kind.asString(""));
        }
        return kinds;
    }

    /** Https on 443 only; {@code rules().permits} makes exceptions for tests. */
    private URI address(String url) {
        try {
            var address = URI.create(url);
            boolean secure = "https".equals(address.getScheme());
            boolean usual = !secure || address.getPort() == -1 || address.getPort() == 443;
            if (usual && messenger.rules().permits(address)) return address;
        } catch (IllegalArgumentException e) {
            // Refused below like an address that is not https.
        }
        throw Replies.unsuccessful("Invalid webhook url: HTTPS on port 443 is required");
    }

    private Answer unsubscribe(Call call) {
        var bot = Replies.authorised(messenger, call);
        var url = call.text("url");
        if (url.isEmpty()) throw Replies.bad("url: must not be empty");
        bot.updates().hooks().stream()
                .filter(hook -> hook.url().toString().equals(url))
                .forEach(bot.updates()::remove);
        return Replies.success();
    }

    private Answer poll(Call call) {
        var bot = Replies.authorised(messenger, call);
        var log = bot.updates().log();
        var params = call.params();
        var wait = Duration.ofSeconds(Math.clamp(params.number("timeout", 30), 0, 90));
        int limit = (int) Math.clamp(params.number("limit", 100), 1, 1_000);
        // Without a marker: the newest update, if there is one.
        long from = params.number("marker", log.oldest() > log.last() ? log.last() : log.last() - 1);
        var entries = entries(bot, from, limit, wait);
        var types = call.text("types").isEmpty()
                ? KINDS
                : List.of(call.text("types").split(","));
        var answer = Json.object();
        var updates = answer.putArray("updates");
        for (var entry : entries) {
            var kind = entry.update().kind();
            if (types.contains(kind) || kind.equals("unknown"))
                updates.add(entry.update().json());
        }
        return Answer.json(answer.put(
                "marker", entries.isEmpty() ? from : entries.getLast().number()));
    }

    /** What happens while updates are posted somewhere is not told here. */
    private static List<EventLog.Entry> entries(Account bot, long from, int limit, Duration wait) {
        var end = System.nanoTime() + wait.toNanos();
        var log = bot.updates().log();
        long after = bot.updates().hooks().isEmpty() ? from : log.last();
        var entries = log.after(after, limit, wait);
        while (!entries.isEmpty() && !bot.updates().hooks().isEmpty()) {
            after = entries.getLast().number();
            entries = log.after(after, limit, Duration.ofNanos(end - System.nanoTime()));
        }
        return entries;
    }
}
