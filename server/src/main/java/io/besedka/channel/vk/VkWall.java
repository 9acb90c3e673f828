package io.besedka.channel.vk;

import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.Outbound;
import io.besedka.channel.Recipient;
import io.besedka.channel.SendResult;
import io.besedka.channel.SendResult.Scope;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.Input;
import io.besedka.conversation.Profile;
import io.besedka.platform.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Comments under the posts of the community's wall: what clients write there are messages of theirs, and our answer is a comment to the
 * comment, which everybody sees. A community's key can neither change nor take back comments.
 */
final class VkWall {
    static final List<String> KINDS = List.of("wall_reply_new", "wall_reply_edit", "wall_reply_delete");

    private static final int REMEMBERED = 10_000;
    private static final Duration NEXT_TRY = Duration.ofSeconds(10);

    private final VkApi api;
    private final Clock clock;
    /** Whose a comment is: an event that tells of its deletion names who deleted it. */
    private final Map<String, Long> authors = remembering();
    /** What we said and have not yet heard back from VK, which does not say that it was us. */
    private final Map<String, Boolean> said = remembering();

    VkWall(VkApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    private static <T> Map<String, T> remembering() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    // what comes in

    /** Null when it is of no use to us. */
    Input read(Connection connection, String kind, JsonNode comment) {
        if (!VkComment.areOn(connection)) {
            return null;
        }
        return switch (kind) {
            case "wall_reply_new" -> wrote(connection, comment);
            case "wall_reply_edit" -> edited(connection, comment);
            default -> deleted(connection, comment);
        };
    }

    private Input wrote(Connection connection, JsonNode comment) {
        long from = comment.path("from_id").longValue(0);
        var name = VkComment.of(comment, "id");
        var content = VkContent.of(comment);
        if (name == null || content.isEmpty()) {
            return null;
        }
        if (from <= 0) {
            return echoed(connection, comment, name);
        }
        authors.put(connection.id() + "/" + name, from);
        var answered = VkComment.of(comment, "reply_to_comment");
        var act = new Act.Wrote(
                name.toString(), content, answered == null ? null : answered.toString(), null, time(comment));
        return new Input(client(connection, from, Profile.UNKNOWN.withReplyPath(name.toString())), act);
    }

    /** The community itself, to somebody: a colleague on VK, or we. */
    private Input echoed(Connection connection, JsonNode comment, VkComment name) {
        long to = comment.path("reply_to_user").longValue(0);
        boolean ofCommunity = connection
                .setting(VkRegistration.GROUP, "")
                .equals(Long.toString(-comment.path("from_id").longValue(0)));
        boolean ours =
                said.remove(words(connection, name.post(), comment.path("text").stringValue(""))) != null;
        return to <= 0 || !ofCommunity || ours
                ? null
                : new Input(
                        client(connection, to, Profile.UNKNOWN),
                        new Act.Echoed(name.toString(), VkContent.of(comment), time(comment)));
    }

    private Input edited(Connection connection, JsonNode comment) {
        long from = comment.path("from_id").longValue(0);
        var name = VkComment.of(comment, "id");
        var content = VkContent.of(comment);
        return from <= 0 || name == null || content.isEmpty()
                ? null
                : new Input(
                        client(connection, from, Profile.UNKNOWN),
                        new Act.Edited(name.toString(), content, clock.now()));
    }

    private Input deleted(Connection connection, JsonNode comment) {
        var name = VkComment.of(comment, "id");
        long deleter =
                comment.path("deleter_id").longValue(comment.path("user_id").longValue(0));
        long author = name == null ? 0 : authors.getOrDefault(connection.id() + "/" + name, deleter);
        return author <= 0
                ? null
                : new Input(
                        client(connection, author, Profile.UNKNOWN),
                        new Act.Deleted(List.of(name.toString()), clock.now()));
    }

    private static Address client(Connection connection, long user, Profile profile) {
        return new Address.OfClient(connection.projectId(), connection.id(), Long.toString(user), profile);
    }

    private Instant time(JsonNode comment) {
        long told = comment.path("date").longValue(0);
        return told <= 0 || told > clock.now().plusSeconds(86_400).getEpochSecond()
                ? clock.now()
                : Instant.ofEpochSecond(told);
    }

    Intake intake(Connection connection, String kind, JsonNode comment) {
        var input = read(connection, kind, comment);
        return input == null
                ? new Intake.Taken(List.of(), List.of(kind), VkInbound.TAKEN)
                : new Intake.Taken(List.of(input), List.of(), VkInbound.TAKEN);
    }

    // what goes out

    /** @param text all of it: nothing can be attached without having the client's leave to write */
    SendResult answer(
            String token, Connection connection, Recipient to, Outbound message, VkComment comment, String text) {
        var group = connection.setting(VkRegistration.GROUP, "");
        if (group.isEmpty()) {
            return new SendResult.TryLater(NEXT_TRY, Scope.CONNECTION, "the community's number is not known yet");
        }
        var params = new TreeMap<>(Map.of("owner_id", "-" + group, "from_group", group, "message", text));
        params.put("post_id", Long.toString(comment.post()));
        params.put("reply_to_comment", Long.toString(comment.id()));
        params.put("guid", Long.toString(VkRandomId.of(connection.id(), to, message)));
        said.put(words(connection, comment.post(), text), true);
        return VkOutcome.ofComment(api.call(token, "wall.createComment", params), comment);
    }

    private static String words(Connection connection, long post, String text) {
        return connection.id() + "/" + post + "/" + text.strip();
    }
}
