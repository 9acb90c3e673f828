package io.besedka.platform.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LocalesTest {
    private final Locales locales = Locales.load();

    @Test
    void both_languages_have_the_same_keys() {
        assertThat(withoutForms(Language.RU)).isNotEmpty().isEqualTo(withoutForms(Language.EN));
    }

    @Test
    void both_languages_have_the_same_parameters() {
        for (var key : locales.keys(Language.EN)) {
            if (!key.contains("#")) {
                assertThat(parameters(Language.RU, key)).as(key).isEqualTo(parameters(Language.EN, key));
            }
        }
    }

    @Test
    void each_counted_text_has_all_forms_of_its_language() {
        assertForms(Language.RU, Set.of("one", "few", "many"));
        assertForms(Language.EN, Set.of("one", "other"));
    }

    @ParameterizedTest
    @EnumSource
    void the_keys_stand_sorted(Language language) {
        assertThat(locales.keys(language)).containsExactlyElementsOf(new TreeSet<>(locales.keys(language)));
    }

    @ParameterizedTest
    @CsvSource({
        "0,many",
        "1,one",
        "2,few",
        "4,few",
        "5,many",
        "11,many",
        "12,many",
        "14,many",
        "21,one",
        "22,few",
        "25,many",
        "101,one",
        "111,many",
        "112,many",
        "1000,many",
        "-1,one"
    })
    void russian_numbers_take_their_forms(long count, String form) {
        assertThat(Language.RU.plural(count)).isEqualTo(form);
    }

    @Test
    void a_counted_text_is_filled_in() {
        assertThat(locales.counted(Language.RU, "error.too-many-attempts", 2, Map.of()))
                .isEqualTo("Слишком много попыток. Повторите через 2 минуты.");
        assertThat(locales.counted(Language.EN, "error.too-many-attempts", 1, Map.of()))
                .isEqualTo("Too many attempts. Try again in 1 minute.");
    }

    @Test
    void a_parameter_is_put_in_as_it_is() {
        assertThat(locales.text(Language.EN, "error.too-long", Map.of("field", "$1{limit}\\", "limit", 5)))
                .isEqualTo("$1{limit}\\ may have 5 characters at most.");
    }

    @Test
    void a_missing_key_shows_itself() {
        assertThat(locales.text(Language.RU, "no.such")).isEqualTo("no.such");
        assertThat(locales.counted(Language.RU, "no.such", 3, Map.of())).isEqualTo("no.such");
    }

    @Test
    void a_language_is_known_by_its_code() {
        assertThat(Language.of("ru-RU")).contains(Language.RU);
        assertThat(Language.of("EN_us")).contains(Language.EN);
        assertThat(Language.of("de")).isEmpty();
        assertThat(Language.of("")).isEmpty();
    }

    private Set<String> withoutForms(Language language) {
        return locales.keys(language).stream()
                .map(key -> key.replaceFirst("#.*", "#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void assertForms(Language language, Set<String> forms) {
        for (var key : locales.keys(language)) {
            if (key.contains("#")) {
                var stem = key.substring(0, key.indexOf('#') + 1);
                var present = locales.keys(language).stream()
                        .filter(other -> other.startsWith(stem))
                        .map(other -> other.substring(stem.length()))
                        .filter(form -> !form.equals("other") || language == Language.EN)
                        .collect(Collectors.toSet());
                assertThat(present).as(key).isEqualTo(forms);
            }
        }
    }

    private Set<String> parameters(Language language, String key) {
        return Pattern.compile("\\{\\w+}")
                .matcher(locales.text(language, key))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet());
    }
}
