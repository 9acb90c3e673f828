package io.besedka.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What an idle visitor's socket costs in heap: the server's heap after a full collection with many open, less the heap with none. */
final class SocketsBench {
    private static final int WANTED = 15_000;
    private final Target target;
    private final Figures figures;

    SocketsBench(Target target, Figures figures) {
        this.target = target;
        this.figures = figures;
    }

    void run(String widgetKey) throws Exception {
        target.start("http://127.0.0.1:9");
        open(widgetKey, 200).forEach(SocketsBench::close);
        Thread.sleep(2000);
        long before = heapAfterCollection();
        var open = open(widgetKey, WANTED);
        Thread.sleep(2000);
        long after = heapAfterCollection();
        figures.put("sockets.open", open.size(), "sockets");
        figures.ratio("sockets.heap-each", (after - before) / 1024.0 / open.size(), 12, false);
        open.forEach(SocketsBench::close);
        target.stop();
    }

    private List<SocketChannel> open(String key, int count) throws Exception {
        var token = token(key);
        var sockets = new ArrayList<SocketChannel>();
        for (int i = 0; i < count; i++) {
            var channel = Listeners.handshake(target.address(), "/widget/v1/" + key + "/socket", "", 0);
            Listeners.say(channel, "{\"type\":\"hello\",\"token\":\"" + token + "\",\"after\":0}");
            sockets.add(channel);
        }
        return sockets;
    }

    private String token(String key) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var ask = HttpRequest.newBuilder(URI.create("http://" + target.host() + "/widget/v1/" + key + "/visitors"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            var found = Pattern.compile("\"token\":\"([^\"]+)\"")
                    .matcher(client.send(ask, BodyHandlers.ofString()).body());
            found.find();
            return found.group(1);
        }
    }

    /** Bytes in use, as the JVM's own tool tells after a full collection. */
    private long heapAfterCollection() throws Exception {
        jcmd("GC.run");
        var info = jcmd("GC.heap_info");
        var used = Pattern.compile(
                        "(?:DefNew|Tenured|def new generation|tenured generation)\\s+total \\d+K, used (\\d+)K")
                .matcher(info);
        long total = 0;
        while (used.find()) {
            total += Long.parseLong(used.group(1)) * 1024;
        }
        if (total == 0) {
            throw new IllegalStateException("the heap's figures were not understood: " + info);
        }
        return total;
    }

    private String jcmd(String command) throws Exception {
        var process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd",
                        Long.toString(target.process().pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (java.io.IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }
}
