package io.besedka.simulator.viber;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Messenger;
import io.besedka.simulator.messenger.Profile;
import java.time.Duration;
import java.time.Instant;

/** get_account_info, get_user_details, get_online. */
final class Lookups {
    private static final int MOST_ONLINE = 100;
    private static final int DETAILS = 2;
    private static final Duration DETAILS_WITHIN = Duration.ofHours(12);

    private final Messenger messenger;

    Lookups(Messenger messenger) {
        this.messenger = messenger;
    }

    void addTo(Calls calls) {
        calls.asks("POST", "/pa/get_account_info", "get_account_info", this::account)
                .asks("POST", "/pa/get_user_details", "get_user_details", this::details)
                .asks("POST", "/pa/get_online", "get_online", this::online);
    }

    private Answer account(Call call) {
        var bot = Replies.authorised(messenger, call);
        var hooks = bot.updates().hooks();
        var answer = Replies.ok()
                .put("id", "pa:" + Profile.number(bot.id()))
                .put("chat_hostname", Replies.HOST)
                .put("name", bot.name())
                .put("uri", bot.id())
                .put("icon", picture(bot))
                .put("background", picture(bot))
                .put("category", "Retail")
                .put("subcategory", "Flowers")
                .put("country", "RU")
                .put("webhook", hooks.isEmpty() ? "" : hooks.getFirst().url().toString())
                .put("subscribers_count", subscribers(bot));
        answer.putObject("location").put("lon", 37.6156).put("lat", 55.7522);
        var types = answer.putArray("event_types");
        if (!hooks.isEmpty()) Registration.shown(hooks.getFirst().kinds()).forEach(types::add);
        answer.putArray("members")
                .addObject()
                .put("id", "q8Zp1w4L5c0TtQ==")
                .put("name", "Owner")
                .put("avatar", picture(bot))
                .put("role", "admin");
        return Answer.json(answer);
    }

    private String picture(Account bot) {
        return messenger.avatar(new Profile(bot.id(), bot.name(), ""));
    }

    private static long subscribers(Account bot) {
        return bot.chats().stream().filter(ViberDeeds::subscribed).count();
    }

    private Answer details(Call call) {
        var bot = Replies.authorised(messenger, call);
        var id = call.json().path("id").asString("");
        if (id.isEmpty()) throw Replies.refusal(Status.MISSING_DATA, "missing id");
        var chat = bot.chatOf(id).orElseThrow(() -> Replies.refusal(Status.RECEIVER_NOT_REGISTERED));
        synchronized (chat) {
            countDetails(chat);
            var answer =
                    Replies.ok().put("message_token", ViberDeeds.token(bot)).put("chat_hostname", Replies.HOST);
            answer.set(
                    "user",
                    ViberDeeds.user(chat)
                            .put("primary_device_os", "Android 16")
                            .put("viber_version", "26.1.0")
                            .put("mcc", 250)
                            .put("mnc", 1)
                            .put("device_type", "Pixel 9"));
            return Answer.json(answer);
        }
    }

    private void countDetails(Chat chat) {
        var now = messenger.time().now();
        var since = Instant.parse(chat.extra().path("detailsSince").asString(now.toString()));
        int asked = chat.extra().path("details").asInt(0);
        if (asked == 0 || Duration.between(since, now).compareTo(DETAILS_WITHIN) > 0) {
            asked = 0;
            chat.extra().put("detailsSince", now.toString());
        }
        if (asked >= DETAILS) throw Replies.refusal(Status.TOO_MANY_REQUESTS);
        chat.extra().put("details", asked + 1);
    }

    private Answer online(Call call) {
        var bot = Replies.authorised(messenger, call);
        var ids = call.json().path("ids");
        if (!ids.isArray()) throw Replies.refusal(Status.MISSING_DATA, "missing ids");
        if (ids.size() > MOST_ONLINE) throw Replies.refusal(Status.BAD_DATA, "too many ids");
        var answer = Replies.ok();
        var users = answer.putArray("users");
        for (var id : ids) {
            var chat = bot.chatOf(id.asString(""));
            var user = users.addObject().put("id", id.asString(""));
            if (chat.isEmpty()) user.put("online_status", 3).put("online_status_message", "tryLater");
            else if (chat.get().blocked()) user.put("online_status", 4).put("online_status_message", "unavailable");
            else user.put("online_status", 0).put("online_status_message", "online");
        }
        return Answer.json(answer);
    }
}
