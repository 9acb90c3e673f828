package io.besedka.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Telegram updates as HTTP requests: people over several bots, one in a hundred a stranger, one in a hundred a repetition of an update
 * already posted. What makes them costs little: the load shares the processors with what is measured.
 */
final class Updates implements Load.Source {
    /** A bot's webhook. */
    record Hook(String path, String secret) {}

    private static final int PEOPLE = 20_000;
    private static final int REMEMBERED = 512;

    private final List<Hook> hooks;
    private final String host;
    private final Random random;
    private final boolean repeats;
    private final byte[][] remembered = new byte[REMEMBERED][];
    private long next;
    private long toMeet;
    private long stranger;
    long repeated;

    Updates(List<Hook> hooks, String host, long seed, boolean repeats) {
        this.hooks = hooks;
        this.host = host;
        this.random = new Random(seed);
        this.repeats = repeats;
        this.next = 1_000_000 + seed * 100_000_000L;
        this.stranger = 10_000_000L + seed * 100_000_000L;
    }

    /** Everybody writes once before anybody writes again, so that later only the strangers are new. */
    Updates meetingAll() {
        toMeet = PEOPLE;
        return this;
    }

    @Override
    public long next(ByteBuffer request, long intended) {
        int slot = random.nextInt(REMEMBERED);
        if (repeats && remembered[slot] != null && random.nextInt(100) == 0) {
            request.put(remembered[slot]);
            repeated++;
            return -1;
        }
        long number = next++;
        long person = person();
        var bytes = request(
                hooks.get((int) (person % hooks.size())),
                host,
                number,
                person,
                "Сколько стоит букет номер " + number % 1000 + "?");
        remembered[slot] = bytes;
        request.put(bytes);
        return number;
    }

    private long person() {
        if (toMeet > 0) {
            return toMeet--;
        }
        return random.nextInt(100) == 0 ? stranger++ : 1 + random.nextInt(PEOPLE);
    }

    /** An update as Telegram posts it. @param text without characters that JSON would escape */
    static byte[] request(Hook hook, String host, long number, long person, String text) {
        var body = ("{\"update_id\":" + number + ",\"message\":{\"message_id\":" + number + ",\"from\":{\"id\":"
                        + person
                        + ",\"is_bot\":false,\"first_name\":\"Client " + person
                        + "\",\"language_code\":\"ru\"},\"chat\":{\"id\":" + person
                        + ",\"type\":\"private\",\"first_name\":\"Client " + person
                        + "\"},\"date\":1780000000,\"text\":\"" + text + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        var head = ("POST " + hook.path() + " HTTP/1.1\r\nHost: " + host
                        + "\r\nContent-Type: application/json\r\nX-Telegram-Bot-Api-Secret-Token: " + hook.secret()
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }
}
