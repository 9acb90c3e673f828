package io.besedka.simulator.messenger;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the phone page looks: the provider's {@code word} (viber), {@code name} (Viber), the icon's {@code letter}, CSS
 * colours for accents and for the person's own bubbles (light mode; dark mode mixes its own), the {@code faces} to
 * react with, and what a person can do.
 */
public record Look(
        String word, String name, String letter, String accent, String own, Set<String> faces, Set<Can> can) {
    public Look {
        can = Set.copyOf(can);
    }

    public static Look of(String word, String name, String accent, String own, Set<Can> can) {
        return new Look(word, name, name.substring(0, 1), accent, own, Set.of(), can);
    }

    public Look withFaces(String... other) {
        return new Look(word, name, letter, accent, own, new LinkedHashSet<>(List.of(other)), can);
    }
}
