package io.besedka.platform.config;

import io.besedka.platform.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Settings by their keys. Each call declares a key and returns its value, or its default when it is absent or faulty;
 * {@link #finish} then refuses all faults together, and keys that nobody declared. Not for several threads.
 */
public final class Settings {
    private final List<String> faults = new ArrayList<>();
    private final TreeSet<String> declared = new TreeSet<>();
    private final Source source;

    private Settings(Optional<Path> file, Map<String, String> environment) {
        source = file.map(path -> Source.read(path, environment, faults)).orElseGet(() -> Source.of(environment));
    }

    /** Reads {@code key = value} lines ({@code #} begins a comment line); {@code BESEDKA_KEY_NAME} variables win. */
    public static Settings read(Path file, Map<String, String> environment) {
        return new Settings(Optional.of(file), environment);
    }

    /** Settings without a file: the environment and the defaults. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(Optional.empty(), environment);
    }

    public String text(String key, String byDefault) {
        return text(key).orElse(byDefault);
    }

    public Optional<String> text(String key) {
        return value(key, Function.identity());
    }

    public int integer(String key, int byDefault, int least, int most) {
        return value(key, text -> within(Integer.parseInt(text), least, most, String::valueOf))
                .orElse(byDefault);
    }

    public boolean flag(String key, boolean byDefault) {
        return value(key, Units::flag).orElse(byDefault);
    }

    /** {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 3d}. */
    public Duration duration(String key, Duration byDefault, Duration least, Duration most) {
        return value(key, text -> within(Units.duration(text), least, most, Units::written))
                .orElse(byDefault);
    }

    /** Bytes, written as {@code 512}, {@code 64KB}, {@code 20MB} or {@code 2GB}; a KB is 1024. */
    public long size(String key, long byDefault, long least, long most) {
        return value(key, text -> within(Units.size(text), least, most, Units::sizeWritten))
                .orElse(byDefault);
    }

    /** An absolute http or https URL without a password in it. */
    public Optional<URI> url(String key) {
        return value(key, Units::url);
    }

    public Path path(String key, Path byDefault) {
        return path(key).orElse(byDefault);
    }

    public Optional<Path> path(String key) {
        return value(key, Path::of);
    }

    public Optional<Secret> secret(String key) {
        declared.add(key);
        return source.value(key).map(entry -> new Secret(entry.value()));
    }

    /** One of an enum's names, in small letters and with hyphens. */
    public <E extends Enum<E>> E choice(String key, E byDefault) {
        var all = byDefault.getDeclaringClass().getEnumConstants();
        return value(
                        key,
                        text -> Arrays.stream(all)
                                .filter(one -> spelled(one).equals(text))
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                                        + Arrays.stream(all)
                                                .map(Settings::spelled)
                                                .collect(Collectors.joining(", ")))))
                .orElse(byDefault);
    }

    /** Any value of the caller's own kind; {@code read} throws IllegalArgumentException("must be ..."). */
    public <T> Optional<T> value(String key, Function<String, T> read) {
        declared.add(key);
        return source.value(key).flatMap(entry -> parsed(key, entry, read));
    }

    /** Adds a fault that concerns several keys; it should begin with the name of one. */
    public void fault(String text) {
        faults.add(text);
    }

    /** Throws {@link BadConfig} with everything that is wrong. */
    public void finish() {
        source.file().forEach((key, entry) -> {
            if (!declared.contains(key)) {
                faults.add(
                        "%s is unknown (%s), did you mean %s?".formatted(key, entry.place(), nearest(key, declared)));
            }
        });
        var variables = declared.stream().map(Source::variable).collect(Collectors.toCollection(TreeSet::new));
        source.environment().keySet().stream()
                .filter(name -> !variables.contains(name))
                .map(name -> "%s is unknown (environment), did you mean %s?".formatted(name, nearest(name, variables)))
                .forEach(faults::add);
        if (!faults.isEmpty()) {
            throw new BadConfig(faults);
        }
    }

    private <T> Optional<T> parsed(String key, Source.Entry entry, Function<String, T> read) {
        try {
            return Optional.of(read.apply(entry.value()));
        } catch (NumberFormatException e) {
            faults.add("%s must be a whole number, was %s (%s)".formatted(key, entry.value(), entry.place()));
        } catch (IllegalArgumentException e) {
            faults.add("%s %s, was %s (%s)".formatted(key, e.getMessage(), entry.value(), entry.place()));
        }
        return Optional.empty();
    }

    private static <T extends Comparable<T>> T within(T value, T least, T most, Function<T, String> written) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("must be " + written.apply(least) + " to " + written.apply(most));
        }
        return value;
    }

    private static String spelled(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String nearest(String wrong, TreeSet<String> known) {
        return known.stream()
                .min((one, other) -> Integer.compare(Spelling.distance(wrong, one), Spelling.distance(wrong, other)))
                .orElse("nothing: there are no settings");
    }
}
