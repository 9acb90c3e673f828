package io.besedka.flow;

import java.util.ArrayList;
import java.util.List;

/** A condition's text as its alternatives: {@code ;} separates them, {@code \;} is a semicolon. Blank ones are left out. */
final class Alternatives {
    private Alternatives() {}

    static List<String> of(String text) {
        var found = new ArrayList<String>();
        var one = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                one.append(next == ';' ? ";" : "\\" + next);
            } else if (c == ';') {
                end(one, found);
            } else {
                one.append(c);
            }
        }
        end(one, found);
        return List.copyOf(found);
    }

    private static void end(StringBuilder one, List<String> found) {
        if (!one.toString().isBlank()) {
            found.add(one.toString().strip());
        }
        one.setLength(0);
    }
}
