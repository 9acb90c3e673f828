package io.besedka.bench;

import io.besedka.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** What was posted for one webhook, and whether it was as promised: signed, under the event's own id, in order where that was asked. */
final class TortureWebhook {
    private static final String SECRET_PREFIX = "whsec_";
    private static final long NEAR = 60;

    private static final class Told {
        final TortureEvent event;
        boolean accepted;

        Told(TortureEvent event) {
            this.event = event;
        }
    }

    private final long project;
    private final String name;
    private final List<String> types;
    private final boolean ordered;
    private final SecretKeySpec secret;
    private final TortureVerdict heard = new TortureVerdict();
    private final Map<String, Told> told = new HashMap<>();
    /** Of each conversation the latest event that came. */
    private final Map<Long, TortureEvent> newest = new HashMap<>();

    private long posts;

    TortureWebhook(long project, String name, List<String> types, boolean ordered, String secret) {
        this.project = project;
        this.name = name;
        this.types = types;
        this.ordered = ordered;
        this.secret =
                new SecretKeySpec(Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())), "HmacSHA256");
    }

    long project() {
        return project;
    }

    /** What came with a post beside its body: the three headers of Standard Webhooks. */
    record Headers(String id, String timestamp, String signatures) {}

    /** True when its event was not heard of before. A post that is not genuine is no event. */
    synchronized boolean posted(Headers headers, byte[] body) {
        posts++;
        if (!isSigned(headers, body)) {
            heard.lost(1, "a post to " + name + " under " + headers.id() + " is not signed as it should be");
            return false;
        }
        var event = TortureEvent.of(Json.read(body, JsonNode.class));
        if (!event.id().equals(headers.id())) {
            heard.doubled(event.id() + " was posted under " + headers.id() + " to " + name);
            return false;
        }
        var before = told.putIfAbsent(event.id(), new Told(event));
        if (before != null && !before.event.equals(event)) {
            heard.doubled(event.id() + " was posted again with another content to " + name);
        }
        inOrder(event);
        return before == null;
    }

    private boolean isSigned(Headers headers, byte[] body) {
        long now = System.currentTimeMillis() / 1_000;
        if (headers.timestamp() == null || Math.abs(now - Long.parseLong(headers.timestamp())) > NEAR) {
            return false;
        }
        var wanted = signature(headers, body);
        for (var one : headers.signatures().split(" ")) {
            if (MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), wanted)) {
                return true;
            }
        }
        return false;
    }

    private byte[] signature(Headers headers, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            mac.update((headers.id() + "." + headers.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
            var signed = Base64.getEncoder().encodeToString(mac.doFinal(body));
            return ("v1," + signed).getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /** The next is posted after the one before was taken; so what comes again comes before it. */
    private void inOrder(TortureEvent event) {
        var last = newest.get(event.conversation());
        if (last != null && event.isBefore(last)) {
            if (ordered) {
                heard.misordered(event.id() + " after " + last.id() + " at " + name);
            }
        } else {
            newest.put(event.conversation(), event);
        }
    }

    /** Its event is about to be answered well. */
    synchronized void accepted(String id) {
        var known = told.get(id);
        if (known != null) {
            known.accepted = true;
        }
    }

    /** @param log all events of the project */
    synchronized void judge(List<TortureEvent> log, TortureVerdict verdict) {
        verdict.add(heard);
        var wanted = log.stream().filter(event -> types.contains(event.type())).toList();
        var rest = new HashMap<>(told);
        for (var event : wanted) {
            var known = rest.remove(event.id());
            if (known == null || !known.accepted) {
                verdict.lost(1, event.id() + (known == null ? " never came to " : " never got through to ") + name);
            } else if (!known.event.equals(event)) {
                verdict.lost(1, event + " came to " + name + " as " + known.event);
            }
        }
        rest.keySet().forEach(id -> verdict.doubled(id + ", which is not in the log, came to " + name));
        verdict.judged(TortureVerdict.Judged.WEBHOOK_DELIVERIES, wanted.size());
    }

    synchronized long repeats() {
        return posts - told.size();
    }
}
