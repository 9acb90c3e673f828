package io.besedka.api.salebot;

import io.besedka.channel.ChannelNumbers;
import io.besedka.channel.Connections.Connected;
import io.besedka.channel.GroupId;
import io.besedka.conversation.Address;
import io.besedka.conversation.Profile;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A project's connections as the dialect names them, and clients by what a provider calls them. */
final class Bots {
    static final String WHATSAPP = "whatsapp";
    static final String EMAIL = "email";
    static final String WIDGET = "widget";

    /** As many characters as our own API takes. */
    private static final int ID_LIMIT = 500;

    private Bots() {}

    static List<Connected> all(Call call) {
        return call.faces().connections().ofProject(call.project());
    }

    /** The connection of a channel by its {@code group_id}; the first one where none is named. */
    static Connected of(Call call, String channel, String groupId) {
        return find(call, channel, groupId)
                .orElseThrow(() ->
                        Failed.because("no " + channel + (groupId == null ? "" : " with this id") + " is connected"));
    }

    static Optional<Connected> find(Call call, String channel, String groupId) {
        return groupId == null
                ? all(call).stream()
                        .filter(connected -> connected.connection().channel().equals(channel))
                        .findFirst()
                : GroupId.find(all(call), channel, groupId);
    }

    /** Whatever the channel. */
    static Connected named(Call call, String groupId) {
        return GroupId.find(all(call), groupId)
                .orElseThrow(() -> Failed.because("no bot with this group_id is connected"));
    }

    /** All of them, or the one that is named. */
    static List<Long> numbers(Call call, String groupId) {
        return groupId == null
                ? all(call).stream()
                        .map(connected -> connected.connection().id())
                        .toList()
                : List.of(named(call, groupId).connection().id());
    }

    static List<Long> ofChannel(Call call, String channel) {
        return all(call).stream()
                .map(Connected::connection)
                .filter(connection -> connection.channel().equals(channel))
                .map(connection -> connection.id())
                .toList();
    }

    static String channel(JsonNode clientType) {
        var text = Value.of(clientType);
        int number = text == null ? -1 : Math.clamp(Numbers.whole("client_type", text), -1, 1000);
        return ChannelNumbers.channel(number)
                .orElseThrow(() -> Failed.because("clients of this client_type cannot be loaded"));
    }

    /** What a provider calls a client, in the form in which it does. */
    static String externalId(String channel, String platformId) {
        if (platformId.length() > ID_LIMIT) {
            throw Failed.because("a client's id in the messenger holds at most " + ID_LIMIT + " characters");
        }
        return switch (channel) {
            case WHATSAPP -> {
                var digits = PhoneNumber.callable(platformId);
                if (digits == null) {
                    throw Failed.because("this is no phone number");
                }
                yield digits;
            }
            case EMAIL -> email(platformId);
            default -> platformId.strip();
        };
    }

    /** As they were given, and where they are WhatsApp's in its long form also as digits. */
    static List<String> platformIds(List<String> given) {
        return given.stream()
                .flatMap(id -> Stream.of(id, id.startsWith("+") || id.contains("@") ? PhoneNumber.digits(id) : null))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    static String email(String text) {
        var address = text.strip().toLowerCase(Locale.ROOT);
        if (!address.matches("[^\\s@<>]{1,200}@[^\\s@<>]{1,250}")) {
            throw Failed.because("this is no e-mail address");
        }
        return address;
    }

    static Address.OfClient address(Call call, Connected bot, String externalId, Profile profile) {
        return new Address.OfClient(call.project(), bot.connection().id(), externalId, profile);
    }

    static Profile profile(String channel, String externalId, String name) {
        return new Profile(
                name,
                null,
                null,
                channel.equals(WHATSAPP) ? "+" + externalId : null,
                channel.equals(EMAIL) ? externalId : null);
    }
}
