package io.besedka.channel;

import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;

/** Refuses what no channel, or not this one, could ever carry. */
final class ContentCheck {
    /** Characters of a button's address. */
    private static final int ADDRESS_LIMIT = 4_000;

    private ContentCheck() {}

    static void check(Content content, Capabilities capabilities) {
        content.parts().forEach(part -> check(part, capabilities));
        if (content.text().isBlank() && content.parts().stream().noneMatch(ContentCheck::shows)) {
            throw cannot("the message has nothing to show");
        }
    }

    private static void check(Part part, Capabilities capabilities) {
        var fault = switch (part) {
            case Part.Attachment file ->
                file.media() == null || !Albums.isNamed(file) ? "an attachment names no file" : null;
            case Part.Location place ->
                Math.abs(place.latitude()) <= 90 && Math.abs(place.longitude()) <= 180
                        ? null
                        : "a location is latitude -90..90 and longitude -180..180";
            case Part.ContactCard card ->
                card.phone() == null || card.phone().isBlank() ? "a contact needs a phone" : null;
            case Part.Template template -> check(template, capabilities);
            case Part.Buttons buttons -> check(buttons);
            case Part.ListMenu menu -> isWhole(menu) ? null : "a list needs sections with rows";
            case Part.Press press -> null;
            case Part.Unsupported unsupported -> null;
        };
        if (fault != null) {
            throw cannot(fault);
        }
    }

    private static String check(Part.Template template, Capabilities capabilities) {
        if (!capabilities.templates()) {
            return "the channel has no templates";
        }
        template.gap().ifPresent(place -> {
            throw new Refused(Refusal.EMPTY, place + " of the template is empty");
        });
        if (!template.fits()) {
            throw tooLong("what fills a place of the template is too long");
        }
        return null;
    }

    private static String check(Part.Buttons buttons) {
        if (buttons.flat().stream()
                .anyMatch(button -> button.value() != null
                        && opens(button)
                        && button.value().length() > ADDRESS_LIMIT)) {
            throw tooLong("the address of a button is too long");
        }
        return buttons.flat().stream().anyMatch(button -> button.kind() == null) ? "a button needs a kind" : null;
    }

    private static boolean opens(Part.Button button) {
        return button.kind() == Part.ButtonKind.URL || button.kind() == Part.ButtonKind.WEB_APP;
    }

    private static Refused tooLong(String why) {
        return new Refused(Refusal.TOO_LONG, why);
    }

    private static boolean isWhole(Part.ListMenu menu) {
        return menu.sections() != null
                && menu.sections().stream()
                        .allMatch(section ->
                                section.rows() != null && !section.rows().isEmpty());
    }

    private static boolean shows(Part part) {
        return switch (part) {
            case Part.Attachment a -> true;
            case Part.Location l -> true;
            case Part.ContactCard c -> true;
            case Part.Template t -> true;
            case Part.Buttons buttons -> !buttons.flat().isEmpty();
            case Part.ListMenu menu ->
                menu.sections().stream().anyMatch(section -> !section.rows().isEmpty());
            case Part.Press p -> false;
            case Part.Unsupported u -> false;
        };
    }

    private static Refused cannot(String why) {
        return new Refused(Refusal.CHANNEL_CANNOT, why);
    }
}
