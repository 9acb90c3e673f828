package io.besedka.inbox;

import io.besedka.conversation.ConversationKey;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.ConversationStore.Listed;
import io.besedka.conversation.ConversationStore.Position;
import io.besedka.conversation.ConversationStore.View;
import io.besedka.conversation.Refusal;
import io.besedka.conversation.Refused;
import io.besedka.face.Body;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The list, the conversation, its messages. Cursors are read before what they stand for, so that nothing falls between. */
final class ReadRoutes {
    private static final int SEARCH_LIMIT = 100;
    private final Rooms rooms;

    ReadRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    Answer list(Call call) {
        var view = view(call.exchange().query("view").orElse("all"));
        var words = Body.clean(call.exchange().query("q").orElse("")).strip();
        if (words.length() > SEARCH_LIMIT) {
            throw Problem.field("q", "q may hold at most " + SEARCH_LIMIT + " characters");
        }
        var before = call.exchange().query("before").map(ReadRoutes::position).orElse(null);
        long user = call.member().userId();
        long cursor = rooms.logs().end(call.projectId());
        var store = rooms.conversations();
        var page = words.isEmpty()
                ? store.list(call.projectId(), view, user, before, call.limit())
                : new ConversationStore.Page(store.search(call.projectId(), view, user, words, call.limit()), null);
        var counts = InboxView.Counts.of(store.counts(call.projectId(), user));
        var summaries =
                page.conversations().stream().map(rooms.views()::summary).toList();
        var next = page.next() == null ? null : opaque(page.next());
        return Answer.json(new InboxView.Listing(
                summaries, next, counts, cursor, words.isEmpty() ? null : contactNames(call, page)));
    }

    /** So that whoever sought a contact's name sees why these were found. */
    private Map<Long, String> contactNames(Call call, ConversationStore.Page page) {
        var ids = page.conversations().stream()
                .map(listed -> listed.conversation().key().id())
                .toList();
        return rooms.conversations().contactNames(call.projectId(), ids);
    }

    private static View view(String word) {
        return switch (word) {
            case "mine" -> View.MINE;
            case "unassigned" -> View.UNASSIGNED;
            case "all" -> View.ALL;
            case "closed" -> View.CLOSED;
            default -> throw Problem.field("view", "view must be mine, unassigned, all or closed");
        };
    }

    private static String opaque(Position position) {
        var text = String.format(Locale.ROOT, "%d/%s/%d", position.bucket(), position.at(), position.id());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Position position(String opaque) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(opaque), StandardCharsets.US_ASCII).split("/");
            var at = Instant.parse(parts[1]);
            if (parts.length != 3 || at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
                throw new IllegalArgumentException(opaque);
            }
            return new Position(Integer.parseInt(parts[0]), at, Long.parseLong(parts[2]));
        } catch (RuntimeException forged) {
            throw Problem.field("before", "before must be what the last page gave as next");
        }
    }

    Answer one(Call call) {
        long cursor = rooms.logs().end(call.projectId());
        var conversation = found(call.key());
        var noted = rooms.conversations().noted(call.key());
        return Answer.json(new InboxView.Whole(
                rooms.views().summary(conversation),
                noted.variables(),
                noted.dealVariables(),
                noted.dealId() == 0 ? null : noted.dealId(),
                noted.optedOut(),
                cursor));
    }

    Answer messages(Call call) {
        var conversation = found(call.key()).conversation();
        long end = conversation.lastSeq() + 1;
        var after = call.exchange().query("after");
        if (after.isPresent() && call.exchange().query("before").isPresent()) {
            throw Problem.field("after", "give either before or after");
        }
        var page = after.isPresent()
                ? rooms.messages()
                        .after(call.key(), Math.clamp(call.exchange().queryNumber("after", 0), 0, end), call.limit())
                : rooms.messages()
                        .before(
                                call.key(),
                                Math.clamp(call.exchange().queryNumber("before", end), 0, end),
                                call.limit());
        return Answer.json(new InboxView.Messages(rooms.views().messages(conversation, page.messages()), page.more()));
    }

    Answer connections(Call call) {
        return Answer.json(
                new InboxView.Connections(List.copyOf(rooms.connections().connections(call.projectId()))));
    }

    private Listed found(ConversationKey key) {
        return rooms.conversations()
                .one(key)
                .orElseThrow(() -> new Refused(Refusal.NO_SUCH_CONVERSATION, "no such conversation"));
    }
}
