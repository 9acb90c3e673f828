package io.besedka.channel;

import io.besedka.channel.Connections.Connected;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The public name of a connection in Salebot's dialect, {@code group_id}: what the provider calls the bot where that is known (Telegram's
 * user name, the number of VK's community), else the connection's own number as text.
 */
public final class GroupId {
    /** The settings by which a connection may be named, the one it is shown by first. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "telegram", List.of("username"),
            "vk", List.of("group"),
            "whatsapp", List.of("phone", "phone_number_id"),
            "messenger", List.of("account_ids"),
            "instagram", List.of("account_ids"),
            "email", List.of("address"));

    /** Only these are shown by the provider's name; the others are only found by it. */
    private static final List<String> SHOWN = List.of("telegram", "vk");

    private GroupId() {}

    public static String of(Connection connection) {
        return SHOWN.contains(connection.channel())
                ? names(connection).findFirst().orElseGet(() -> Long.toString(connection.id()))
                : Long.toString(connection.id());
    }

    /**
     * The project's connection with this name, whatever its channel: by what {@link #of} says, by our number, or by another name that the
     * provider knows it by (a phone, a page's id, an address). Capitals and a leading {@code @} or {@code +} do not matter. Our number wins
     * over a provider's that reads the same only where no connection is shown by it.
     */
    public static Optional<Connected> find(List<Connected> ofProject, String groupId) {
        var wanted = plain(Objects.requireNonNullElse(groupId, ""));
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return first(ofProject, connection -> Stream.of(of(connection)), wanted)
                .or(() -> first(ofProject, connection -> Stream.of(Long.toString(connection.id())), wanted))
                .or(() -> first(ofProject, GroupId::names, wanted));
    }

    /** The same among the connections of one channel. */
    public static Optional<Connected> find(List<Connected> ofProject, String channel, String groupId) {
        return find(
                ofProject.stream()
                        .filter(connected -> connected.connection().channel().equals(channel))
                        .toList(),
                groupId);
    }

    private interface Naming {
        Stream<String> of(Connection connection);
    }

    private static Optional<Connected> first(List<Connected> all, Naming naming, String wanted) {
        return all.stream()
                .filter(connected ->
                        naming.of(connected.connection()).map(GroupId::plain).anyMatch(wanted::equals))
                .findFirst();
    }

    private static Stream<String> names(Connection connection) {
        return NAMES.getOrDefault(connection.channel(), List.of()).stream()
                .flatMap(setting -> Stream.of(connection.setting(setting, "").split(" ")))
                .filter(name -> !name.isBlank());
    }

    private static String plain(String name) {
        return name.strip().replaceFirst("^[@+]", "").toLowerCase(Locale.ROOT);
    }
}
