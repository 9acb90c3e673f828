package io.besedka.simulator.messenger;

import java.util.List;

/** A list menu: a button that opens rows in sections, of which one is picked. */
public record Menu(String button, List<Section> sections) {
    public record Section(String title, List<Row> rows) {
        public Section {
            rows = List.copyOf(rows);
        }
    }

    /** {@code id} is what comes back; the description may be empty. */
    public record Row(String id, String title, String description) {}

    public Menu {
        sections = List.copyOf(sections);
    }

    public List<Row> rows() {
        return sections.stream().flatMap(section -> section.rows().stream()).toList();
    }
}
