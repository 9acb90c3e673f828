package io.besedka.channel.meta;

import java.util.Map;

/** Meta has words for the usual reactions. */
final class Reactions {
    private static final Map<String, String> FACES = Map.of(
            "love", "❤️",
            "like", "👍",
            "dislike", "👎",
            "smile", "😆",
            "wow", "😮",
            "sad", "😢",
            "angry", "😠");

    private Reactions() {}

    /** The emoji told, or the word's own where none is. */
    static String emoji(String told, String word) {
        return told.isBlank() || told.length() > 30 ? FACES.getOrDefault(word, "👍") : told;
    }

    /** The word for an emoji; where there is none, the emoji itself (UNVERIFIED, Meta's pages show {@code love} only). */
    static String word(String emoji) {
        var bare = emoji.replace("\uFE0F", "");
        return FACES.entrySet().stream()
                .filter(face -> face.getValue().replace("\uFE0F", "").equals(bare))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(emoji);
    }
}
