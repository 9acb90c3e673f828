package io.besedka.channel.avito;

import io.besedka.channel.ChannelAdapter.Polled;
import io.besedka.channel.ChannelAdapter.Polling;
import io.besedka.channel.Connection;
import io.besedka.channel.Intake;
import io.besedka.channel.avito.AvitoApi.Ask;
import io.besedka.channel.avito.AvitoApi.Reply;
import io.besedka.channel.avito.AvitoInbound.Told;
import io.besedka.channel.avito.AvitoSessions.Access;
import io.besedka.conversation.Act;
import io.besedka.conversation.Address;
import io.besedka.conversation.DeliveryStatus;
import io.besedka.conversation.Input;
import io.besedka.platform.clock.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Makes up for what the webhook missed, and alone tells when buyers read. The cursor is the moment (Unix seconds, Avito's clock) of the
 * newest message seen; what is not much older is read again each time, and the turn knows repeated ones.
 */
final class AvitoPolling implements Polling {
    private static final Duration BESIDE_WEBHOOK = Duration.ofSeconds(30);
    private static final Duration ALONE = Duration.ofSeconds(5);
    /** Messages may be listed late, and echoes wait until the answers to their sends are known. */
    private static final long OVERLAP_SECONDS = 120;

    private static final int PAGE = 100;
    private static final int MOST_OFFSET = 1_000;
    private static final int READ_CHECKS = 5;
    private static final Duration READ_FOR = Duration.ofDays(3);
    private static final int REMEMBERED = 5_000;

    /** What one connection's rounds remember of each other. */
    private static final class Rounds {
        Instant next = Instant.MIN;
        /** When it was last asked whether this message of ours, the last in its chat, was read; MAX = it was. */
        final Map<String, Instant> readChecks = new ConcurrentHashMap<>();
    }

    private final AvitoApi api;
    private final AvitoInbound inbound;
    private final AvitoRegistration registration;
    private final Clock clock;
    private final Map<Long, Rounds> rounds = new ConcurrentHashMap<>();

    AvitoPolling(AvitoApi api, AvitoInbound inbound, AvitoRegistration registration, Clock clock) {
        this.api = api;
        this.inbound = inbound;
        this.registration = registration;
        this.clock = clock;
    }

    /** The first round of a new connection takes what was written in the last minutes, and no older history. */
    @Override
    public Polled poll(Connection connection, String cursor) throws IOException, InterruptedException {
        var known = rounds.computeIfAbsent(connection.id(), id -> new Rounds());
        var alarm = clock.alarm();
        while (clock.now().isBefore(known.next)) {
            alarm.waitUntil(known.next);
        }
        known.next = clock.now().plus(registration.isPosted(connection) ? BESIDE_WEBHOOK : ALONE);
        long since = cursor != null && cursor.matches("\\d{1,12}")
                ? Long.parseLong(cursor)
                : clock.now().getEpochSecond();
        if (api.sessions().of(connection) instanceof Access.Granted granted) {
            try {
                return new Round(connection, known, granted.userId(), since).run();
            } catch (IOException away) {
                if (!(api.sessions().of(connection) instanceof Access.Denied)) {
                    throw away;
                }
            }
        }
        // A refused key is the watchdog's to tell of.
        return new Polled(List.of(), cursor);
    }

    /** One look at all the chats in which something may have happened. */
    private final class Round {
        private final Connection connection;
        private final Rounds known;
        private final String self;
        private final long since;
        private final List<Intake> intakes = new ArrayList<>();
        private long newest;

        Round(Connection connection, Rounds known, String self, long cursor) {
            this.connection = connection;
            this.known = known;
            this.self = self;
            this.since = cursor - OVERLAP_SECONDS;
            this.newest = cursor;
        }

        Polled run() throws IOException, InterruptedException {
            var waiting = new ArrayList<JsonNode>();
            boolean more = true;
            for (int offset = 0; more && offset <= MOST_OFFSET; offset += PAGE) {
                var chats = chats(offset);
                more = false;
                for (var chat : chats) {
                    boolean changed = last(chat) >= since;
                    more |= changed && chats.size() == PAGE;
                    if (changed) {
                        take(chat);
                    } else {
                        waiting.add(chat);
                    }
                }
            }
            waiting.stream()
                    .filter(this::mayBeReadNow)
                    .sorted(Comparator.comparing(chat -> known.readChecks.getOrDefault(lastId(chat), Instant.MIN)))
                    .limit(READ_CHECKS)
                    .toList()
                    .forEach(this::takeReading);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new Polled(intakes, Long.toString(newest));
        }

        private List<JsonNode> chats(int offset) throws IOException {
            var path = "/messenger/v2/accounts/{user}/chats?chat_types=u2i,u2u&limit=" + PAGE + "&offset=" + offset;
            return asked(path).path("chats").valueStream().toList();
        }

        private void take(JsonNode chat) throws IOException {
            var client =
                    AvitoInbound.client(connection, chat.path("id").stringValue(""), AvitoChat.profile(chat, self));
            if (client == null) {
                return;
            }
            var messages = messages(client.externalId());
            var told = messages.stream()
                    .filter(message -> created(message) >= since)
                    .map(message -> new Told(message, isOwn(message)))
                    .toList();
            intakes.add(inbound.taken(connection, client, told, AvitoChat.item(chat)));
            reading(client, messages);
            // It moves only with what was read whole.
            newest = Math.max(newest, Math.min(last(chat), clock.now().getEpochSecond() + OVERLAP_SECONDS));
        }

        /** Oldest first, back to {@code since}. */
        private List<JsonNode> messages(String chat) throws IOException {
            var found = new ArrayList<JsonNode>();
            boolean more = true;
            for (int offset = 0; more && offset <= MOST_OFFSET; offset += PAGE) {
                var page = page(chat, PAGE, offset);
                found.addAll(page);
                more = page.size() == PAGE && page.stream().anyMatch(message -> created(message) >= since);
            }
            // Newest first as they are listed; the sort is stable, so that those of one second keep their order.
            return found.reversed().stream()
                    .sorted(Comparator.comparingLong(AvitoPolling::created))
                    .toList();
        }

        private List<JsonNode> page(String chat, int limit, int offset) throws IOException {
            var answer = asked("/messenger/v3/accounts/{user}/chats/" + AvitoApi.encoded(chat) + "/messages/?limit="
                    + limit + "&offset=" + offset);
            var list = answer.isArray() ? answer : answer.path("messages");
            return list.valueStream().toList();
        }

        private boolean isOwn(JsonNode message) {
            return message.path("author_id").asString("").equals(self)
                    || message.path("direction").stringValue("").equals("out");
        }

        /** Everything up to the newest message of ours that the buyer has read. */
        private void reading(Address.OfClient client, List<JsonNode> messages) {
            messages.reversed().stream()
                    .filter(message -> isOwn(message) && message.path("read").longValue(0) > 0)
                    .map(message -> message.path("id").stringValue(""))
                    .findFirst()
                    .filter(id -> !Instant.MAX.equals(known.readChecks.put(id, Instant.MAX)))
                    .ifPresent(id -> intakes.add(read(client, id)));
            if (known.readChecks.size() > REMEMBERED) {
                known.readChecks.clear();
            }
        }

        private Intake read(Address.OfClient client, String id) {
            var act = new Act.ReportedUpTo(null, id, DeliveryStatus.READ);
            return new Intake.Taken(List.of(new Input(client, act)), List.of(), Intake.Reply.OK);
        }

        private boolean mayBeReadNow(JsonNode chat) {
            boolean young = last(chat) > clock.now().minus(READ_FOR).getEpochSecond();
            return young && isOwn(chat.path("last_message")) && !Instant.MAX.equals(known.readChecks.get(lastId(chat)));
        }

        private void takeReading(JsonNode chat) {
            var client =
                    AvitoInbound.client(connection, chat.path("id").stringValue(""), AvitoChat.profile(chat, self));
            known.readChecks.put(lastId(chat), clock.now());
            if (client != null) {
                try {
                    reading(client, page(client.externalId(), 20, 0));
                } catch (IOException later) {
                    // The next round asks again.
                }
            }
        }

        private JsonNode asked(String path) throws IOException {
            return switch (api.call(connection, Ask.get(path))) {
                case Reply.Done(var answer) -> answer;
                case Reply.Failed failed -> {
                    rest(failed.retryAfter());
                    throw new IOException("Avito answered HTTP " + failed.status());
                }
                case Reply.Denied(var why) -> throw new IOException(why);
                case Reply.NotSent(var why, var after) -> {
                    rest(after);
                    throw new IOException(why);
                }
                case Reply.Lost(var why) -> throw new IOException(why);
            };
        }

        private void rest(Duration asked) {
            known.next =
                    clock.now().plus(asked == null || asked.compareTo(BESIDE_WEBHOOK) < 0 ? BESIDE_WEBHOOK : asked);
        }
    }

    private static String lastId(JsonNode chat) {
        return chat.path("last_message").path("id").stringValue("");
    }

    private static long last(JsonNode chat) {
        return chat.path("last_message")
                .path("created")
                .longValue(chat.path("updated").longValue(0));
    }

    private static long created(JsonNode message) {
        return message.path("created").longValue(0);
    }
}
