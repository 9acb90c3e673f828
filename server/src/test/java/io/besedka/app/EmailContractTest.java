package io.besedka.app;

import io.besedka.simulator.email.EmailSimulator;
import io.besedka.simulator.messenger.Account;
import java.net.URI;
import java.util.Map;

class EmailContractTest extends ChannelContract {
    private record Mail(EmailSimulator simulator, Account mailbox) implements Provider {
        @Override
        public Map<String, URI> apis() {
            return Map.of();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "address", mailbox.id(),
                    "imap_host", "127.0.0.1",
                    "imap_port", "" + simulator.imapPort(),
                    "imap_tls", "none",
                    "smtp_host", "127.0.0.1",
                    "smtp_port", "" + simulator.smtpPort(),
                    "smtp_tls", "none");
        }

        @Override
        public Map<String, String> secrets() {
            return Map.of("password", "secret");
        }

        @Override
        public Phone phone(String name) {
            return new Phone.Of(mailbox.person(name));
        }
    }

    @Override
    Provider provider() {
        var simulator = EmailSimulator.start(0);
        return new Mail(simulator, simulator.mailbox("shop@flowers.example", "secret", "Flower shop"));
    }
}
