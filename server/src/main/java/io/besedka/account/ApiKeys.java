package io.besedka.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.platform.http.Problem;
import io.besedka.platform.secret.Secret;
import io.besedka.platform.secret.Tokens;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A project's API keys: shown once, kept as hashes. One of them is the main key, with all rights; of it alone a sealed
 * copy is kept, for flows write it into requests as {@code #{api_key}}.
 */
public final class ApiKeys {
    public static final String PREFIX = "bsk_";
    static final int LIMIT = 1_000;
    private static final int HINT = 4;

    /** @param value shown this once */
    public record Created(ApiKey key, String value) {
        @Override
        public String toString() {
            return "Created[key=" + key.id() + "]";
        }
    }

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Sealing sealing;
    private final Audit audit;
    private final Recent<ByteBuffer, Caller.KeyCaller> recent;

    ApiKeys(Jdbi jdbi, InstantSource clock, Sealing sealing, Audit audit) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.sealing = sealing;
        this.audit = audit;
        recent = new Recent<>(clock);
    }

    public List<ApiKey> list(long projectId) {
        return jdbi.withHandle(handle -> KeyStore.list(handle, projectId));
    }

    public Created create(Caller.MemberCaller by, String name, Set<Right> rights) {
        var shownName = Words.name("name", name);
        return creating(by, tx -> insert(tx, by.projectId(), by.userId(), shownName, rights, false));
    }

    /** A new main key; the former one stays as one with all rights, until it is revoked. */
    public Created createMain(Caller.MemberCaller by, String name) {
        var shownName = Words.name("name", name);
        return creating(by, tx -> {
            KeyStore.dethrone(tx, by.projectId());
            return insertMain(tx, by.projectId(), by.userId(), shownName);
        });
    }

    /**
     * Makes an existing key the main one, with all rights; the former stays as {@link #createMain} leaves it. Only its hash is
     * known here, so whoever crowns it gives its value.
     */
    public ApiKey makeMain(Caller.MemberCaller by, long keyId, String value) {
        var crowned = jdbi.inTransaction(tx -> {
            ProjectStore.lock(tx, by.projectId());
            var key = find(tx, by.projectId(), keyId);
            if (key.isMain()) {
                return key;
            }
            if (value == null || !KeyStore.isValueOf(tx, by.projectId(), keyId, hash(value.strip()))) {
                throw Problem.of(422, "wrong_key", "this is not the value of the key");
            }
            KeyStore.dethrone(tx, by.projectId());
            KeyStore.crown(tx, by.projectId(), keyId, sealing.seal(value.strip().getBytes(UTF_8)));
            audit.record(tx, by.projectId(), by.userId(), "key.made_main", "key " + keyId, key.name());
            return find(tx, by.projectId(), keyId);
        });
        recent.forgetAll();
        return crowned;
    }

    private static ApiKey find(Handle tx, long projectId, long keyId) {
        return KeyStore.list(tx, projectId).stream()
                .filter(candidate -> candidate.id() == keyId)
                .findFirst()
                .orElseThrow(() -> Problem.notFound("key"));
    }

    private Created creating(Caller.MemberCaller by, Function<Handle, String> insert) {
        return jdbi.inTransaction(tx -> {
            ProjectStore.lock(tx, by.projectId());
            if (KeyStore.list(tx, by.projectId()).size() >= LIMIT) {
                throw Problem.conflict("too_many_keys", "a project has at most " + LIMIT + " keys");
            }
            var value = insert.apply(tx);
            return new Created(KeyStore.list(tx, by.projectId()).getLast(), value);
        });
    }

    String insertMain(Handle tx, long projectId, long userId, String name) {
        return insert(tx, projectId, userId, name, Right.ALL, true);
    }

    private String insert(Handle tx, long projectId, long userId, String name, Set<Right> rights, boolean main) {
        var value = PREFIX + Tokens.random();
        var hint = value.substring(value.length() - HINT);
        var sealed = main ? sealing.seal(value.getBytes(UTF_8)) : null;
        var id = KeyStore.insert(
                tx, new KeyStore.NewKey(projectId, name, hash(value), hint, rights, sealed), userId, clock.instant());
        var action = main ? "key.main_created" : "key.created";
        audit.record(tx, projectId, userId, action, "key " + id, Words.join(rights, ", "));
        return value;
    }

    public void revoke(Caller.MemberCaller by, long keyId) {
        jdbi.useTransaction(tx -> {
            ProjectStore.lock(tx, by.projectId());
            var key = find(tx, by.projectId(), keyId);
            if (key.isMain()) {
                throw Problem.conflict("main_key", "a project needs its main key; make another key the main one first");
            }
            KeyStore.revoke(tx, by.projectId(), keyId, clock.instant());
            audit.record(tx, by.projectId(), by.userId(), "key.revoked", "key " + keyId, key.name());
        });
        recent.forgetAll();
    }

    /** The value of a project's main key; empty when there is no such project. */
    public Optional<Secret> mainKey(long projectId) {
        return jdbi.withHandle(handle -> KeyStore.sealedMain(handle, projectId))
                .map(bytes -> new Secret(new String(sealing.open(bytes), UTF_8)));
    }

    /** Whom a key belongs to. */
    Optional<Caller.KeyCaller> find(String value) {
        if (!value.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var hash = hash(value);
        return recent.get(
                ByteBuffer.wrap(hash), () -> jdbi.withHandle(handle -> KeyStore.use(handle, hash, clock.instant())));
    }

    private static byte[] hash(String value) {
        return Tokens.sha256(value.getBytes(UTF_8));
    }
}
