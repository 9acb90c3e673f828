package io.besedka.channel;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Our words for channels as the numbers that Salebot's dialect calls {@code client_type}. */
public final class ChannelNumbers {
    private static final Map<String, Integer> BY_WORD = Map.ofEntries(
            Map.entry("vk", 0),
            Map.entry("telegram", 1),
            Map.entry("viber", 2),
            Map.entry("messenger", 3),
            Map.entry("widget", 5),
            Map.entry("whatsapp", 6),
            Map.entry("avito", 7),
            Map.entry("ok", 8),
            Map.entry("instagram", 10),
            Map.entry("email", 14),
            Map.entry("max", 20));

    private static final Map<Integer, String> BY_NUMBER =
            BY_WORD.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private ChannelNumbers() {}

    /** Empty for a channel that Salebot has no number for. */
    public static OptionalInt of(String channel) {
        var number = BY_WORD.get(channel);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** Our word; empty for a number of a channel that we do not have. */
    public static Optional<String> channel(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }
}
