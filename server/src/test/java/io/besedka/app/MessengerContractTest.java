package io.besedka.app;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.meta.MetaSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

class MessengerContractTest extends ChannelContract {
    private static final String TOKEN = "EAAContractTokenOfThePage0123456789";

    private record Meta(MetaSimulator simulator, Account page) implements Provider {
        @Override
        public Map<String, String> settings() {
            return Map.of("app_id", "600100200300");
        }

        @Override
        public Map<String, String> secrets() {
            return Map.of("token", TOKEN, "app_secret", "contract-app-secret");
        }

        @Override
        public Phone phone(String name) {
            return new Phone.Of(page.person(name));
        }

        @Override
        public Optional<Duration> window() {
            return Optional.of(Duration.ofHours(24));
        }
    }

    @Override
    Provider provider() {
        return of(MetaSimulator.messenger(0), "100055500001");
    }

    static Provider of(MetaSimulator simulator, String id) {
        return new Meta(simulator, simulator.page(TOKEN, "600100200300", "contract-app-secret", id, "Flower shop"));
    }
}
