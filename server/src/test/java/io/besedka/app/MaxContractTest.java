package io.besedka.app;

import io.besedka.simulator.max.MaxSimulator;
import io.besedka.simulator.messenger.Account;
import java.time.Duration;
import java.util.Map;

class MaxContractTest extends ChannelContract {
    private static final String TOKEN = "f9LHodD0cOKcontract";

    private record Max(MaxSimulator simulator, Account bot) implements Provider {
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
        var simulator = MaxSimulator.start(0);
        // It would be a second of the simulator's, of which the server's clock makes an hour.
        simulator.processing(Duration.ZERO);
        return new Max(simulator, simulator.bot(TOKEN, "flower_shop_bot", "Flower shop"));
    }
}
