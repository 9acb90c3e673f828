package io.besedka.platform.i18n;

import io.besedka.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of {@code locales/<language>.json}: flat dotted keys, {@code {name}} for a parameter, and for texts that
 * depend on a number the keys {@code key#one}, {@code key#few}, {@code key#many}, {@code key#other}. Immutable.
 */
public final class Locales {
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");

    private final Map<Language, Map<String, String>> texts;

    private Locales(Map<Language, Map<String, String>> texts) {
        this.texts = texts;
    }

    /** Reads the files of the class path; throws when one is missing or is not a flat object of texts. */
    public static Locales load() {
        var texts = new EnumMap<Language, Map<String, String>>(Language.class);
        for (var language : Language.values()) {
            texts.put(language, read("locales/" + language.code() + ".json"));
        }
        return new Locales(texts);
    }

    public String text(Language language, String key) {
        return text(language, key, Map.of());
    }

    /** The text with its parameters filled in. A key that is missing shows itself: better than failing the request. */
    public String text(Language language, String key, Map<String, ?> parameters) {
        return filled(texts.get(language).getOrDefault(key, key), parameters);
    }

    /** The text in the form that goes with the number, which is its parameter {@code {count}} too. */
    public String counted(Language language, String key, long count, Map<String, ?> parameters) {
        var all = new LinkedHashMap<String, Object>(parameters);
        all.put("count", count);
        var forms = texts.get(language);
        var form = forms.getOrDefault(key + "#" + language.plural(count), forms.getOrDefault(key + "#other", key));
        return filled(form, all);
    }

    Set<String> keys(Language language) {
        return texts.get(language).keySet();
    }

    private static String filled(String text, Map<String, ?> parameters) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        return PARAMETER.matcher(text).replaceAll(found -> {
            var value = parameters.get(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : value.toString());
        });
    }

    private static Map<String, String> read(String resource) {
        try (var in = Locales.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            var texts = new LinkedHashMap<String, String>();
            Json.tree(in.readAllBytes()).forEachEntry((key, value) -> texts.put(key, value.stringValue()));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
