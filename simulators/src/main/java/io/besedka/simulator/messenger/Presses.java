package io.besedka.simulator.messenger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finding and pressing buttons, picking menu rows, reading what came. */
final class Presses {
    private Presses() {}

    static Deed press(Person person, String label) {
        var chat = person.chat();
        synchronized (chat) {
            var bubble =
                    chat.find(shown -> shown.ours() && !buttons(shown, label).isEmpty());
            if (bubble.isPresent())
                return press(person, bubble.get(), buttons(bubble.get(), label).getFirst());
            for (var row : chat.keyboard().rows()) {
                for (var button : row) if (button.label().equals(label)) return press(person, null, button);
            }
        }
        throw new IllegalStateException(person.name() + " sees no button " + label);
    }

    static Deed press(Person person, String bubbleId, String label) {
        var chat = person.chat();
        synchronized (chat) {
            var bubble = chat.find(bubbleId).orElseThrow(() -> new IllegalStateException("no such message"));
            var buttons = buttons(bubble, label);
            if (buttons.isEmpty()) throw new IllegalStateException("no such button");
            return press(person, bubble, buttons.getFirst());
        }
    }

    static Deed press(Person person, Bubble bubble, Button button) {
        var chat = person.chat();
        synchronized (chat) {
            person.refuseWhenBlocked();
            if (button.press() == Button.Press.LINK) return new Deed(bubble, List.of());
            if (bubble == null && chat.keyboard().once()) chat.keyboard(Keyboard.NONE);
            return new Deed(bubble, person.deeds().presses(chat, bubble, button));
        }
    }

    /** The button at this place, counted through rows and cards; the bubble is null for the keyboard. */
    static Deed press(Person person, Bubble bubble, long place) {
        var all = new ArrayList<Button>();
        if (bubble == null) person.chat().keyboard().rows().forEach(all::addAll);
        else all.addAll(buttons(bubble));
        if (place < 0 || place >= all.size()) throw new IllegalStateException("no such button");
        return press(person, bubble, all.get((int) place));
    }

    static Deed pick(Person person, String title) {
        var chat = person.chat();
        Predicate<Menu.Row> wanted =
                row -> row.title().equals(title) || row.id().equals(title);
        synchronized (chat) {
            person.refuseWhenBlocked();
            var bubble = chat.find(shown -> shown.content().menu() != null
                            && shown.content().menu().rows().stream().anyMatch(wanted))
                    .orElseThrow(() -> new IllegalStateException(person.name() + " sees no menu with " + title));
            var row = bubble.content().menu().rows().stream()
                    .filter(wanted)
                    .findFirst()
                    .orElseThrow();
            return new Deed(bubble, person.deeds().picks(chat, bubble, row));
        }
    }

    static List<Update> read(Chat chat) {
        var fresh = raise(chat, Bubble.Status.READ);
        return fresh.isEmpty() ? List.of() : chat.account().messenger().deeds().reads(chat, fresh);
    }

    static List<Update> deliver(Chat chat) {
        var fresh = raise(chat, Bubble.Status.DELIVERED);
        return fresh.isEmpty() ? List.of() : chat.account().messenger().deeds().delivered(chat, fresh);
    }

    /** Raises our messages that are not yet so far; those are returned. */
    private static List<Bubble> raise(Chat chat, Bubble.Status status) {
        var raised = new ArrayList<Bubble>();
        for (var bubble : chat.bubbles()) {
            if (!bubble.ours() || bubble.deleted() || bubble.status().compareTo(status) >= 0) continue;
            chat.change(bubble.id(), was -> was.as(status, "")).ifPresent(raised::add);
        }
        return raised;
    }

    private static List<Button> buttons(Bubble bubble, String label) {
        return buttons(bubble).stream()
                .filter(button -> button.label().equals(label))
                .toList();
    }

    private static List<Button> buttons(Bubble bubble) {
        var all = new ArrayList<Button>();
        bubble.content().buttons().forEach(all::addAll);
        bubble.content().cards().forEach(card -> all.addAll(card.buttons()));
        return all;
    }
}
