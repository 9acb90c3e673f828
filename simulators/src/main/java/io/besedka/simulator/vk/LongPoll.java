package io.besedka.simulator.vk;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Profile;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Bots Long Poll: a server of its own, with a key that can end. */
final class LongPoll {
    private static final int LONGEST_WAIT = 90;
    private static final int AT_ONCE = 100;

    private final Messenger messenger;

    LongPoll(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.asks(
                        "*",
                        "/method/groups.setLongPollSettings",
                        "groups.setLongPollSettings",
                        Replies.authorised(messenger, this::choose))
                .asks(
                        "*",
                        "/method/groups.getLongPollSettings",
                        "groups.getLongPollSettings",
                        Replies.authorised(messenger, this::chosen))
                .asks(
                        "*",
                        "/method/groups.getLongPollServer",
                        "groups.getLongPollServer",
                        Replies.authorised(messenger, this::server))
                .asks("GET", "/wh{group}", "poll", this::check);
    }

    private Answer choose(Account community, Call call) {
        var kinds = kinds(Groups.own(community, call));
        Groups.takeChoice(call, kinds);
        community.extra().put("poll_kinds", String.join(",", kinds));
        if (!call.text("enabled").isEmpty())
            community.extra().put("poll_enabled", call.text("enabled").equals("1"));
        return Replies.one();
    }

    private Answer chosen(Account community, Call call) {
        var settings = Groups.settings(Replies.VERSION, kinds(Groups.own(community, call)));
        return Replies.of(settings.put(
                "is_enabled", community.extra().path("poll_enabled").asBoolean(false)));
    }

    private static Set<String> kinds(Account community) {
        var kinds = new HashSet<>(Set.of(community.extra("poll_kinds").split(",")));
        kinds.remove("");
        return kinds;
    }

    private Answer server(Account community, Call call) {
        Groups.own(community, call);
        if (!community.extra().path("poll_enabled").asBoolean(false))
            throw Replies.bad("longpoll for this group is not enabled");
        // So that a test knows from when on nothing is missed.
        community.extra().put("polled", true);
        return Replies.of(Json.object()
                .put("key", key(community))
                .put("server", messenger.url() + "/wh" + community.id())
                .put("ts", Long.toString(community.updates().log().last())));
    }

    private static String key(Account community) {
        return Long.toHexString(Profile.number("key " + community.id() + "/" + community.extra("keys")));
    }

    private Answer check(Call call) {
        var community = messenger.account(call.path("group")).orElse(null);
        if (community == null || !call.text("key").equals(key(community))) return failed(2);
        if (!call.text("ts").matches("\\d{1,15}")) return failed(3);
        long ts = call.params().number("ts", 0);
        var log = community.updates().log();
        if (ts > log.last() || ts < log.oldest() - 1 && log.oldest() <= log.last()) {
            return Answer.json(Json.object().put("failed", 1).put("ts", Long.toString(log.last())));
        }
        long wait = Math.clamp(call.params().number("wait", 25), 0, LONGEST_WAIT);
        var entries = log.after(ts, AT_ONCE, Duration.ofSeconds(wait));
        var answer = Json.object();
        var updates = answer.putArray("updates");
        var kinds = kinds(community);
        for (var entry : entries) {
            ts = entry.number();
            var update = entry.update();
            if (kinds.contains(update.kind()) || update.kind().equals("unknown")) updates.add(update.json());
        }
        return Answer.json(answer.put("ts", Long.toString(ts)));
    }

    private static Answer failed(int code) {
        return Answer.json(Json.object().put("failed", code));
    }
}
