package io.besedka.bench;

import io.besedka.platform.database.Database;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One message to the 1,000 sockets of a project's inbox, and 1,000 visitors told a message of their own each: from the commit, as
 * PostgreSQL keeps its time, to the last of them; beside the same bytes sent by the bare socket machinery.
 */
final class FanOut {
    static final int FOLLOWERS = 1_000;
    private static final int STUCK = 10;
    private static final int CLOSE = 8;
    private static final int WARM_UP = 60;
    private static final int ROUNDS = 40;
    /** What a stuck socket can be sent before the server gives it up: the system's buffers and the server's own 1 MB. */
    private static final int STUCK_ROUNDS = 400;

    private static final String LONG = " подробно".repeat(400);

    private final Target target;
    private final Path data;
    private final Figures figures;
    private TortureApi operator;
    private TortureApi.Connected bot;
    private String widgetKey;
    private long number;
    private byte[] lastFrame;

    FanOut(Target target, Path data, Figures figures) {
        this.target = target;
        this.data = data;
        this.figures = figures;
    }

    void run() throws Exception {
        furnish();
        try (var database = target.open()) {
            inbox(database);
            new VisitorsFanOut(target, figures, widgetKey).run(database);
        }
        target.stop();
    }

    private void furnish() throws Exception {
        target.start("http://127.0.0.1:9");
        operator = new TortureApi(URI.create("http://" + target.host()));
        operator.becomeAdministrator(target.link());
        long project = operator.createProject("Shop");
        target.stop();
        try (var database = target.open()) {
            var made = Fixture.bots(database, data, project, 1, true).getFirst();
            FlowFixture.publishEcho(database, project, Set.of(made.connection()));
            var webhook = URI.create("http://" + target.host() + made.hook().path());
            bot = new TortureApi.Connected(
                    project, made.connection(), webhook, made.hook().secret());
            long shop = site(database);
            widgetKey = Fixture.widget(database, data, shop);
            FlowFixture.publish(database, shop);
        }
        target.start("http://127.0.0.1:9");
    }

    /** The visitors' project, where nobody's inbox is open. */
    private static long site(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "insert into projects (name, time_zone, locale, created_at) values ('Site', 'Europe/Moscow', 'ru', now()) returning id")
                        .mapTo(Long.class)
                        .one());
    }

    private void inbox(Database database) throws Exception {
        var round = new Round(FOLLOWERS);
        try (var sockets = new Listeners(target.address(), (socket, text, at) -> heard(round, socket, text, at))) {
            for (int i = 0; i < FOLLOWERS; i++) {
                sockets.open(path(), headers(), null);
            }
            sockets.start();
            rounds(database, round, "", WARM_UP, 0);
            var small = rounds(database, round, "", ROUNDS, 0);
            var bare = Echo.lasts('a', lastFrame, FOLLOWERS, WARM_UP, ROUNDS);
            figures.put("sockets.fanout.inbox", median(small), "ms to the last of 1,000");
            figures.put("sockets.fanout.inbox.echo", median(bare), "ms");
            figures.put(
                    "sockets.fanout.inbox.ratio",
                    median(small) / median(bare),
                    "bare echoes of " + lastFrame.length + " bytes");
            stuck(database, round, sockets);
        }
        figures.check(round.isClean(), "nobody was told twice");
    }

    /** The same events, larger, without and with readers that never read; long enough for them to be given up. */
    private void stuck(Database database, Round round, Listeners sockets) throws Exception {
        var without = rounds(database, round, LONG, ROUNDS, 0);
        var stuck = new ArrayList<SocketChannel>();
        for (int i = 0; i < STUCK; i++) {
            stuck.add(Listeners.handshake(target.address(), path(), headers(), 4096));
        }
        var with = rounds(database, round, LONG, STUCK_ROUNDS, 45);
        figures.put("sockets.fanout.long", median(without), "ms to the last, events of " + lastFrame.length + " bytes");
        figures.put("sockets.fanout.stuck", median(with), "ms, the same with 10 stuck readers beside");
        figures.put(
                "sockets.fanout.stuck.worst",
                with.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                "ms");
        figures.ratio("sockets.fanout.stuck.ratio", median(with) / median(without), 1.3, false);
        int given = 0;
        for (var channel : stuck) {
            given += isGivenUp(channel) ? 1 : 0;
        }
        figures.check(
                given == STUCK,
                "the stuck readers had been stuck: " + given + " of 10 were given up after " + with.size() + " events");
        figures.check(sockets.lost() == 0, "nobody else was given up");
    }

    /** Reads on at last: whoever was given up finds a frame that closes, or the connection's end, behind what was under way. */
    private static boolean isGivenUp(SocketChannel channel) throws Exception {
        try (channel) {
            channel.socket().setSoTimeout(5_000);
            var in =
                    new DataInputStream(new BufferedInputStream(channel.socket().getInputStream()));
            while ((in.readByte() & 0x0f) != CLOSE) {
                int length = in.readByte() & 0x7f;
                in.skipNBytes(length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong());
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException ended) {
            return true;
        }
    }

    private String path() {
        return "/v1/projects/" + bot.project() + "/socket";
    }

    private String headers() {
        return "Origin: http://" + target.host() + "\r\nCookie: " + operator.cookie() + "\r\n";
    }

    private void heard(Round round, int socket, ByteBuffer text, long at) {
        if (Mark.of(text) == number) {
            round.heard(socket, at);
            if (socket == 0) {
                lastFrame = new byte[text.remaining()];
                text.get(0, lastFrame);
            }
        }
    }

    /** Milliseconds from commit to the last, round by round. @param seconds after which no more begin; 0 = all are done */
    private List<Double> rounds(Database database, Round round, String words, int count, int seconds) throws Exception {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        var heard = new HashMap<Long, Long>();
        for (int i = 0; i < count && (seconds == 0 || System.nanoTime() < until); i++) {
            round.begin();
            post(words);
            round.await();
            heard.put(number, wall(round.last()));
        }
        var committed = commits(database, bot.project());
        return heard.entrySet().stream()
                .map(one -> (one.getValue() - committed.get(one.getKey())) / 1e3)
                .toList();
    }

    private void post(String words) throws Exception {
        long next = number + 1;
        number = next;
        var body = """
                {"update_id":%d,"message":{"message_id":%d,"from":{"id":7,"is_bot":false,"first_name":"Client"},\
                "chat":{"id":7,"type":"private","first_name":"Client"},"date":1780000000,"text":"%s%d сколько стоит%s?"}}""".formatted(next, next, Mark.TEXT, next, words);
        if (operator.update(bot, body.getBytes(StandardCharsets.UTF_8)) != 200) {
            throw new IllegalStateException("an update was not taken");
        }
    }

    /** Microseconds since the epoch of a moment by {@code System.nanoTime} not long ago. */
    static long wall(long nanos) {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000 - (System.nanoTime() - nanos) / 1_000;
    }

    /** When each marked message of a client was committed, in microseconds since the epoch. */
    static Map<Long, Long> commits(Database database, long project) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select split_part(substr(text, 7), ' ', 1)::bigint as number,
                               (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint as at
                        from messages where project_id = :project and text like 'bench-%'""")
                        .bind("project", project)
                        .reduceRows(new HashMap<Long, Long>(), (all, row) -> {
                            all.put(row.getColumn("number", Long.class), row.getColumn("at", Long.class));
                            return all;
                        }));
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
