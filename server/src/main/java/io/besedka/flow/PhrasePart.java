package io.besedka.flow;

import io.besedka.conversation.Part;
import io.besedka.conversation.Part.ButtonKind;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Parts with variables in them, parsed once. A file keeps the name it was uploaded with; what has no words is said as it stands. */
final class PhrasePart {
    private PhrasePart() {}

    /** Gives null where nothing is left of the part. */
    static Function<Values, Part> of(Part part) {
        return switch (part) {
            case Part.Buttons buttons -> buttons(buttons);
            case Part.Template template -> template(template);
            case Part.Attachment a -> values -> a;
            case Part.ListMenu menu -> menu(menu);
            case Part.Location place -> place(place);
            case Part.ContactCard c -> values -> c;
            case Part.Press p -> values -> p;
            case Part.Unsupported u -> values -> u;
        };
    }

    private static Function<Values, Part> buttons(Part.Buttons buttons) {
        var hint = text(buttons.hint());
        var lines = buttons.lines().stream()
                .map(line -> line.stream().map(PhrasePart::button).toList())
                .toList();
        return values -> {
            var said = lines.stream()
                    .map(line -> said(line, values))
                    .filter(line -> !line.isEmpty())
                    .toList();
            return said.isEmpty()
                    ? null
                    : new Part.Buttons(buttons.inline(), said, buttons.oneTime(), hint.apply(values));
        };
    }

    private static <T> List<T> said(List<Function<Values, T>> all, Values values) {
        return all.stream()
                .map(one -> one.apply(values))
                .filter(Objects::nonNull)
                .toList();
    }

    /** As in a block, a label that comes out blank leaves its button out. */
    private static Function<Values, Part.Button> button(Part.Button button) {
        var label = label(button.label());
        boolean opens = button.kind() == ButtonKind.URL || button.kind() == ButtonKind.WEB_APP;
        var value = opens ? address(button.value()) : text(button.value());
        return values -> {
            var said = label.apply(values);
            return said.isEmpty() ? null : new Part.Button(said, button.kind(), value.apply(values), button.color());
        };
    }

    /** A row whose title comes out blank is left out, as a button is. */
    private static Function<Values, Part> menu(Part.ListMenu menu) {
        var open = label(menu.open());
        var sections = menu.sections().stream().map(PhrasePart::section).toList();
        return values -> {
            var said = said(sections, values);
            return said.isEmpty() ? null : new Part.ListMenu(open.apply(values), said);
        };
    }

    private static Function<Values, Part.ListMenu.Section> section(Part.ListMenu.Section section) {
        var title = text(section.title());
        var rows = section.rows().stream().map(PhrasePart::row).toList();
        return values -> {
            var said = said(rows, values);
            return said.isEmpty() ? null : new Part.ListMenu.Section(title.apply(values), said);
        };
    }

    private static Function<Values, Part.ListMenu.Row> row(Part.ListMenu.Row row) {
        var title = label(row.title());
        var description = text(row.description());
        return values -> {
            var said = title.apply(values);
            return said.isEmpty() ? null : new Part.ListMenu.Row(row.id(), said, description.apply(values));
        };
    }

    private static Function<Values, Part> place(Part.Location place) {
        var title = text(place.title());
        var address = text(place.address());
        return values ->
                new Part.Location(place.latitude(), place.longitude(), title.apply(values), address.apply(values));
    }

    private static Function<Values, Part> template(Part.Template template) {
        var parameters = template.parameters().stream().map(PhrasePart::text).toList();
        var header = header(template.header());
        var buttons = template.buttons().stream().map(PhrasePart::button).toList();
        return values -> new Part.Template(
                template.name(),
                template.language(),
                parameters.stream().map(parameter -> parameter.apply(values)).toList(),
                header.apply(values),
                buttons.stream().map(button -> button.apply(values)).toList());
    }

    private static Function<Values, Part.TemplateHeader> header(Part.TemplateHeader header) {
        if (header == null) {
            return values -> null;
        }
        var text = text(header.text());
        var link = address(header.link());
        var name = text(header.name());
        return values ->
                new Part.TemplateHeader(text.apply(values), header.media(), link.apply(values), name.apply(values));
    }

    /** The value of one that opens an address ends it. */
    private static Function<Values, Part.TemplateButton> button(Part.TemplateButton button) {
        var label = text(button.label());
        var value = button.kind() == ButtonKind.URL
                ? rendered(button.value(), Template.Place.ADDRESS)
                : text(button.value());
        return values ->
                new Part.TemplateButton(button.index(), button.kind(), label.apply(values), value.apply(values));
    }

    /** Cut to a label's length where a variable makes it longer. */
    private static Function<Values, String> label(String source) {
        var label = TemplateReader.read(source);
        return values -> label.isPlain() ? label.render(values) : Message.label(label, values);
    }

    private static Function<Values, String> text(String source) {
        return rendered(source, Template.Place.PLAIN);
    }

    private static Function<Values, String> address(String source) {
        if (source != null) {
            var address = TemplateReader.read(source);
            if (!address.isPlain() && !address.isAddress()) {
                throw new IllegalArgumentException(
                        "an address begins with http:// or https://, a host and a slash before any variable");
            }
        }
        return rendered(source, Template.Place.ADDRESS);
    }

    private static Function<Values, String> rendered(String source, Template.Place place) {
        if (source == null) {
            return values -> null;
        }
        var template = TemplateReader.read(source);
        return values -> template.render(values, place);
    }
}
