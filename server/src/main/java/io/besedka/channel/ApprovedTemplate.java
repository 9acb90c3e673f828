package io.besedka.channel;

import io.besedka.conversation.Part.ButtonKind;
import io.besedka.conversation.Part.Media;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message the provider approved beforehand. Places are written {@code {{1}}}, {@code {{2}}}, ... in the text, and {@code {{1}}} in the
 * header or at the end of a button's address. Texts may be empty, never null.
 *
 * @param language the provider's code: {@code ru}, {@code en_US}
 * @param category the provider's word in lower case, such as {@code utility}
 * @param header null = there is none
 * @param examples what its makers wrote into the text's places, for those who fill them; as many as places, or none
 * @param usable whether we can fill all it asks for; others are listed, so that nobody looks for them in vain
 */
public record ApprovedTemplate(
        String name,
        String language,
        String category,
        Header header,
        String text,
        int places,
        List<String> examples,
        String footer,
        List<Button> buttons,
        boolean usable) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\d{1,3})}}");

    public ApprovedTemplate {
        examples = List.copyOf(examples);
        buttons = List.copyOf(buttons);
    }

    /** @param media null = the header is text @param places 0 or 1; a file's is none */
    public record Header(String text, Media media, int places, String example) {}

    /**
     * @param kind TEXT says its label back, URL opens {@code value}, PHONE calls {@code value}; null = of another kind
     * @param places 1 where the address has an end of its own in each message
     */
    public record Button(ButtonKind kind, String label, String value, int places, String example) {}

    /** How many different places a text has; -1 where they are not numbered through from 1. */
    public static int placesOf(String text) {
        var found = PLACE.matcher(text)
                .results()
                .map(place -> Integer.parseInt(place.group(1)))
                .distinct()
                .toList();
        boolean through = found.stream().allMatch(number -> number >= 1 && number <= found.size());
        return through && !PLACE.matcher(text).replaceAll("").contains("{{") ? found.size() : -1;
    }

    /** The text with its places filled; those that nothing fills stay as they are. */
    public String filled(List<String> parameters) {
        return PLACE.matcher(text).replaceAll(place -> {
            int number = Integer.parseInt(place.group(1));
            return Matcher.quoteReplacement(
                    number >= 1 && number <= parameters.size() ? parameters.get(number - 1) : place.group());
        });
    }
}
