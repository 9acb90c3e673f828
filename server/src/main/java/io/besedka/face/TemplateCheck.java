package io.besedka.face;

import io.besedka.conversation.Part;
import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Media;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether what fills a template is of the right shape. How many places it has, only the provider knows for sure. */
final class TemplateCheck {
    private static final int NAME_LIMIT = 512;
    private static final int LANGUAGE_LIMIT = 20;
    private static final int PLACE_LIMIT = 100;
    private static final int TEXT_LIMIT = Part.Template.TEXT_LIMIT;
    private static final int LABEL_LIMIT = 100;
    private static final int ADDRESS_LIMIT = Part.Template.ADDRESS_LIMIT;
    private static final int BUTTON_LIMIT = 10;
    private static final Set<Media> FILES = Set.of(Media.PHOTO, Media.VIDEO, Media.FILE);

    private TemplateCheck() {}

    /** What is wrong with it, or nothing. */
    static Optional<String> check(Part.Template template) {
        if (!said(template.name(), NAME_LIMIT) || !said(template.language(), LANGUAGE_LIMIT)) {
            return Optional.of("a template needs name and language");
        }
        if (template.parameters().size() > PLACE_LIMIT
                || !template.parameters().stream().allMatch(text -> said(text, TEXT_LIMIT))) {
            return Optional.of(
                    "a template takes at most " + PLACE_LIMIT + " parameters of 1-" + TEXT_LIMIT + " characters");
        }
        if (template.header() != null && !isWhole(template.header())) {
            return Optional.of(
                    "a template's header is a text, or a media of PHOTO, VIDEO or FILE with its link, an address on the web");
        }
        return check(template.buttons());
    }

    private static boolean isWhole(Part.TemplateHeader header) {
        if (header.text() != null) {
            return said(header.text(), TEXT_LIMIT) && header.media() == null && header.link() == null;
        }
        return header.media() != null
                && FILES.contains(header.media())
                && isAddress(header.link())
                && (header.name() == null || said(header.name(), LABEL_LIMIT));
    }

    private static boolean isAddress(String link) {
        return link != null && link.length() <= ADDRESS_LIMIT && link.matches("https?://\\S+");
    }

    private static Optional<String> check(List<Part.TemplateButton> buttons) {
        boolean apart =
                buttons.stream().map(Part.TemplateButton::index).distinct().count() == buttons.size();
        if (!apart || !buttons.stream().allMatch(button -> button.index() >= 0 && button.index() < BUTTON_LIMIT)) {
            return Optional.of("a template's buttons have an index of 0-" + (BUTTON_LIMIT - 1) + ", each its own");
        }
        return buttons.stream().allMatch(TemplateCheck::isFilled)
                ? Optional.empty()
                : Optional.of(
                        "a template's button is of the kind URL with the value that ends its address, or TEXT with its label");
    }

    private static boolean isFilled(Part.TemplateButton button) {
        if (button.kind() == ButtonKind.URL) {
            return said(button.value(), ADDRESS_LIMIT);
        }
        return button.kind() == ButtonKind.TEXT
                && said(button.label(), LABEL_LIMIT)
                && (button.value() == null || button.value().length() <= ADDRESS_LIMIT);
    }

    private static boolean said(String text, int limit) {
        return text != null && !text.isBlank() && text.length() <= limit;
    }
}
