package io.besedka.channel;

import io.besedka.channel.Capabilities.ListRules;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Buttons;
import io.besedka.conversation.Part.ListMenu;
import io.besedka.conversation.Part.ListMenu.Row;
import io.besedka.conversation.Part.ListMenu.Section;
import io.besedka.conversation.PressKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list menu made to fit a channel that has lists. What is cut in it stands whole in a line below the text. */
final class ListMenus {
    private static final String NAMELESS = "…";

    /** @param menu its rows' ids are {@link PressKey} payloads; @param lines what had to be cut */
    record Fitted(ListMenu menu, List<String> lines) {}

    private final long seq;
    private final ListRules rules;
    private final List<String> lines = new ArrayList<>();
    private int count;

    private ListMenus(long seq, ListRules rules) {
        this.seq = seq;
        this.rules = rules;
    }

    /** Empty where there is no list, more than one, buttons beside it, or too much in it: then all becomes buttons. */
    static Optional<Fitted> fit(long seq, List<Part> parts, ListRules rules) {
        var chosen = parts.stream()
                .filter(part -> part instanceof ListMenu
                        || part instanceof Buttons buttons && !buttons.flat().isEmpty())
                .toList();
        if (rules == null
                || chosen.size() != 1
                || !(chosen.getFirst() instanceof ListMenu menu)
                || !holds(rules, menu)) {
            return Optional.empty();
        }
        return Optional.of(new ListMenus(seq, rules).fitted(menu));
    }

    private static boolean holds(ListRules rules, ListMenu menu) {
        int rows = menu.sections().stream()
                .mapToInt(section -> section.rows().size())
                .sum();
        return rows > 0 && rows <= rules.rows() && menu.sections().size() <= rules.sections();
    }

    private Fitted fitted(ListMenu menu) {
        boolean several = menu.sections().size() > 1;
        var sections = menu.sections().stream()
                .map(section -> fitted(section, several))
                .toList();
        return new Fitted(new ListMenu(cut(menu.open(), rules.open(), true), sections), List.copyOf(lines));
    }

    private Section fitted(Section section, boolean titled) {
        var title = cut(section.title(), rules.sectionTitle(), titled);
        return new Section(title, section.rows().stream().map(this::fitted).toList());
    }

    private Row fitted(Row row) {
        boolean whole = fits(row.title(), rules.title()) && fits(row.description(), rules.description());
        if (!whole) {
            var description = row.description() == null ? "" : " — " + row.description();
            lines.add(row.title() + description);
        }
        var key = new PressKey(seq, count++).payload();
        return new Row(
                key,
                shortened(row.title(), rules.title(), true),
                shortened(row.description(), rules.description(), false));
    }

    private static boolean fits(String text, int limit) {
        return text == null || text.strip().length() <= limit;
    }

    /** As {@link #shortened}, and the whole of it in a line where it was cut. */
    private String cut(String text, int limit, boolean needed) {
        if (!fits(text, limit)) {
            lines.add(text.strip());
        }
        return shortened(text, limit, needed);
    }

    /** Null where there is nothing and nothing is needed. */
    private static String shortened(String text, int limit, boolean needed) {
        if (text == null || text.isBlank()) {
            return needed ? NAMELESS : null;
        }
        return TextSplitter.ellipsized(text.strip(), limit);
    }
}
