package io.besedka.channel;

import io.besedka.platform.secret.Secret;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The code flow: the owner of an account agrees on the provider's page that a connection acts for it. */
public interface Consent {
    /** The setting that tells when the owner agreed: by it another account is noticed. */
    String AGREED_AT = "agreed_at";

    /** The provider's page. It leads back to {@code redirect} with {@code code} and this {@code state}. */
    String page(Connection connection, String state, String redirect);

    /** Exchanges the code, once. */
    Answer redeem(Connection connection, String code, String redirect);

    sealed interface Answer {
        /** @param secrets to be kept with the connection before any of them is used */
        record Granted(Map<String, Secret> secrets) implements Answer {
            public Granted {
                secrets = Map.copyOf(secrets);
            }
        }

        record Refused(String why) implements Answer {}
    }

    /** Where an adapter keeps secrets that change by themselves; {@link Connections} gives it. */
    @FunctionalInterface
    interface Keeper {
        /** Changes the connection as it is stored at that moment; what is then stored. Null when it was removed. */
        Connection change(long connectionId, UnaryOperator<Connection> change);
    }
}
