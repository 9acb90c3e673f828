package io.besedka.account;

import io.besedka.account.Caller.KeyCaller;
import io.besedka.account.Caller.MemberCaller;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import io.besedka.platform.secret.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The access check, in one place. A caller shows either the cookie of a sign-in (and, to change anything, its CSRF
 * token in {@code X-CSRF-Token}) or {@code Authorization: Bearer bsk_...}, which wins where both are shown. Throws
 * {@link Problem}: 401 nobody we know, 403 known but not allowed, 404 a project the caller has no part in.
 */
public final class Access {
    public static final String COOKIE = "besedka_session";
    private static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String BEARER = "Bearer";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final SignIns signIns;
    private final ApiKeys keys;

    Access(SignIns signIns, ApiKeys keys) {
        this.signIns = signIns;
        this.keys = keys;
    }

    /** Somebody signed in, whatever the project. */
    public SignedIn user(Exchange exchange) {
        if (bearer(exchange).isPresent()) {
            bearerKey(exchange);
            throw notForKeys();
        }
        var signedIn = exchange.cookie(COOKIE).flatMap(signIns::find);
        return checked(exchange, signedIn.orElseThrow(() -> Problem.unauthorized("sign in first")));
    }

    /** A member of the project with at least one of the roles; with any role when none is named. */
    public MemberCaller member(Exchange exchange, long projectId, Role... anyOf) {
        return member(exchange, projectId, Set.of(anyOf));
    }

    private MemberCaller member(Exchange exchange, long projectId, Set<Role> anyOf) {
        if (bearer(exchange).isPresent()) {
            keyOf(exchange, projectId);
            throw notForKeys();
        }
        var user = user(exchange);
        var roles = user.roles().get(projectId);
        if (roles == null) {
            throw Problem.notFound("project");
        }
        if (!isAnyOf(anyOf, roles)) {
            throw Role.missing(anyOf);
        }
        return new MemberCaller(user.userId(), user.name(), projectId, roles);
    }

    private static boolean isAnyOf(Set<Role> anyOf, Set<Role> held) {
        return anyOf.isEmpty() || anyOf.stream().anyMatch(role -> role.isAllowedTo(held));
    }

    /**
     * {@link #member} for what outlives its request, a socket say: whether the same sign-in would be let through now. To be asked when
     * {@link SignIns#watch} told of the user.
     */
    public BooleanSupplier stillMember(Exchange exchange, long projectId, Role... anyOf) {
        var token = exchange.cookie(COOKIE).orElseThrow(() -> Problem.unauthorized("sign in first"));
        var roles = Set.of(anyOf);
        return () -> signIns.find(token)
                .map(user -> user.roles().get(projectId))
                .filter(held -> isAnyOf(roles, held))
                .isPresent();
    }

    /** The key a request shows, whatever it may do; empty for one nobody knows: the route itself says what that means there. */
    public Optional<KeyCaller> shownKey(Exchange exchange) {
        return bearer(exchange).flatMap(keys::find);
    }

    /** An API key with all of the rights; which project it is about, the key says. */
    public KeyCaller key(Exchange exchange, Right... allOf) {
        return withRights(bearerKey(exchange), allOf);
    }

    /** The same for faces where the key travels elsewhere than in the header. */
    public KeyCaller key(String value, Right... allOf) {
        return withRights(knownKey(value), allOf);
    }

    /** A member with one of the roles (any, when the set is empty) or a key with the right. */
    public Caller caller(Exchange exchange, long projectId, Set<Role> anyOf, Right right) {
        return bearer(exchange).isPresent()
                ? withRights(keyOf(exchange, projectId), right)
                : member(exchange, projectId, anyOf);
    }

    private static SignedIn checked(Exchange exchange, SignedIn signedIn) {
        if (READING.contains(exchange.method())) {
            return signedIn;
        }
        var shown = exchange.header(CSRF_HEADER);
        if (shown == null || !Tokens.same(shown, signedIn.csrf())) {
            throw Problem.of(403, "bad_csrf", "the header " + CSRF_HEADER + " is missing or is of another sign-in");
        }
        return signedIn;
    }

    private KeyCaller keyOf(Exchange exchange, long projectId) {
        var key = bearerKey(exchange);
        if (key.projectId() != projectId) {
            throw Problem.notFound("project");
        }
        return key;
    }

    private KeyCaller bearerKey(Exchange exchange) {
        return knownKey(bearer(exchange).orElseThrow(() -> Problem.unauthorized("an API key is needed")));
    }

    private KeyCaller knownKey(String value) {
        return keys.find(value).orElseThrow(() -> Problem.unauthorized("no such API key"));
    }

    /** The key, which has all of the rights. */
    public static KeyCaller withRights(KeyCaller key, Right... allOf) {
        if (!key.rights().containsAll(List.of(allOf))) {
            throw Problem.forbidden("this API key needs the right "
                    + Words.join(Set.of(allOf), " and ").toUpperCase(Locale.ROOT));
        }
        return key;
    }

    /** Other schemes are not ours: a proxy in front may ask for a password of its own. */
    private static Optional<String> bearer(Exchange exchange) {
        return Optional.ofNullable(exchange.header("Authorization"))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private static Problem notForKeys() {
        return Problem.forbidden("this is for signed-in members, not for API keys");
    }
}
