package io.besedka.simulator.messenger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Someone with a phone, in the chat with one account. What the person does returns a {@link Deed}: the bubble and the
 * updates made of it; what the phone shows is read with {@link #sees}, {@link #messages}, {@link #keyboard} and waited
 * for with {@link #awaits}. Whatever the messenger cannot do is refused with IllegalStateException.
 */
public final class Person {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Chat chat;

    Person(Chat chat) {
        this.chat = chat;
    }

    public String name() {
        return chat.person().name();
    }

    /** The person's id with this account. */
    public String id() {
        return chat.person().id();
    }

    public String phone() {
        return chat.person().phone();
    }

    public Chat chat() {
        return chat;
    }

    /** Chooses another picture; whatever it is, it is handed out as one. */
    public Person looksLike(Media picture) {
        chat.account().messenger().picture(chat.person(), picture);
        return this;
    }

    public Deed starts() {
        return starts("");
    }

    /** Presses Start or follows a deep link that carries this. */
    public Deed starts(String payload) {
        needs(Can.START);
        return told(null, () -> {
            chat.started(true);
            return deeds().starts(chat, payload);
        });
    }

    public Deed writes(String text) {
        return says(Content.text(text), "");
    }

    public Deed sends(Media media) {
        return sends("", media);
    }

    /** Sends files with a text as one message. */
    public Deed sends(String caption, Media... media) {
        return says(laid(caption, media), "");
    }

    public Deed sendsLocation(double latitude, double longitude) {
        needs(Can.LOCATION);
        return says(Content.of(Place.at(latitude, longitude)), "");
    }

    /** Shares the person's own phone number. */
    public Deed sharesPhone() {
        return says(Content.of(new ContactCard(name(), phone(), true)), "");
    }

    /** Sends somebody else's card. */
    public Deed sendsContact(String name, String phone) {
        needs(Can.CONTACT);
        return says(Content.of(new ContactCard(name, phone, false)), "");
    }

    /** Comments on a post of the account. */
    public Deed comments(String post, String text) {
        needs(Can.COMMENT);
        return says(Content.text(text).withComment(post), "");
    }

    public Deed repliesTo(Bubble bubble, String text) {
        needs(Can.REPLY);
        return says(Content.text(text), bubble.id());
    }

    public Deed repliesTo(Bubble bubble, Media media) {
        needs(Can.REPLY);
        return says(laid("", media), bubble.id());
    }

    /** Says any content: with a subject, as a comment, several things at once. */
    public Deed says(Content content, String replyTo) {
        synchronized (chat) {
            refuseWhenBlocked();
            if (!replyTo.isEmpty() && chat.find(replyTo).isEmpty()) throw new IllegalStateException("no such message");
            var bubble = chat.theirs(content, replyTo);
            return new Deed(bubble, deeds().says(chat, bubble));
        }
    }

    /** Changes the text of an own message. */
    public Deed edits(Bubble bubble, String text) {
        needs(Can.EDIT);
        return changed(own(bubble), was -> was.edited(was.content().withText(text)), now -> deeds().edits(chat, now));
    }

    public Deed deletes(Bubble bubble) {
        needs(Can.DELETE);
        return changed(own(bubble), Bubble::asDeleted, now -> deeds().deletes(chat, now));
    }

    /** Sets the person's only reaction; an empty string takes it back. */
    public Deed reacts(Bubble bubble, String emoji) {
        needs(Can.REACT);
        return changed(bubble, was -> was.reacted(Bubble.Side.THEM, emoji), now -> deeds().reacts(chat, now, emoji));
    }

    /** Presses the newest button with this label: of any message or its cards, else of the keyboard. */
    public Deed presses(String label) {
        return Presses.press(this, label);
    }

    /** Presses a button of that message. */
    public Deed presses(Bubble bubble, String label) {
        return Presses.press(this, bubble.id(), label);
    }

    /** Presses this very button of that message, where labels repeat; null for the message means the keyboard. */
    public Deed presses(Bubble bubble, Button button) {
        return Presses.press(this, bubble, button);
    }

    /** Picks a row of the newest list menu by its title. */
    public Deed picks(String title) {
        return Presses.pick(this, title);
    }

    /** Opens the chat and sees all that came. */
    public Deed reads() {
        needs(Can.READ);
        return told(null, () -> Presses.read(chat));
    }

    /** Begins to type. */
    public Deed types() {
        needs(Can.TYPE);
        return told(null, () -> deeds().types(chat));
    }

    public Deed blocks() {
        return block(true);
    }

    public Deed unblocks() {
        return block(false);
    }

    /** Gets a message that one of the account's people wrote in the provider's own application. */
    public Deed hearsFromOutside(String text) {
        needs(Can.OUTSIDE);
        synchronized (chat) {
            var bubble = chat.add(Bubble.Side.US, Content.text(text), "", true);
            return new Deed(bubble, deeds().echoes(chat, bubble));
        }
    }

    /** What the account said that is still on the screen, oldest first; {@code [photo]} and the like without words. */
    public List<String> sees() {
        return messages().stream()
                .filter(bubble -> bubble.ours() && !bubble.deleted() && bubble.status() != Bubble.Status.FAILED)
                .map(bubble -> bubble.content().shown())
                .toList();
    }

    /** Everything in the chat, own, deleted and edited messages too. */
    public List<Bubble> messages() {
        return chat.bubbles();
    }

    /** The account's newest message on the screen. */
    public Bubble lastSeen() {
        return chat.find(Bubble::ours)
                .orElseThrow(() -> new IllegalStateException(name() + " has seen nothing from the account"));
    }

    /** The person's own newest message. */
    public Bubble lastSaid() {
        return chat.find(bubble -> !bubble.ours())
                .orElseThrow(() -> new IllegalStateException(name() + " has said nothing"));
    }

    /** The keyboard's labels, row by row; empty when there is none. */
    public List<List<String>> keyboard() {
        return labels(chat.keyboard().rows());
    }

    /** Labels of a message's buttons, row by row. */
    public static List<List<String>> labels(List<List<Button>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(Button::label).toList())
                .toList();
    }

    public boolean seesTyping() {
        return chat.typing().isPresent();
    }

    /** The text that the answer to the last press showed. */
    public Optional<String> toast() {
        return chat.toast().map(Chat.Toast::text);
    }

    public boolean hasBlocked() {
        return chat.blocked();
    }

    /** Waits until the condition holds, at most 10 s; it is looked at after every change in the chat. */
    public Person awaits(Predicate<Person> condition) {
        return awaits(condition, PATIENCE);
    }

    /**
     * Waits until the condition holds.
     *
     * @throws IllegalStateException saying what the phone shows, when the time is over
     */
    public Person awaits(Predicate<Person> condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (chat) {
            while (!condition.test(this)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) throw new IllegalStateException(name() + " waited in vain; the phone shows " + sees());
                try {
                    chat.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting", e);
                }
            }
        }
        return this;
    }

    /** Waits until the account's text is on the screen. */
    public Person awaitsText(String text) {
        return awaits(person -> person.sees().contains(text));
    }

    /** What {@link Deeds#presses} does unless a provider says otherwise. */
    static List<Update> pressesUsually(Chat chat, Button button) {
        var person = new Person(chat);
        return switch (button.press()) {
            case SAY -> person.writes(button.label()).updates();
            case PHONE -> person.sharesPhone().updates();
            case LOCATION ->
                person.says(Content.of(Place.at(55.7522, 37.6156)), "").updates();
            case CALLBACK, LINK, OTHER -> List.of();
        };
    }

    void needs(Can can) {
        var look = chat.account().messenger().look();
        if (!look.can().contains(can)) throw new IllegalStateException(look.name() + " has no such thing: " + can);
    }

    void refuseWhenBlocked() {
        if (chat.blocked()) throw new IllegalStateException(name() + " has blocked the account; unblock it first");
    }

    Deeds deeds() {
        return chat.account().messenger().deeds();
    }

    private Deed block(boolean blocks) {
        needs(Can.BLOCK);
        return told(null, () -> {
            chat.blocked(blocks);
            return deeds().blocks(chat, blocks);
        });
    }

    private Content laid(String caption, Media... media) {
        var kept = new ArrayList<Attachment>();
        for (var one : media) {
            needs(Can.send(one.kind()));
            kept.add(chat.account().messenger().files().keep(one));
        }
        return Content.text(caption).with(kept);
    }

    private Bubble own(Bubble bubble) {
        if (bubble.ours()) throw new IllegalStateException("not an own message");
        return bubble;
    }

    private Deed changed(Bubble bubble, Function<Bubble, Bubble> change, Function<Bubble, List<Update>> tell) {
        synchronized (chat) {
            if (chat.find(bubble.id()).isEmpty()) throw new IllegalStateException("no such message");
            var now = chat.change(bubble.id(), change::apply).orElseThrow();
            return new Deed(now, tell.apply(now));
        }
    }

    private Deed told(Bubble bubble, Supplier<List<Update>> tell) {
        synchronized (chat) {
            return new Deed(bubble, tell.get());
        }
    }
}
