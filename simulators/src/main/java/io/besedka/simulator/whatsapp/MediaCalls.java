package io.besedka.simulator.whatsapp;

import io.besedka.simulator.Json;
import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Answer;
import io.besedka.simulator.messenger.Call;
import io.besedka.simulator.messenger.Calls;
import io.besedka.simulator.messenger.Kind;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Messenger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Uploads, the resolving of media ids, downloads with the token; and what a bare id in the path means: a number or a file. */
final class MediaCalls {
    private static final long MIB = 1 << 20;
    private static final Duration ADDRESS_LIVES = Duration.ofMinutes(5);
    private static final Map<String, Long> LIMITS = limits();

    private final Messenger messenger;
    private final Subscriptions subscriptions;

    MediaCalls(Messenger messenger, Subscriptions subscriptions) {
        this.messenger = messenger;
        this.subscriptions = subscriptions;
    }

    private static Map<String, Long> limits() {
        var all = new HashMap<String, Long>();
        for (var mime : new String[] {"image/jpeg", "image/png"}) all.put(mime, 5 * MIB);
        all.put("image/webp", MIB / 2);
        for (var mime : new String[] {
            "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg", "video/mp4", "video/3gpp"
        }) {
            all.put(mime, 16 * MIB);
        }
        return all;
    }

    void addTo(Calls calls, String version) {
        calls.asks("POST", version + "/{id}/media", "media", this::upload)
                .asks("GET", version + "/{id}", "get", this::get)
                .asks("POST", version + "/{id}", "settings", this::change)
                .asks("DELETE", version + "/{id}", "delete", this::delete);
    }

    void addDownload(Calls calls) {
        calls.asks("GET", "/media/{id}", "file", this::download);
    }

    private Answer upload(Call call) {
        Graph.number(messenger, call);
        if (!call.text("messaging_product").equals("whatsapp")) throw Graph.param("messaging_product is required");
        var upload = call.params().uploads().get("file");
        if (upload == null || upload.content().length == 0) throw Graph.param("Param file must be a file.");
        var told = call.text("type").isEmpty() ? upload.contentType() : call.text("type");
        var mime = told.split(";")[0].strip();
        if (!mime.matches("[\\w.+-]+/[\\w.+-]+")) throw Graph.param("Param type must be a MIME type.");
        long most = LIMITS.getOrDefault(mime, 100 * MIB);
        if (upload.content().length > most)
            throw Graph.refusal(131053, "Media upload error", "the file has more than " + most + " bytes");
        var content = upload.content();
        var media = new Media(Kind.ofMime(mime), upload.fileName(), mime, content, content.length, 0);
        return Answer.json(Json.object().put("id", messenger.files().keep(media).fileId()));
    }

    private Answer get(Call call) {
        var token = Graph.token(messenger, call);
        var account = messenger.account(call.path("id"));
        if (account.isPresent()) return Answer.json(shown(Graph.number(messenger, call)));
        var stored = messenger.files().find(call.path("id")).orElseThrow(() -> Graph.noSuchObject(call.path("id")));
        var until = messenger.time().now().plus(ADDRESS_LIVES).getEpochSecond();
        return Answer.json(Json.object()
                .put("messaging_product", "whatsapp")
                .put(
                        "url",
                        messenger.url() + "/media/" + call.path("id") + "?until=" + until + "&hash="
                                + Integer.toHexString(token.hashCode()))
                .put("mime_type", stored.attachment().mime())
                .put("sha256", WhatsAppDeeds.sha256(call.path("id")))
                .put("file_size", stored.attachment().size())
                .put("id", call.path("id")));
    }

    private tools.jackson.databind.node.ObjectNode shown(Account account) {
        var me = Json.object()
                .put("id", account.id())
                .put("display_phone_number", account.extra("display_phone_number"))
                .put("verified_name", account.name())
                .put("quality_rating", "GREEN");
        me.set("webhook_configuration", subscriptions.of(account));
        return me;
    }

    private Answer change(Call call) {
        var account = Graph.number(messenger, call);
        var webhook = call.json().path("webhook_configuration");
        if (!webhook.isObject()) throw Graph.param("nothing to change");
        subscriptions.lead(account, webhook);
        return Graph.success();
    }

    private Answer delete(Call call) {
        Graph.token(messenger, call);
        if (messenger.files().find(call.path("id")).isEmpty()) throw Graph.noSuchObject(call.path("id"));
        messenger.files().forget(call.path("id"));
        return Graph.success();
    }

    private Answer download(Call call) {
        if (messenger.accountWith("token", call.bearer()).isEmpty()) return Answer.text(401, "Unauthorized");
        long until = call.params().number("until", 0);
        var stored = messenger.files().find(call.path("id"));
        boolean there = stored.isPresent()
                && stored.get().content() != null
                && messenger.time().now().getEpochSecond() <= until;
        return there
                ? Answer.bytes(stored.get().attachment().mime(), stored.get().content())
                : Answer.text(404, "Not Found");
    }
}
