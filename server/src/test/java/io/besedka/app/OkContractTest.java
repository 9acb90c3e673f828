package io.besedka.app;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.ok.OkSimulator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

class OkContractTest extends ChannelContract {
    private static final String TOKEN = "tkn1XyZ0contract";

    private record Ok(OkSimulator simulator, Account group) implements Provider {
        @Override
        public Map<String, String> secrets() {
            return Map.of("token", TOKEN);
        }

        @Override
        public Phone phone(String name) {
            return new Phone.Of(group.person(name));
        }

        /** OK signs nothing: it is the address that nobody else knows. */
        @Override
        public Optional<HttpRequest> forged(URI hook) {
            return Provider.super.forged(hook.resolve("somewhere-else"));
        }
    }

    @Override
    Provider provider() {
        var simulator = OkSimulator.start(0);
        // Its time is the real one, ours flies: OK's work on files is tried where both go alike.
        simulator.processing(Duration.ZERO);
        return new Ok(simulator, simulator.group(TOKEN, "55001", "Flower shop"));
    }
}
