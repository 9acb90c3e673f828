package io.besedka.channel;

import io.besedka.channel.Capabilities.ButtonRules;
import io.besedka.conversation.Part;
import io.besedka.conversation.Part.Button;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Buttons;
import io.besedka.conversation.Part.ListMenu;
import io.besedka.conversation.PressKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A message's buttons and list rows made to fit a channel. They are counted through in the order of the parts, left to right and top
 * to bottom: that number is the index in the {@link PressKey} and, plus one, the number in numbered text.
 *
 * @param pages one keyboard each; a second one only where inline buttons are more than fit under one message
 * @param lines what the buttons could not say, as lines below the text
 * @param numbered the labels when all buttons became lines, else empty
 * @param list the list menu, where it goes as one: then there are no pages; else null
 */
record Keyboard(List<Buttons> pages, List<String> lines, List<String> numbered, String hint, ListMenu list) {
    private record Choice(int index, Button button, String description) {}

    boolean isEmpty() {
        return pages.isEmpty() && list == null;
    }

    static Keyboard fit(long seq, List<Part> parts, Capabilities capabilities) {
        return new Fitting(seq, capabilities).fit(parts);
    }

    private static final class Fitting {
        private final long seq;
        private final Capabilities capabilities;
        private final List<List<Choice>> choices = new ArrayList<>();
        private final List<String> headings = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();
        private Buttons first;
        private int count;

        Fitting(long seq, Capabilities capabilities) {
            this.seq = seq;
            this.capabilities = capabilities;
        }

        Keyboard fit(List<Part> parts) {
            parts.forEach(this::collect);
            var hint = first == null ? null : first.hint();
            if (count == 0) {
                return new Keyboard(List.of(), List.of(), List.of(), null, null);
            }
            var menu = ListMenus.fit(seq, parts, capabilities.lists());
            if (menu.isPresent()) {
                return new Keyboard(
                        List.of(),
                        menu.get().lines(),
                        List.of(),
                        null,
                        menu.get().menu());
            }
            boolean inline = first == null || first.inline();
            var wanted = inline ? capabilities.inlineButtons() : capabilities.replyButtons();
            var other = inline ? capabilities.replyButtons() : capabilities.inlineButtons();
            if (!wanted.exist() && !other.exist()) {
                return numbered(hint);
            }
            var rules = wanted.exist() ? wanted : other;
            var pages = pages(rules, inline == wanted.exist());
            return new Keyboard(pages, List.copyOf(lines), List.of(), hint, null);
        }

        private void collect(Part part) {
            if (part instanceof Buttons buttons) {
                first = first == null ? buttons : first;
                buttons.lines()
                        .forEach(line -> add(
                                line.stream()
                                        .map(button -> choice(button, null))
                                        .toList(),
                                null));
            } else if (part instanceof ListMenu menu) {
                for (var section : menu.sections()) {
                    for (var row : section.rows()) {
                        boolean heads = row == section.rows().getFirst();
                        add(
                                List.of(choice(Button.text(row.title()), row.description())),
                                heads ? section.title() : null);
                    }
                }
            }
        }

        private Choice choice(Button button, String description) {
            return new Choice(count++, button, description);
        }

        private void add(List<Choice> line, String heading) {
            if (!line.isEmpty()) {
                choices.add(line);
                headings.add(heading);
            }
        }

        private Keyboard numbered(String hint) {
            var labels = new ArrayList<String>();
            for (int i = 0; i < choices.size(); i++) {
                if (!blank(headings.get(i))) {
                    lines.add(headings.get(i));
                }
                for (var choice : choices.get(i)) {
                    lines.add(choice.index + 1 + ". " + said(choice));
                    labels.add(blank(choice.button.label()) ? "…" : choice.button.label());
                }
            }
            return new Keyboard(List.of(), lines, labels, hint, null);
        }

