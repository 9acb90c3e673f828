package io.besedka.api.broadcast;

import io.besedka.api.broadcast.Guard.Call;
import io.besedka.broadcast.Audience;
import io.besedka.broadcast.BroadcastLimits;
import io.besedka.broadcast.NewBroadcast;
import io.besedka.broadcast.QuietHours;
import io.besedka.broadcast.Saying;
import io.besedka.conversation.Author;
import io.besedka.face.Contents;
import io.besedka.platform.http.Problem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A broadcast as a request asks for it.
 *
 * @param block a block's number, instead of a content
 * @param shift seconds between two messages
 * @param draft whether it waits to be started
 */
record Wish(
        String name,
        To audience,
        JsonNode content,
        Long block,
        BigDecimal shift,
        Instant at,
        Quiet quietHours,
        Boolean oncePerPerson,
        Boolean optOutWords,
        Boolean draft) {

    /** One of: a list, clients, a connection with what its provider calls them. */
    record To(Long list, List<Long> clients, Long connection, List<String> platformIds) {
        static To of(Audience audience) {
            return switch (audience) {
                case Audience.OfList(var list) -> new To(list, null, null, null);
                case Audience.OfClients(var clients) -> new To(null, clients, null, null);
                case Audience.OfPlatformIds(var connection, var ids) -> new To(null, null, connection, ids);
            };
        }

        private Audience read() {
            if (Stream.of(list, clients, platformIds).filter(Objects::nonNull).count() != 1) {
                throw Problem.unprocessable(
                        "audience", "audience names a list, clients, or platformIds of a connection: one of these");
            }
            if (list != null) {
                return new Audience.OfList(list);
            }
            if (clients != null) {
                return new Audience.OfClients(whole(clients));
            }
            if (connection == null) {
                throw Problem.unprocessable("audience.connection", "platformIds need the connection they are of");
            }
            return new Audience.OfPlatformIds(
                    connection,
                    whole(platformIds).stream().map(String::strip).distinct().toList());
        }

        private static <T> List<T> whole(List<T> ids) {
            if (ids.stream().anyMatch(Objects::isNull)) {
                throw Problem.unprocessable("audience", "an id must not be null");
            }
            return ids;
        }
    }

    /** Times of a day, such as 22:00. */
    record Quiet(String from, String to) {
        static Quiet of(QuietHours hours) {
            return hours == null
                    ? null
                    : new Quiet(hours.from().toString(), hours.to().toString());
        }

        private QuietHours read() {
            try {
                return new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
            } catch (DateTimeException | NullPointerException notTimes) {
                throw Problem.unprocessable("quietHours", "quietHours has from and to, times such as 22:00");
            }
        }
    }

    /** As somebody would ask for this one; what it says is left out. */
    static Wish of(NewBroadcast broadcast) {
        return new Wish(
                broadcast.name(),
                To.of(broadcast.audience()),
                null,
                null,
                seconds(broadcast.shift()),
                broadcast.at(),
                Quiet.of(broadcast.quiet()),
                broadcast.oncePerPerson(),
                broadcast.optOutWords(),
                null);
    }

    static BigDecimal seconds(Duration shift) {
        return BigDecimal.valueOf(shift.toMillis(), 3).stripTrailingZeros();
    }

    NewBroadcast read(Call call, Contents contents) {
        return read(call.project(), call.author(), saying(call, contents));
    }

    NewBroadcast read(long project, Author author, Saying saying) {
        if (audience == null) {
            throw Problem.unprocessable("audience", "audience is needed");
        }
        return new NewBroadcast(
                project,
                name,
                author,
                audience.read(),
                saying,
                pause(),
                at,
                quietHours == null ? null : quietHours.read(),
                Boolean.TRUE.equals(oncePerPerson),
                Boolean.TRUE.equals(optOutWords));
    }

    Saying saying(Call call, Contents contents) {
        boolean says = content != null && !content.isNull();
        if (says == (block != null)) {
            throw Problem.unprocessable("content", "a broadcast has a content or a block: one of these");
        }
        return says ? new Saying.Message(contents.read(call.project(), content), true) : new Saying.Block(block);
    }

    private Duration pause() {
        if (shift == null) {
            return BroadcastLimits.USUAL_SHIFT;
        }
        if (shift.signum() < 0 || shift.compareTo(BigDecimal.valueOf(BroadcastLimits.SLOWEST.toSeconds())) > 0) {
            throw Problem.unprocessable(
                    "shift", "shift is from 0 to " + BroadcastLimits.SLOWEST.toSeconds() + " seconds");
        }
        return Duration.ofMillis(shift.movePointRight(3).longValue());
    }
}
