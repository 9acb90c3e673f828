package io.besedka.channel.email;

import io.besedka.channel.Connection;
import io.besedka.channel.Setup;
import io.besedka.platform.secret.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A connection's settings as they are used.
 *
 * @param address our own, in small letters
 * @param name shown as the sender
 * @param subject of a conversation that we begin
 */
record EmailSettings(
        String address, String name, String subject, Server imap, Server smtp, String user, String password) {
    enum Tls {
        IMPLICIT,
        STARTTLS,
        /** Only to addresses that the administrator allowed by name. */
        NONE
    }

    record Server(String host, int port, Tls tls) {}

    private static final String PORT = "[1-9][0-9]{0,4}";
    private static final String HOST = "[A-Za-z0-9._:-]{1,253}";
    private static final String[] TLS = {"implicit", "starttls", "none"};

    static final Setup SETUP = new Setup(
            List.of(
                    Setup.Field.setting("address").like("[^@\\s<>,;\"]{1,64}@[^@\\s<>,;\"]{1,250}"),
                    Setup.Field.setting("name").like("[^\\r\\n]{1,100}").optional(),
                    Setup.Field.setting("subject").like("[^\\r\\n]{1,200}").optional(),
                    Setup.Field.setting("imap_host").like(HOST),
                    Setup.Field.setting("imap_port").like(PORT).optional(),
                    Setup.Field.setting("imap_tls").oneOf(TLS).optional(),
                    Setup.Field.setting("smtp_host").like(HOST),
                    Setup.Field.setting("smtp_port").like(PORT).optional(),
                    Setup.Field.setting("smtp_tls").oneOf(TLS).optional(),
                    Setup.Field.setting("user").like("[^\\r\\n\\x00]{1,250}").optional(),
                    Setup.Field.secret("password").like("[^\\r\\n\\x00]{1,500}")),
            false);

    /** Empty where something needed is missing or is nonsense: see {@link #SETUP}. */
    static Optional<EmailSettings> of(Connection connection) {
        for (var field : SETUP.fields()) {
            var value = field.secret() ? secret(connection, field.name()) : connection.setting(field.name(), "");
            boolean left = value.isBlank() && !field.required();
            if (!left && !field.pattern().matcher(value).matches()) {
                return Optional.empty();
            }
        }
        var address = connection.setting("address", "").toLowerCase(Locale.ROOT);
        return Optional.of(new EmailSettings(
                address,
                given(connection, "name", connection.name()),
                given(connection, "subject", connection.name()),
                server(connection, "imap", 993, 143),
                server(connection, "smtp", 465, 587),
                given(connection, "user", connection.setting("address", "")),
                secret(connection, "password")));
    }

    private static Server server(Connection connection, String which, int implicitPort, int plainPort) {
        var tls = Tls.valueOf(given(connection, which + "_tls", usual(connection, which, plainPort))
                .toUpperCase(Locale.ROOT));
        int port = Integer.parseInt(
                given(connection, which + "_port", "" + (tls == Tls.IMPLICIT ? implicitPort : plainPort)));
        return new Server(connection.setting(which + "_host", ""), port, tls);
    }

    /** The usual port speaks for the usual way. */
    private static String usual(Connection connection, String which, int plainPort) {
        return connection.setting(which + "_port", "").equals("" + plainPort) ? "starttls" : "implicit";
    }

    private static String given(Connection connection, String name, String otherwise) {
        var value = connection.setting(name, "");
        return value.isBlank() ? otherwise : value;
    }

    static String secret(Connection connection, String name) {
        return Optional.ofNullable(connection.secrets().get(name))
                .map(Secret::reveal)
                .orElse("");
    }

    /** As it stands on the wire, for ids. */
    String domain() {
        return MailText.asciiAddress(address).replaceFirst(".*@", "");
    }

    /** It holds a password. */
    @Override
    public String toString() {
        return "EmailSettings[" + address + "]";
    }
}
