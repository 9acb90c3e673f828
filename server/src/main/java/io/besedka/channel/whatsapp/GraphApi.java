package io.besedka.channel.whatsapp;

import io.besedka.channel.ChannelAdapter.Gone;
import io.besedka.channel.Connection;
import io.besedka.channel.Files.Stored;
import io.besedka.channel.HandedOut;
import io.besedka.platform.json.Json;
import io.besedka.platform.outbound.Body;
import io.besedka.platform.outbound.Call;
import io.besedka.platform.outbound.Outcome;
import io.besedka.platform.outbound.Part;
import io.besedka.platform.outbound.ProviderHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Calls of Meta's Graph API with a connection's token. */
final class GraphApi {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A slow line is still given this many bytes a second of a file before the call counts as lost. */
    private static final long SLOWEST = 128 << 10;

    private static final long LARGEST_FILE = 105 << 20;
    private static final String VERSION = "v25.0";
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,1000}");
    private static final List<String> METAS_HOSTS =
            List.of(".fbsbx.com", ".fbcdn.net", ".facebook.com", ".whatsapp.net", ".whatsapp.com");

    private final URI root;
    private final ProviderHttp http = new ProviderHttp();
    private final HandedOut handedOut;

    GraphApi(URI root) {
        this.root = URI.create(root.toString().replaceAll("/+$", ""));
        this.handedOut = new HandedOut(this.root, http);
    }

    static boolean isToken(String token) {
        return token != null && TOKEN.matcher(token).matches();
    }

    Outcome get(Connection connection, String path) {
        return http.send(authorized(connection, Call.get(url(connection, path))).within(PATIENCE));
    }

    Outcome post(Connection connection, String path, JsonNode body) {
        return post(connection, WhatsAppAdapter.secret(connection, "token"), path, body);
    }

    /** With another token: the app's own. */
    Outcome post(Connection connection, String token, String path, JsonNode body) {
        var call = Call.post(url(connection, path), Body.json(Json.write(body))).within(PATIENCE);
        return http.send(call.withHeader("Authorization", "Bearer " + token));
    }

    Outcome get(Connection connection, String token, String path) {
        var call = Call.get(url(connection, path)).within(PATIENCE);
        return http.send(call.withHeader("Authorization", "Bearer " + token));
    }

    Outcome upload(Connection connection, String path, String mime, Stored file) {
        var source = new Body(mime, file.size(), file::bytes);
        var form = Body.multipart(List.of(
                Part.field("messaging_product", "whatsapp"),
                Part.field("type", mime),
                Part.file("file", file.name() == null || file.name().isBlank() ? "file" : file.name(), source)));
        var patience = PATIENCE.plusSeconds(file.size() / SLOWEST);
        return http.send(
                authorized(connection, Call.post(url(connection, path), form)).within(patience));
    }

    /** Brings a file whose address Graph handed out; the token goes only to hosts of Meta's. */
    InputStream download(Connection connection, String address, long size) throws IOException, Gone {
        if (!isMetas(address)) {
            throw new IOException("WhatsApp named a file address that is not its own");
        }
        return handedOut.file(authorized(connection, Call.get(address))
                .within(PATIENCE.plusSeconds(Math.clamp(size, 16 << 20, LARGEST_FILE) / SLOWEST))
                .answeredInAtMost(LARGEST_FILE));
    }

    private boolean isMetas(String address) {
        try {
            var url = URI.create(address);
            var host = url.getHost();
            boolean ours = root.getAuthority().equals(url.getAuthority())
                    && root.getScheme().equals(url.getScheme());
            return ours
                    || host != null
                            && "https".equals(url.getScheme())
                            && METAS_HOSTS.stream().anyMatch(host::endsWith);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private Call authorized(Connection connection, Call call) {
        return call.withHeader("Authorization", "Bearer " + WhatsAppAdapter.secret(connection, "token"));
    }

    private String url(Connection connection, String path) {
        return root + "/" + connection.setting("graph_version", VERSION) + "/" + path;
    }
}
