package io.besedka.api.broadcast;

import io.besedka.broadcast.Broadcast;
import io.besedka.broadcast.DryRun;
import io.besedka.broadcast.RecipientState;
import io.besedka.broadcast.Results;
import io.besedka.broadcast.Saying;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Broadcasts as they stand in JSON; absent members are left out. */
final class Views {
    private Views() {}

    record Text(String text, boolean markup, List<Part> parts) {
        static Text of(Content content) {
            return new Text(content.text(), content.markup(), content.parts());
        }
    }

    record Counts(long total, long excluded, long handedOver, long declined, long left) {}

    record Author(String kind, long id) {}

    record Shown(
            long id,
            String name,
            String state,
            Author author,
            Wish.To audience,
            Text content,
            Long block,
            BigDecimal shift,
            Instant at,
            Wish.Quiet quietHours,
            boolean oncePerPerson,
            boolean optOutWords,
            Counts counts,
            String error,
            Instant createdAt,
            Instant startedAt,
            Instant endedAt) {}

    static Shown broadcast(Broadcast broadcast) {
        var plan = broadcast.plan();
        return new Shown(
                broadcast.id(),
                broadcast.name(),
                word(broadcast.state()),
                new Author(word(broadcast.author().kind()), broadcast.author().id()),
                Wish.To.of(plan.audience()),
                plan.saying() instanceof Saying.Message(var content, var variables) ? Text.of(content) : null,
                plan.saying() instanceof Saying.Block(var number) ? number : null,
                Wish.seconds(plan.shift()),
                broadcast.startsAt(),
                Wish.Quiet.of(plan.quiet()),
                plan.oncePerPerson(),
                plan.optOutWords(),
                counts(broadcast.counts()),
                broadcast.error(),
                broadcast.createdAt(),
                broadcast.plannedAt(),
                broadcast.endedAt());
    }

    private static Counts counts(Broadcast.Counts counts) {
        return new Counts(counts.total(), counts.excluded(), counts.handed(), counts.declined(), counts.left());
    }

    record Page(List<Shown> broadcasts, Long next) {}

    record Whole(Shown broadcast, Map<String, Long> results) {
        static Whole of(Broadcast broadcast, Map<RecipientState, Long> counts) {
            var results = new TreeMap<String, Long>();
            counts.forEach((state, count) -> results.put(state.word(), count));
            return new Whole(Views.broadcast(broadcast), results);
        }
    }

    record Recipient(
            Long client, String name, String platformId, Long connectionId, String state, Long seq, String error) {
        static Recipient of(Results.Recipient one) {
            return new Recipient(
                    one.client() < 0 ? null : one.client(),
                    one.name(),
                    one.address(),
                    one.connectionId() == 0 ? null : one.connectionId(),
                    one.state().word(),
                    one.seq() == 0 ? null : one.seq(),
                    one.error());
        }
    }

    /** @param next negative where the next page begins among names that are nobody's: not a client's number but a mark for `after` */
    record Recipients(List<Recipient> recipients, Long next) {}

    record Excluded(String why, long count, List<DryRun.Named> clients, List<String> platformIds) {
        static Excluded of(DryRun.Excluded excluded) {
            return new Excluded(word(excluded.why()), excluded.count(), excluded.clients(), excluded.addresses());
        }
    }

    record Preview(long client, String name, String text, boolean markup, List<Part> parts) {
        static Preview of(DryRun.Preview preview) {
            var content = preview.content();
            return new Preview(preview.client(), preview.name(), content.text(), content.markup(), content.parts());
        }
    }

    record Dry(long recipients, Instant first, Instant last, List<Excluded> excluded, List<Preview> previews) {
        static Dry of(DryRun run) {
            return new Dry(
                    run.recipients(),
                    run.first(),
                    run.last(),
                    run.excluded().stream().map(Excluded::of).toList(),
                    run.previews().stream().map(Preview::of).toList());
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
