package io.besedka.simulator.email;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Bubble;
import io.besedka.simulator.messenger.Chat;
import io.besedka.simulator.messenger.Deeds;
import io.besedka.simulator.messenger.Profile;
import io.besedka.simulator.messenger.Update;
import java.util.List;
import java.util.Locale;

/** What people do with their mail programs. A message's id is its Message-ID without the brackets. */
final class EmailDeeds implements Deeds {
    static final String DOMAIN = "mail.example";
    private static final String CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
    private static final String[] LATIN =
            ("a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya").split(" ", -1);

    /** An address made of the name; one that is given as a name stays. */
    @Override
    public String personId(Account account, String name) {
        var small = name.toLowerCase(Locale.ROOT);
        if (small.matches("[^@\\s]+@[^@\\s]+")) return small;
        var local = new StringBuilder();
        small.chars().forEach(c -> local.append(latin((char) c)));
        var clean = local.toString().replaceAll("[^a-z0-9.]+", ".").replaceAll("^\\.+|\\.+$", "");
        return (clean.isEmpty() ? "person" + Profile.number(name) : clean) + "@" + DOMAIN;
    }

    private static String latin(char c) {
        int at = CYRILLIC.indexOf(c);
        return at < 0 ? Character.toString(c) : LATIN[at];
    }

    @Override
    public String messageId(Chat chat, Bubble.Side side) {
        return "m" + chat.account().nextNumber() + "@" + DOMAIN;
    }

    @Override
    public List<Update> says(Chat chat, Bubble bubble) {
        var mail = new PersonMail(chat, bubble).write();
        return List.of(chat.account().updates().post(chat, "mail", EmailSimulator.mail(mail)));
    }
}
