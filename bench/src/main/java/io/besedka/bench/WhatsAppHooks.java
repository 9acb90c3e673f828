package io.besedka.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What WhatsApp posts about a conversation: a message of the client's, then that ours was sent, delivered and read, each by itself. */
final class WhatsAppHooks implements Load.Source {
    /** A number of a business and where its updates go. */
    record Hook(String path, String phoneNumberId) {}

    /** A message of ours that somebody got, by Meta's id. */
    record Told(int hook, String person, String id) {}

    static final String SECRET = "bench-app-secret";
    static final int PEOPLE = 20_000;
    private static final String[] STATUSES = {"sent", "delivered", "read"};

    private final List<Hook> hooks;
    private final String host;
    private final Random random;
    private final List<Told> told;
    private final Mac mac;
    private long next;
    private int step;
    private int used;

    /** @param told taken one after the other; empty = messages alone */
    WhatsAppHooks(List<Hook> hooks, String host, long seed, List<Told> told) throws GeneralSecurityException {
        this.hooks = hooks;
        this.host = host;
        this.random = new Random(seed);
        this.told = told;
        this.next = seed * 100_000_000L;
        this.mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    }

    @Override
    public long next(ByteBuffer request, long intended) {
        int turn = told.isEmpty() ? 0 : step++ % 4;
        if (turn == 0) {
            int person = random.nextInt(PEOPLE);
            int hook = person % hooks.size();
            request.put(request(hook, message(phone(person), next++)));
        } else {
            var one = told.get(used % told.size());
            used += turn == 3 ? 1 : 0;
            request.put(request(one.hook(), status(one, STATUSES[turn - 1])));
        }
        return next;
    }

    /** Whether every message was told of once at most. */
    boolean sufficed() {
        return used <= told.size();
    }

    private static String phone(int person) {
        return "7916%07d".formatted(person);
    }

    private static String message(String phone, long number) {
        return """
                "contacts":[{"profile":{"name":"Client %s"},"wa_id":"%s"}],"messages":[{"from":"%s","id":"wamid.HBgLIN%d",\
                "timestamp":"1780000000","type":"text","text":{"body":"Сколько стоит букет номер %d?"}}]""".formatted(phone, phone, phone, number, number % 1000);
    }

    private static String status(Told one, String status) {
        return """
                "statuses":[{"id":"%s","status":"%s","timestamp":"1780000000","recipient_id":"%s"}]""".formatted(one.id(), status, one.person());
    }

    private byte[] request(int hook, String value) {
        var body = """
                {"object":"whatsapp_business_account","entry":[{"id":"880001","changes":[{"field":"messages","value":\
                {"messaging_product":"whatsapp","metadata":{"display_phone_number":"74950000000","phone_number_id":"%s"},%s}}]}]}""".formatted(hooks.get(hook).phoneNumberId(), value).getBytes(StandardCharsets.UTF_8);
        var head = """
                POST %s HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                X-Hub-Signature-256: sha256=%s\r
                Content-Length: %d\r
                \r
                """.formatted(hooks.get(hook).path(), host, HexFormat.of().formatHex(mac.doFinal(body)), body.length)
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }
}
