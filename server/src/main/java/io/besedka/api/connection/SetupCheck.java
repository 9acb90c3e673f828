package io.besedka.api.connection;

import io.besedka.channel.Setup;
import io.besedka.platform.http.Problem;
import io.besedka.platform.secret.Secret;
import java.util.Map;

/** Whether what somebody filled in is what the channel needs; names the first field that is not. */
final class SetupCheck {
    private SetupCheck() {}

    static void whole(Setup setup, Map<String, String> settings, Map<String, Secret> secrets) {
        for (var field : setup.fields()) {
            var value = field.secret() ? revealed(secrets.get(field.name())) : settings.get(field.name());
            var place = (field.secret() ? "secrets." : "settings.") + field.name();
            boolean empty = value == null || value.isBlank();
            if (empty && field.required()) {
                throw Problem.field(place, place + " is needed");
            }
            if (!empty && !field.pattern().matcher(value).matches()) {
                throw Problem.field(
                        place,
                        field.values().isEmpty()
                                ? place + " does not look as it should"
                                : place + " is one of " + String.join(", ", field.values()));
            }
        }
    }

    private static String revealed(Secret secret) {
        return secret == null ? null : secret.reveal();
    }
}
