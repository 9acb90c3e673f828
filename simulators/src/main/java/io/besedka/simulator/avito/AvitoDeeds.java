package io.besedka.simulator.avito;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Deeds;
import io.besedka.simulator.messenger.Profile;
import io.besedka.simulator.messenger.Update;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/** What buyers do, as Avito's webhook tells it. */
final class AvitoDeeds implements Deeds {
    @Override
    public String personId(Account seller, String name) {
        return Long.toString(100_000_000 + Profile.number(name) % 900_000_000);
    }

    /** Has a tilde, as the real ones do, which a careless client does not encode. */
    @Override
    public String chatId(Account seller, Profile person) {
        long number = Profile.number(seller.id() + "\n" + person.id());
        var bytes = ByteBuffer.allocate(16)
                .putLong(number)
                .putLong(number * 0x9E3779B97F4A7C15L)
                .array();
        return "u2i-"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(2, 20) + "~" + number % 10;
    }

    @Override
    public String messageId(Chat chat, Bubble.Side side) {
        return "%032x".formatted(chat.account().nextNumber());
    }

    @Override
    public List<Update> says(Chat chat, Bubble bubble) {
        return List.of(post(chat, bubble));
    }

    @Override
    public List<Update> deletes(Chat chat, Bubble bubble) {
        return List.of(post(chat, bubble));
    }

    /** Nobody is told: the seller finds the moment in the list of messages. */
    @Override
    public List<Update> reads(Chat chat, List<Bubble> bubbles) {
        long now = chat.account().messenger().time().now().getEpochSecond();
        bubbles.forEach(bubble -> bubble.extra().put("read", now));
        return List.of();
    }

    @Override
    public List<Update> echoes(Chat chat, Bubble bubble) {
        return List.of(post(chat, bubble));
    }

    static Update post(Chat chat, Bubble bubble) {
        return chat.account()
                .updates()
                .post(chat, "message", Wire.envelope(chat.account(), "message", Wire.posted(chat, bubble)));
    }
}
