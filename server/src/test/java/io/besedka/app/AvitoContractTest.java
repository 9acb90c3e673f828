package io.besedka.app;

import io.besedka.simulator.avito.AvitoSimulator;
import io.besedka.simulator.messenger.Account;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;

class AvitoContractTest extends ChannelContract {
    private record Avito(AvitoSimulator simulator, Account seller) implements Provider {
        @Override
        public Map<String, String> settings() {
            return Map.of("client_id", "contract-client");
        }

        @Override
        public Map<String, String> secrets() {
            return Map.of("client_secret", "contract-secret");
        }

        @Override
        public Phone phone(String name) {
            return new Phone.Of(seller.person(name));
        }

        /** Nothing is known of Avito's signature: it is the address that nobody else knows. */
        @Override
        public Optional<HttpRequest> forged(URI hook) {
            return Provider.super.forged(hook.resolve("somewhere-else"));
        }
    }

    @Override
    Provider provider() {
        var simulator = AvitoSimulator.start(0);
        return new Avito(simulator, simulator.seller("94235", "contract-client", "contract-secret", "Flower shop"));
    }
}
