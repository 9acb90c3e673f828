package io.besedka.simulator.vk;

import java.util.List;

/** The faces, in the order of their numbers from 1. Only the order's beginning is documented by anybody. */
final class Reactions {
    static final List<String> FACES =
            List.of("❤", "🔥", "😂", "👍", "💩", "❓", "😭", "😡", "👎", "👌", "😃", "🤔", "🙏", "😘", "😍", "🎉");

    private Reactions() {}

    static int number(String face) {
        return FACES.indexOf(face) + 1;
    }

    static String face(long number) {
        return number <= FACES.size() ? FACES.get((int) number - 1) : "🙂";
    }
}
