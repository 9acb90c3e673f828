package io.besedka.app;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.whatsapp.WhatsAppSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

class WhatsAppContractTest extends ChannelContract {
    private static final String TOKEN = "EAAG-token-of-the-contract";
    private static final String APP_SECRET = "app-secret-of-the-contract";

    private record WhatsApp(WhatsAppSimulator simulator, Account number) implements Provider {
        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "phone_number_id",
                    number.id(),
                    "waba_id",
                    number.extra("waba_id"),
                    "app_id",
                    number.extra("app_id"));
        }

        @Override
        public Map<String, String> secrets() {
            return Map.of("token", TOKEN, "app_secret", APP_SECRET);
        }

        @Override
        public Phone phone(String name) {
            return new Phone.Of(number.person(name));
        }

        @Override
        public Optional<Duration> window() {
            return Optional.of(Duration.ofHours(24));
        }
    }

    @Override
    Provider provider() {
        var simulator = WhatsAppSimulator.start(0);
        return new WhatsApp(simulator, simulator.number("1100330044", "Flower shop", TOKEN, APP_SECRET));
    }
}
