package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** How updates are taken: getUpdates, setWebhook, deleteWebhook, getWebhookInfo. */
final class Receiving {
    private record Poll(long offset, Instant at) {}

    private static final Set<Integer> PORTS = Set.of(80, 88, 443, 8443);
    private static final int LONGEST_POLL_SECONDS = 50;

    private final TelegramSimulator simulator;
    private final Map<Bot, Poll> lastPolls = new WeakHashMap<>();

    Receiving(TelegramSimulator simulator) {
        this.simulator = simulator;
    }

    void addTo(Map<String, Function<Call, JsonNode>> methods) {
        methods.put("getupdates", this::getUpdates);
        methods.put("setwebhook", this::setWebhook);
        methods.put("deletewebhook", call -> remove(call, call.flag("drop_pending_updates")));
        methods.put("getwebhookinfo", this::getWebhookInfo);
    }

    private JsonNode getUpdates(Call call) {
        var queue = call.bot().updates;
        if (!queue.hasWebhook()) queue.allow(call.structure("allowed_updates").orElse(null));
        long offset = call.number("offset", 0);
        long timeout = Math.clamp(call.number("timeout", 0), 0, LONGEST_POLL_SECONDS);
        int limit = (int) call.number("limit", 100);
        if (limit < 1 || limit > 100) limit = 100;
        var before = remember(call.bot(), offset);
        boolean repeated = simulator.rules().slowRepeatedPolls() && before != null && before.offset() == offset;
        long since = repeated ? Duration.between(before.at(), Instant.now()).toMillis() : Long.MAX_VALUE;
        if (since < 3000 && timeout < 3) timeout = 3;
        if (since < 500) limit = 1;
        try {
            var batch = Json.array();
            queue.poll(offset, limit, Duration.ofSeconds(timeout)).forEach(batch::add);
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Json.array();
        }
    }

    private synchronized Poll remember(Bot bot, long offset) {
        return lastPolls.put(bot, new Poll(offset, Instant.now()));
    }

    private JsonNode setWebhook(Call call) {
        var url = call.text("url").strip();
        if (url.isEmpty()) return remove(call, call.flag("drop_pending_updates"));
        var secret = call.text("secret_token");
        if (secret.length() > 256) throw Refusal.badRequest("secret token is too long");
        if (!secret.matches("[A-Za-z0-9_-]*")) {
            throw Refusal.badRequest("secret token contains unallowed characters");
        }
        var target = checked(url);
        int connections = (int) Math.clamp(call.number("max_connections", 40), 1, 100);
        boolean certificate = call.upload("certificate").isPresent();
        var settings = new WebhookSettings(url, target, secret, connections, call.text("ip_address"), certificate);
        var bot = call.bot();
        var queue = bot.updates;
        if (call.flag("drop_pending_updates")) queue.dropPending();
        queue.allow(call.structure("allowed_updates").orElse(null));
        var old = queue.webhook();
        boolean same = old != null && old.settings().equals(settings);
        if (!same || call.flag("drop_pending_updates")) queue.deliverBy(sender(bot, settings));
        call.describe(same ? "Webhook is already set" : "Webhook was set");
        return BooleanNode.TRUE;
    }

    private WebhookSender sender(Bot bot, WebhookSettings settings) {
        return new WebhookSender(
                settings,
                bot.updates,
                simulator.client(),
                simulator.time(),
                simulator.switchboard(),
                (url, params) -> simulator.api().callFromWebhook(bot, params),
                () -> bot.updates.deliverBy(null));
    }

    private URI checked(String url) {
        URI uri;
        try {
            uri = URI.create(url.contains("://") ? url : "https://" + url);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("invalid webhook URL specified");
        }
        var host = uri.getHost();
        if (host == null) throw Refusal.badRequest("invalid webhook URL specified");
        if (simulator.rules().redirects(uri)) return simulator.rules().target(uri);
        if (simulator.rules().loopbackWebhooks() && isLoopback(host)) return uri;
        if (!"https".equals(uri.getScheme().toLowerCase(Locale.ROOT))) {
            throw Refusal.badRequest("bad webhook: An HTTPS URL must be provided for webhook");
        }
        if (!PORTS.contains(uri.getPort() < 0 ? 443 : uri.getPort())) {
            throw Refusal.badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
        }
        if (isLoopback(host)) throw Refusal.badRequest("bad webhook: IP address 127.0.0.1 is reserved");
        if (host.endsWith(".invalid")) {
            throw Refusal.badRequest("bad webhook: Failed to resolve host: Name or service not known");
        }
        return uri;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private JsonNode remove(Call call, boolean dropPending) {
        var queue = call.bot().updates;
        call.describe(queue.hasWebhook() ? "Webhook was deleted" : "Webhook is already deleted");
        queue.deliverBy(null);
        if (dropPending) queue.dropPending();
        return BooleanNode.TRUE;
    }

    private JsonNode getWebhookInfo(Call call) {
        var queue = call.bot().updates;
        var sender = queue.webhook();
        var info =
                Json.object().put("url", sender == null ? "" : sender.settings().url());
        info.put("has_custom_certificate", sender != null && sender.settings().certificate());
        info.put("pending_update_count", queue.pendingCount());
        if (sender != null) {
            var settings = sender.settings();
            info.put("max_connections", settings.maxConnections());
            if (!settings.ipAddress().isEmpty()) info.put("ip_address", settings.ipAddress());
            if (sender.lastErrorAt() != null) {
                info.put("last_error_date", sender.lastErrorAt().getEpochSecond());
                info.put("last_error_message", sender.lastError());
            }
        }
        if (!queue.allowed().isEmpty()) queue.allowed().forEach(info.withArray("allowed_updates")::add);
        return info;
    }
}
