package io.besedka.bench;

import io.besedka.platform.database.Database;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/** 1,000 visitors with their chats open, each asking at once and told their own question with the bot's answer. */
final class VisitorsFanOut {
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    /** With the measured rounds and the first message less than the 30 messages a minute a visitor may write. */
    private static final int WARM_UP = 10;

    private static final int ROUNDS = 15;

    private final Target target;
    private final Figures figures;
    private final String key;
    private final List<String> tokens = new ArrayList<>();
    private final Round round = new Round(FanOut.FOLLOWERS);
    private volatile long first;
    private volatile byte[] lastFrame;

    VisitorsFanOut(Target target, Figures figures, String key) {
        this.target = target;
        this.figures = figures;
        this.key = key;
    }

    void run(Database database) throws Exception {
        arrive();
        try (var load = new Load(target.address(), 64, new Questions())) {
            ask(load); // who has never written has no conversation to listen to
            try (var sockets = new Listeners(target.address(), this::heard)) {
                for (var token : tokens) {
                    sockets.open(
                            "/widget/v1/" + key + "/socket",
                            "",
                            "{\"type\":\"hello\",\"token\":\"" + token + "\",\"after\":1000000}");
                }
                sockets.start();
                for (int i = 0; i < WARM_UP; i++) {
                    measure(load, new HashMap<>());
                }
                var heard = new HashMap<Long, Long>();
                for (int i = 0; i < ROUNDS; i++) {
                    measure(load, heard);
                }
                report(database, heard);
                figures.check(sockets.lost() == 0 && round.isClean(), "every visitor heard each answer once");
            }
        }
    }

    private void arrive() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < FanOut.FOLLOWERS; i++) {
                var ask = HttpRequest.newBuilder(
                                URI.create("http://" + target.host() + "/widget/v1/" + key + "/visitors"))
                        .header("X-Forwarded-For", "10.0.%d.%d".formatted(i / 250, 1 + i % 250))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
                var answer = client.send(ask, BodyHandlers.ofString());
                tokens.add(TOKEN.matcher(answer.body())
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow());
            }
        }
    }

    /** All ask as soon as there is a connection for them. */
    private void ask(Load load) throws Exception {
        first += FanOut.FOLLOWERS;
        var report = load.open(1_000_000, FanOut.FOLLOWERS / 1_000_000.0);
        if (report.failures() > 0) {
            throw new IllegalStateException(report.failures() + " visitors were refused");
        }
    }

    private void measure(Load load, HashMap<Long, Long> heard) throws Exception {
        round.begin();
        ask(load);
        round.await();
        for (int i = 0; i < FanOut.FOLLOWERS; i++) {
            heard.put(first + i, FanOut.wall(round.at(i)));
        }
    }

    private void heard(int visitor, ByteBuffer text, long at) {
        if (Mark.of(text) == first + visitor) {
            round.heard(visitor, at);
            if (visitor == 0) {
                var frame = new byte[text.remaining()];
                text.get(0, frame);
                lastFrame = frame;
            }
        }
    }

    private void report(Database database, HashMap<Long, Long> heard) throws Exception {
        long project = database.jdbi()
                .withHandle(handle -> handle.createQuery("select max(id) from projects")
                        .mapTo(Long.class)
                        .one());
        var committed = FanOut.commits(database, project);
        var all = new Latencies();
        var lasts = new HashMap<Long, Double>();
        heard.forEach((number, at) -> {
            double millis = (at - committed.get(number)) / 1e3;
            all.record((long) (millis * 1e6));
            lasts.merge(number / FanOut.FOLLOWERS, millis, Math::max);
        });
        double last = FanOut.median(List.copyOf(lasts.values()));
        double bare = FanOut.median(Echo.lasts('e', lastFrame, FanOut.FOLLOWERS, 60, 40));
        figures.put("sockets.fanout.visitors.p50", all.at(0.5), "ms from a visitor's own commit");
        figures.put("sockets.fanout.visitors.p99", all.at(0.99), "ms");
        figures.put("sockets.fanout.visitors.last", last, "ms, the slowest of 1,000");
        figures.put("sockets.fanout.visitors.echo", bare, "ms to the last of 1,000");
        figures.put(
                "sockets.fanout.visitors.ratio", last / bare, "bare echoes of " + lastFrame.length + " bytes to each");
    }

    /** Each visitor's next question, one after another. */
    private final class Questions implements Load.Source {
        private int next;

        @Override
        public long next(ByteBuffer request, long intended) {
            int visitor = next++ % FanOut.FOLLOWERS;
            long number = first + visitor;
            var body = "{\"key\":\"%d\",\"content\":{\"text\":\"%s%d сколько стоит букет?\"}}"
                    .formatted(number, Mark.TEXT, number)
                    .getBytes(StandardCharsets.UTF_8);
            var head =
                    "POST /widget/v1/%s/messages HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                            .formatted(key, target.host(), tokens.get(visitor), body.length);
            request.put(head.getBytes(StandardCharsets.US_ASCII)).put(body);
            return number;
        }
    }
}
