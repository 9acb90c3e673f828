package io.besedka.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.besedka.channel.Connection;
import io.besedka.platform.outbound.AddressRange;
import io.besedka.platform.outbound.GuardedSockets;
import io.besedka.platform.secret.Secret;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where members may lead the server by naming a mail server. */
class MailServersTest {
    private static final List<AddressRange> NOBODY = List.of();

    private static EmailSettings settings(String host, int port, String tls) {
        var settings = Map.of(
                "address",
                "shop@flowers.example",
                "imap_host",
                host,
                "imap_port",
                "" + port,
                "imap_tls",
                tls,
                "smtp_host",
                host,
                "smtp_port",
                "" + port,
                "smtp_tls",
                tls);
        return EmailSettings.of(
                        new Connection(3, 7, "email", "Shop", false, settings, Map.of("password", new Secret("p"))))
                .orElseThrow();
    }

    private static void assertForbidden(List<AddressRange> allowed, EmailSettings settings) {
        var servers = new MailServers(allowed);
        for (var failure : List.of(
                catchThrowableOfType(MessagingException.class, () -> servers.imap(settings)),
                catchThrowableOfType(MessagingException.class, () -> servers.smtp(settings)))) {
            assertThat(failure).hasRootCauseInstanceOf(GuardedSockets.Forbidden.class);
            assertThat(EmailOutcome.isLasting(failure)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"implicit", "starttls", "none"})
    void nobody_is_called_on_a_private_address(String tls) throws IOException {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertForbidden(NOBODY, settings("127.0.0.1", listening.getLocalPort(), tls));
            assertForbidden(NOBODY, settings("localhost", listening.getLocalPort(), tls));
            assertForbidden(
                    List.of(AddressRange.parse("10.0.0.0/8")), settings("127.0.0.1", listening.getLocalPort(), tls));
            assertThat(isCalled(listening)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, implicit",
        "192.168.1.1, starttls",
        "169.254.169.254, implicit",
        "0.0.0.0, implicit",
        "::1, implicit",
        "93.184.216.34, none"
    })
    void private_addresses_and_the_internet_in_the_clear_are_refused(String host, String tls) {
        assertForbidden(NOBODY, settings(host, 9, tls));
    }

    @ParameterizedTest
    @ValueSource(strings = {"implicit", "starttls", "none"})
    void an_allowed_address_is_called(String tls) throws IOException {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var settings = settings("127.0.0.1", listening.getLocalPort(), tls);
            Thread.startVirtualThread(() -> hangUp(listening));
            var failure = catchThrowableOfType(
                    MessagingException.class,
                    () -> new MailServers(List.of(AddressRange.parse("127.0.0.0/8"))).imap(settings));
            assertThat(failure).isNotNull();
            assertThat(EmailOutcome.isLasting(failure)).isFalse();
        }
    }

    private static void hangUp(ServerSocket listening) {
        try {
            listening.accept().close();
        } catch (IOException over) {
            // The test is done.
        }
    }

    /** What connected before is waiting already. */
    private static boolean isCalled(ServerSocket listening) throws IOException {
        listening.setSoTimeout(1);
        try {
            listening.accept().close();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }
}
