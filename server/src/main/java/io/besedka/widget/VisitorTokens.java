package io.besedka.widget;

import io.besedka.platform.secret.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What makes a browser the same visitor again: a random id signed by the server, {@code <id>.<signature>}. Nothing is stored until the
 * visitor writes. Also signs the addresses of files that a visitor was shown.
 */
public final class VisitorTokens {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final int LENGTH_LIMIT = 200;
    private final byte[] key;

    /** @param key the installation's, at least 32 bytes */
    public VisitorTokens(byte[] key) {
        this.key = key.clone();
    }

    public String issue(long connectionId) {
        var id = TEXT.encodeToString(Tokens.randomBytes(16));
        return id + "." + signature("visitor " + connectionId + " " + id);
    }

    /** The visitor's id, when the token was issued for this connection. */
    public Optional<String> visitor(long connectionId, String token) {
        int dot = token == null || token.length() > LENGTH_LIMIT ? -1 : token.indexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        var id = token.substring(0, dot);
        return Tokens.same(signature("visitor " + connectionId + " " + id), token.substring(dot + 1))
                ? Optional.of(id)
                : Optional.empty();
    }

    String ofFile(long projectId, long fileId) {
        return signature("file " + projectId + " " + fileId);
    }

    boolean mayOpen(long projectId, long fileId, String signature) {
        return signature != null && Tokens.same(ofFile(projectId, fileId), signature);
    }

    private String signature(String text) {
        return TEXT.encodeToString(Tokens.sign(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
