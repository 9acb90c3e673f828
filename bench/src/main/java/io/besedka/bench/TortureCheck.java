package io.besedka.bench;

import io.besedka.simulator.telegram.Ledger;
import java.io.IOException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what was acknowledged with what stands in the database, and that with what Telegram was made to do. */
final class TortureCheck {
    private static final int CLIENT = 0;
    private static final int OPERATOR = 2;
    private static final int PROGRAM = 3;
    private static final int PAGE = 10_000;

    private record Place(long project, long conversation) {}

    private record Line(long bot, long chat) {}

    /** What is known of one chat while the messages go by. */
    private final class Watch {
        final TortureChat chat;
        final TortureSequence client;
        final TortureSequence operator;
        final BitSet mustHear = new BitSet();
        final BitSet mayHear = new BitSet();
        final TortureSequence broadcasts;
        /** Where what was said to the client stands, by its text; and how far it got. */
        final Map<String, Integer> places = new HashMap<>();

        final BitSet sent = new BitSet();
        final BitSet perhaps = new BitSet();
        int last;

        Watch(TortureChat chat) {
            this.chat = chat;
            // The one in flight when everybody gave up may have been taken.
            client = new TortureSequence(
                    "the client's messages of " + chat,
                    TortureSequence.upTo(chat.acknowledged),
                    TortureSequence.upTo(chat.acknowledged + 1),
                    verdict);
            operator = new TortureSequence(
                    "the replies of " + chat,
                    TortureSequence.upTo(chat.replies.size()),
                    TortureSequence.upTo(chat.replies.size() + 1),
                    verdict);
            // One may start while another still goes, so each chat may get them in an order of its own.
            broadcasts = TortureSequence.inAnyOrder("the broadcasts in " + chat, mustHear, mayHear, verdict);
        }

        void end() {
            client.end();
            operator.end();
            broadcasts.end();
        }

        void see(TortureBooks.Row row) {
            if (row.seq() != ++last) {
                verdict.lost(1, "message " + last + " of " + chat + ", found " + row.seq());
                last = (int) row.seq();
            }
            switch (row.kind()) {
                case CLIENT -> client.see(number(row.text(), TortureChat.CLIENT));
                case OPERATOR -> {
                    operator.see(replied(row));
                    said(row);
                }
                case PROGRAM -> {
                    broadcasts.see(number(row.text(), TortureBroadcast.TEXT));
                    said(row);
                }
                default -> {}
            }
        }

        private int replied(TortureBooks.Row row) {
            int number = number(row.text(), TortureChat.OPERATOR);
            if (number <= chat.replies.size() && chat.replies.get(number - 1) != row.seq()) {
                verdict.misordered("reply " + number + " stands at " + row.seq() + " and was acknowledged at "
                        + chat.replies.get(number - 1) + " in " + chat);
            }
            return number;
        }

        private void said(TortureBooks.Row row) {
            places.putIfAbsent(row.text(), last);
            switch (row.status()) {
                case TortureBooks.SENT -> sent.set(last);
                case TortureBooks.UNKNOWN -> perhaps.set(last);
                default -> {
                    perhaps.set(last);
                    var why = row.status() == TortureBooks.FAILED
                            ? "failed: " + row.error()
                            : "has the delivery status " + row.status();
                    verdict.lost(1, "message " + last + " of " + chat + " " + why);
                }
            }
        }
    }

    private final List<TortureChat> chats;
    private final List<TortureBroadcast> broadcasts;
    private final TortureBooks books;
    private final Ledger ledger;
    private final TortureVerdict verdict;

    TortureCheck(
            List<TortureChat> chats,
            List<TortureBroadcast> broadcasts,
            TortureBooks books,
            Ledger ledger,
            TortureVerdict verdict) {
        this.chats = chats;
        this.broadcasts = broadcasts;
        this.books = books;
        this.ledger = ledger;
        this.verdict = verdict;
    }

    void run() throws SQLException, IOException {
        var watches = new HashMap<Place, Watch>();
        chats.forEach(chat -> watches.put(new Place(chat.bot.project(), chat.conversation), new Watch(chat)));
        promise(watches);
        books.messages(row -> {
            var watch = watches.get(new Place(row.project(), row.conversation()));
            if (watch == null) {
                verdict.doubled("conversation " + row.conversation() + " of project " + row.project() + " is nobody's");
            } else {
                watch.see(row);
            }
        });
        watches.values().forEach(Watch::end);
        books.checkLogs(verdict);
        checkLedger(watches.values());
    }

    /** A broadcast whose start was acknowledged must be heard; one that was only asked for may be. */
    private void promise(Map<Place, Watch> watches) {
        for (var broadcast : broadcasts) {
            for (var chat : broadcast.to) {
                var watch = watches.get(new Place(broadcast.project, chat.conversation));
                (broadcast.started ? watch.mustHear : watch.mayHear).set(broadcast.number);
            }
        }
        verdict.judged(
                TortureVerdict.Judged.BROADCAST_RECIPIENTS,
                watches.values().stream()
                        .mapToLong(watch -> watch.mustHear.cardinality())
                        .sum());
    }

    /** What Telegram did, by where it stands in its conversation: once, and in the conversation's order. */
    private void checkLedger(Collection<Watch> watches) {
        var lines = new HashMap<Line, TortureSequence>();
        var places = new HashMap<Line, Map<String, Integer>>();
        for (var watch : watches) {
            var line = new Line(watch.chat.botId, watch.chat.person);
            var name = "what Telegram did in " + watch.chat;
            lines.put(line, new TortureSequence(name, watch.sent, watch.perhaps, verdict));
            places.put(line, watch.places);
        }
        long seen = 0;
        for (var page = ledger.after(0, PAGE); !page.isEmpty(); page = ledger.after(seen, PAGE)) {
            for (var entry : page) {
                var line = new Line(entry.botId(), entry.chatId());
                lines.get(line).see(places.get(line).getOrDefault(entry.text(), 0));
                seen = entry.number();
            }
        }
        lines.values().forEach(TortureSequence::end);
        int unknown =
                watches.stream().mapToInt(watch -> watch.perhaps.cardinality()).sum();
        int arrived = lines.values().stream().mapToInt(TortureSequence::extra).sum();
        verdict.judged(TortureVerdict.Judged.SENDS, seen);
        verdict.fact("outcomes unknown " + unknown + ", of which " + arrived + " had arrived");
    }

    /** 0 for a text that is none of ours. */
    private static int number(String text, String prefix) {
        return text.startsWith(prefix) ? Integer.parseInt(text.substring(prefix.length())) : 0;
    }
}
