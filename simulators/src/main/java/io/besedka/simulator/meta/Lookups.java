package io.besedka.simulator.meta;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Messenger;

/** Who the page is, and who has written to it. */
final class Lookups {
    private final Messenger messenger;
    private final boolean instagram;

    Lookups(Messenger messenger, boolean instagram) {
        this.messenger = messenger;
        this.instagram = instagram;
    }

    void addTo(Calls calls) {
        calls.asks("GET", "/{version}/{id}", "node", this::node);
    }

    private Answer node(Call call) {
        var page = Replies.page(messenger, call);
        var id = call.path("id");
        if (id.equals("me") || id.equals(page.id())) {
            var me = Json.object()
                    .put("id", instagram ? "1" + page.id() : page.id())
                    .put("name", page.name());
            if (instagram) {
                var username = page.name().toLowerCase().replaceAll("[^a-z0-9]+", "_");
                me.put("user_id", page.id()).put("username", username);
                me.putObject("instagram_business_account").put("id", page.id()).put("username", username);
            }
            return Answer.json(me);
        }
        var chat = page.chatOf(id)
                .filter(Chat::started)
                .filter(known -> !known.blocked())
                .orElseThrow(Subscriptions::unknown);
        var person = Json.object()
                .put("id", id)
                .put("name", chat.person().name())
                .put("profile_pic", messenger.avatar(chat.person()));
        if (instagram) person.put("username", MetaDeeds.username(chat.person())).put("follower_count", 12);
        else
            person.put("first_name", chat.person().firstName())
                    .put("last_name", chat.person().lastName());
        return Answer.json(person);
    }
}