        private List<Buttons> pages(ButtonRules rules, boolean inline) {
            describe();
            var shown = choices.stream()
                    .map(line ->
                            line.stream().filter(choice -> shows(rules, choice)).toList())
                    .filter(line -> !line.isEmpty())
                    .toList();
            var pages = inPages(rules, shown);
            if (!inline && pages.size() > 1) {
                // A later reply keyboard would take the earlier one's place; its labels can be typed as well.
                flat(pages.subList(1, pages.size())).forEach(line -> line.forEach(choice -> lines.add(said(choice))));
                pages = pages.subList(0, 1);
            }
            return pages.stream().map(page -> keyboard(rules, inline, page)).toList();
        }

        private Buttons keyboard(ButtonRules rules, boolean inline, List<List<Choice>> page) {
            var buttons = page.stream()
                    .map(line ->
                            line.stream().map(choice -> fitted(rules, choice)).toList())
                    .toList();
            return new Buttons(inline, buttons, first != null && first.oneTime(), null);
        }

        /** A list's headings and descriptions have no place on a button. */
        private void describe() {
            for (int i = 0; i < choices.size(); i++) {
                if (!blank(headings.get(i))) {
                    lines.add(headings.get(i));
                }
                choices.get(i).stream()
                        .filter(choice -> !blank(choice.description))
                        .map(Fitting::said)
                        .forEach(lines::add);
            }
        }

        /** Whether it stays a button; if not, it has become a line. */
        private boolean shows(ButtonRules rules, Choice choice) {
            boolean shown = standsThere(choice.button.kind())
                    && switch (choice.button.kind()) {
                        case TEXT -> true;
                        case URL -> rules.url() && !blank(choice.button.value());
                        case WEB_APP -> (rules.webApp() || rules.url()) && !blank(choice.button.value());
                        case PHONE -> rules.phone();
                        case LOCATION -> rules.location();
                    };
            if (!shown || choice.button.kind() != ButtonKind.TEXT && isCut(rules, choice.button)) {
                lines.add(said(choice));
            }
            return shown;
        }

        /** Some kinds cannot stand beside others. */
        private boolean standsThere(ButtonKind kind) {
            var rules = capabilities.interactive();
            return count == 1 || rules == null || !rules.alone().contains(kind);
        }

        private static boolean isCut(ButtonRules rules, Button button) {
            return !blank(button.label()) && button.label().length() > rules.label();
        }

        private Button fitted(ButtonRules rules, Choice choice) {
            var button = choice.button;
            var kind = button.kind() == ButtonKind.WEB_APP && !rules.webApp() ? ButtonKind.URL : button.kind();
            boolean address = kind == ButtonKind.URL || kind == ButtonKind.WEB_APP;
            var value = address ? button.value() : new PressKey(seq, choice.index).payload();
            var label = blank(button.label())
                    ? "…"
                    : TextSplitter.ellipsized(button.label().strip(), rules.label());
            return new Button(label, kind, value, button.color());
        }

        private static List<List<List<Choice>>> inPages(ButtonRules rules, List<List<Choice>> lines) {
            var narrow = lines.stream()
                    .flatMap(line -> chunks(line, rules.perLine()).stream())
                    .toList();
            var all = flat(narrow);
            if (narrow.size() <= rules.lines() && all.size() <= rules.count()) {
                return narrow.isEmpty() ? List.of() : List.of(narrow);
            }
            return chunks(all, Math.min(rules.count(), rules.lines() * rules.perLine())).stream()
                    .map(page -> chunks(page, rules.perLine()))
                    .toList();
        }

        private static <T> List<T> flat(List<List<T>> nested) {
            return nested.stream().flatMap(List::stream).toList();
        }

        private static <T> List<List<T>> chunks(List<T> all, int size) {
            var out = new ArrayList<List<T>>();
            for (int i = 0; i < all.size(); i += size) {
                out.add(all.subList(i, Math.min(all.size(), i + size)));
            }
            return out;
        }

        private static String said(Choice choice) {
            var button = choice.button;
            boolean address = button.kind() == ButtonKind.URL || button.kind() == ButtonKind.WEB_APP;
            var said = blank(button.label()) ? "…" : button.label();
            said += address && !blank(button.value()) ? ": " + button.value() : "";
            return said + (blank(choice.description) ? "" : " — " + choice.description);
        }

        private static boolean blank(String text) {
            return text == null || text.isBlank();
        }
    }
}
