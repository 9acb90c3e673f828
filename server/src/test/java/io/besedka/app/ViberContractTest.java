package io.besedka.app;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.viber.ViberSimulator;
import java.util.Map;

class ViberContractTest extends ChannelContract {
    private static final String TOKEN = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";

    private record Viber(ViberSimulator simulator, Account bot) implements Provider {
        @Override
        public Map<String, String> secrets() {
            return Map.of("token", TOKEN);
        }

        @Override
        public Phone phone(String name) {
            return new Phone.Of(bot.person(name));
        }
    }

    @Override
    Provider provider() {
        var simulator = ViberSimulator.start(0);
        return new Viber(simulator, simulator.bot(TOKEN, "flower_shop", "Flower shop"));
    }
}
