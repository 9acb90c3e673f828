package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateJsonTest {
    @Test
    void what_was_stored_before_templates_had_headers_still_reads() {
        assertThat(ContentJson.parts(
                        "[{\"type\":\"template\",\"name\":\"hi\",\"language\":\"ru\",\"parameters\":[\"7\",null]}]"))
                .containsExactly(new Part.Template("hi", "ru", List.of("7", "")));
        assertThat(ContentJson.parts("[{\"type\":\"template\",\"name\":\"hi\",\"language\":\"ru\"}]"))
                .containsExactly(new Part.Template("hi", "ru", List.of()));
    }

    @Test
    void everything_that_fills_a_template_comes_back() {
        var buttons = List.of(
                new Part.TemplateButton(0, Part.ButtonKind.URL, null, "1052"),
                new Part.TemplateButton(1, Part.ButtonKind.TEXT, "Yes", "y"));
        var header = Part.TemplateHeader.file(Part.Media.PHOTO, "https://x.example/a.jpg", null);
        var content = Content.of("Hello", new Part.Template("hi", "ru", List.of("Anna"), header, buttons));

        assertThat(ContentJson.parts(ContentJson.parts(content))).isEqualTo(content.parts());
        assertThat(ContentJson.parts(content)).doesNotContain("replies");
    }
}
