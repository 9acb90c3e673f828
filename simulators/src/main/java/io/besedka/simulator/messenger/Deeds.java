package io.besedka.simulator.messenger;

import java.util.List;

/**
 * A provider's answer to what people do: which ids they get and which updates it makes of their deeds. The base has
 * already laid the deed into the chat and holds the chat's lock, so that updates keep the chat's order; do not wait or
 * call the network here. Deeds a provider does not list in {@link Look#can} never come. The updates returned are those
 * posted with {@link Updates#post}; an empty list says that nobody is told.
 */
public interface Deeds {
    /** The id a person of this name has with this account: made of the name, so the same after every start. */
    String personId(Account account, String name);

    /** The chat's id, when it differs from the person's. */
    default String chatId(Account account, Profile person) {
        return person.id();
    }

    /** A fresh message id of the provider's form; never one that was given before, not even before a restart. */
    String messageId(Chat chat, Bubble.Side side);

    /** Start or Subscribe was pressed, or a deep link followed; {@code payload} may be empty. */
    default List<Update> starts(Chat chat, String payload) {
        return List.of();
    }

    /** A fresh message of the person: text, media, place, contact, comment, reply. */
    List<Update> says(Chat chat, Bubble bubble);

    /**
     * A button was pressed; {@code bubble} is null for one of the keyboard. Links never come here. Usually shares what
     * PHONE and LOCATION ask for, and says the label of SAY.
     */
    default List<Update> presses(Chat chat, Bubble bubble, Button button) {
        return Person.pressesUsually(chat, button);
    }

    /** A row of a list menu was picked. */
    default List<Update> picks(Chat chat, Bubble bubble, Menu.Row row) {
        return List.of();
    }

    /** The person changed an own message; the bubble is the new state. */
    default List<Update> edits(Chat chat, Bubble bubble) {
        return List.of();
    }

    default List<Update> deletes(Chat chat, Bubble bubble) {
        return List.of();
    }

    /** The person's only reaction on the bubble is now this emoji, or none when it is empty. */
    default List<Update> reacts(Chat chat, Bubble bubble, String emoji) {
        return List.of();
    }

    /** Messages of ours arrived on the phone; {@code bubbles} are those that had not before, oldest first. */
    default List<Update> delivered(Chat chat, List<Bubble> bubbles) {
        return List.of();
    }

    /** The person saw our messages; {@code bubbles} are those newly read, oldest first, never empty. */
    default List<Update> reads(Chat chat, List<Bubble> bubbles) {
        return List.of();
    }

    default List<Update> types(Chat chat) {
        return List.of();
    }

    /** The person blocked, stopped or unsubscribed from the account, or took that back. */
    default List<Update> blocks(Chat chat, boolean blocks) {
        return List.of();
    }

    /** One of the account's people wrote in the provider's own application: an echo, if the provider has it. */
    default List<Update> echoes(Chat chat, Bubble bubble) {
        return List.of();
    }
}
