package io.besedka.account;

import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** Judges the codes of an authenticator app; each code is taken once. */
final class SecondFactor {
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Sealing sealing;

    SecondFactor(Jdbi jdbi, InstantSource clock, Sealing sealing) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.sealing = sealing;
    }

    boolean accepts(UserStore.Credentials credentials, String code) {
        var secret = sealing.open(credentials.totpSecret());
        var step = TimeCodes.match(secret, code, clock.instant(), credentials.totpLastStep());
        return step.isPresent() && take(credentials.user().id(), step.getAsLong());
    }

    private boolean take(long userId, long step) {
        return jdbi.withHandle(handle -> UserStore.takeTotpStep(handle, userId, step));
    }

    byte[] seal(byte[] secret) {
        return sealing.seal(secret);
    }
}
