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
    private static final int PAGE = 10_000;

    private record Place(long project, long conversation) {}

    private record Line(long bot, long chat) {}

    /** What is known of one chat while the messages go by. */
    private final class Watch {
        final TortureChat chat;
        final TortureSequence client;
        final TortureSequence operator;
        final BitSet sent = new BitSet();
        final BitSet perhaps = new BitSet();
        long last;

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
        }

        void see(TortureBooks.Row row) {
            if (row.seq() != ++last) {
                verdict.lost(1, "message " + last + " of " + chat + ", found " + row.seq());
                last = row.seq();
            }
            if (row.kind() == CLIENT) {
                client.see(number(row.text(), TortureChat.CLIENT));
            } else if (row.kind() == OPERATOR) {
                int number = number(row.text(), TortureChat.OPERATOR);
                operator.see(number);
                if (number <= chat.replies.size() && chat.replies.get(number - 1) != row.seq()) {
                    verdict.misordered("reply " + number + " stands at " + row.seq() + " and was acknowledged at "
                            + chat.replies.get(number - 1) + " in " + chat);
                }
                delivered(number, row);
            }
        }

        private void delivered(int number, TortureBooks.Row row) {
            switch (row.status()) {
                case TortureBooks.SENT -> sent.set(number);
                case TortureBooks.UNKNOWN -> perhaps.set(number);
                default -> {
                    perhaps.set(number);
                    var why = row.status() == TortureBooks.FAILED
                            ? "failed: " + row.error()
                            : "has the delivery status " + row.status();
                    verdict.lost(1, "reply " + number + " of " + chat + " " + why);
                }
            }
        }
    }

    private final List<TortureChat> chats;
    private final TortureBooks books;
    private final Ledger ledger;
    private final TortureVerdict verdict;

    TortureCheck(List<TortureChat> chats, TortureBooks books, Ledger ledger, TortureVerdict verdict) {
        this.chats = chats;
        this.books = books;
        this.ledger = ledger;
        this.verdict = verdict;
    }

    void run() throws SQLException, IOException {
        var watches = new HashMap<Place, Watch>();
        chats.forEach(chat -> watches.put(new Place(chat.bot.project(), chat.conversation), new Watch(chat)));
        books.messages(row -> {
            var watch = watches.get(new Place(row.project(), row.conversation()));
            if (watch == null) {
                verdict.doubled("conversation " + row.conversation() + " of project " + row.project() + " is nobody's");
            } else {
                watch.see(row);
            }
        });
        watches.values().forEach(watch -> {
            watch.client.end();
            watch.operator.end();
        });
        books.checkLogs(verdict);
        checkLedger(watches.values());
    }

    private void checkLedger(Collection<Watch> watches) {
        Map<Line, TortureSequence> lines = new HashMap<>();
        for (var watch : watches) {
            var name = "what Telegram did in " + watch.chat;
            lines.put(
                    new Line(watch.chat.botId, watch.chat.person),
                    new TortureSequence(name, watch.sent, watch.perhaps, verdict));
        }
        long seen = 0;
        for (var page = ledger.after(0, PAGE); !page.isEmpty(); page = ledger.after(seen, PAGE)) {
            for (var entry : page) {
                lines.get(new Line(entry.botId(), entry.chatId())).see(number(entry.text(), TortureChat.OPERATOR));
                seen = entry.number();
            }
        }
        lines.values().forEach(TortureSequence::end);
        int unknown =
                watches.stream().mapToInt(watch -> watch.perhaps.cardinality()).sum();
        int arrived = lines.values().stream().mapToInt(TortureSequence::extra).sum();
        verdict.fact("sent to Telegram " + seen);
        verdict.fact("outcomes unknown " + unknown + ", of which " + arrived + " had arrived");
    }

    /** 0 for a text that is none of ours. */
    private static int number(String text, String prefix) {
        return text.startsWith(prefix) ? Integer.parseInt(text.substring(prefix.length())) : 0;
    }
}
