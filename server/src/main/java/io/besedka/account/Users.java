package io.besedka.account;

import io.besedka.platform.http.Problem;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What signed-in users do about themselves. */
public final class Users {
    /** @param secret in base 32, to be typed @param uri to be shown as a QR code */
    public record TotpEnrolment(String secret, String uri) {
        @Override
        public String toString() {
            return "[secret]";
        }
    }

    private final Jdbi jdbi;
    private final Passwords passwords;
    private final SignIns signIns;
    private final SecondFactor secondFactor;

    Users(Jdbi jdbi, Passwords passwords, SignIns signIns, SecondFactor secondFactor) {
        this.jdbi = jdbi;
        this.passwords = passwords;
        this.signIns = signIns;
        this.secondFactor = secondFactor;
    }

    public User get(long userId) {
        return credentials(userId).user();
    }

    /** Null leaves a thing as it is. */
    public void change(long userId, String name, String locale) {
        var user = get(userId);
        var newName = name == null ? user.name() : Words.name("name", name);
        var newLocale = locale == null ? user.locale() : Words.locale(locale);
        jdbi.useHandle(handle -> UserStore.setProfile(handle, userId, newName, newLocale));
        signIns.forgetRecent();
    }

    /** Ends every other sign-in of the user. */
    public void changePassword(long userId, String signInToken, String old, String wanted) {
        Words.password("new", wanted);
        signIns.demandPassword(credentials(userId), old);
        var hash = passwords.hash(wanted);
        jdbi.useTransaction(tx -> {
            UserStore.setPassword(tx, userId, hash);
            signIns.endOthers(tx, userId, Optional.of(signInToken));
            LinkStore.voidAll(tx, userId);
        });
        signIns.rightsLeft(userId);
    }

    /** Offers a secret; it is asked for only after {@link #confirmTotp}. */
    public TotpEnrolment enrolTotp(long userId) {
        var secret = TimeCodes.newSecret();
        if (!jdbi.withHandle(handle -> UserStore.enrolTotp(handle, userId, secondFactor.seal(secret)))) {
            throw Problem.conflict("totp_enabled", "codes are asked for already; disable them first");
        }
        return new TotpEnrolment(
                TimeCodes.base32(secret), TimeCodes.uri(get(userId).email(), secret));
    }

    public void confirmTotp(long userId, String code) {
        var credentials = credentials(userId);
        if (credentials.totpSecret() == null || credentials.user().totp()) {
            throw Problem.conflict("totp_not_offered", "there is no code to confirm");
        }
        demandCode(credentials, code);
        jdbi.useHandle(handle -> UserStore.confirmTotp(handle, userId));
    }

    public void disableTotp(long userId, String code) {
        var credentials = credentials(userId);
        if (!credentials.user().totp()) {
            throw Problem.conflict("totp_disabled", "codes are not asked for");
        }
        demandCode(credentials, code);
        jdbi.useHandle(handle -> UserStore.removeTotp(handle, userId));
    }

    private void demandCode(UserStore.Credentials credentials, String code) {
        signIns.demandCode(credentials, Words.required("code", code));
    }

    private UserStore.Credentials credentials(long userId) {
        return jdbi.withHandle(handle -> UserStore.byId(handle, userId));
    }
}
