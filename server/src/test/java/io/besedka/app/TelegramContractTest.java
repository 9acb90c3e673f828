package io.besedka.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.simulator.telegram.Attachment;
import io.besedka.simulator.telegram.Bot;
import io.besedka.simulator.telegram.Person;
import io.besedka.simulator.telegram.TelegramSimulator;
import java.util.List;
import java.util.Map;

class TelegramContractTest extends ChannelContract {
    private static final String TOKEN = "7002:contract-token";

    private record Telegram(TelegramSimulator simulator, Bot bot) implements Provider {
        @Override
        public Map<String, String> secrets() {
            return Map.of("token", TOKEN);
        }

        @Override
        public Phone phone(String name) {
            return new TelegramPhone(bot, bot.person(name));
        }
    }

    /** Telegram's simulator is older than the base of the others. */
    private record TelegramPhone(Bot bot, Person person) implements Phone {
        @Override
        public void writes(String text) {
            person.writes(text);
        }

        @Override
        public void writesAndIsToldTwice(String text) {
            bot.redeliver(person.writes(text));
        }

        @Override
        public List<String> sendsOneOfEach() {
            person.sends(Attachment.photo(PICTURE));
            person.sends(Attachment.video("walk.mp4", FILM));
            person.sends(Attachment.voice(SOUND));
            person.sends(Attachment.document("order.txt", "two roses".getBytes(UTF_8)));
            person.sendsLocation(55.751, 37.618);
            person.sendsContact("Ivan", "+79990000202");
            return List.of("PHOTO", "VIDEO", "VOICE", "FILE", "location", "contact");
        }

        @Override
        public void presses(String label) {
            person.presses(label);
        }

        @Override
        public void reads() {
            throw new UnsupportedOperationException("bots are not told");
        }

        @Override
        public boolean canRead() {
            return false;
        }

        @Override
        public List<String> sees() {
            return person.sees();
        }
    }

    @Override
    Provider provider() {
        var simulator = TelegramSimulator.start(0);
        return new Telegram(simulator, simulator.bot(TOKEN, "contract_bot", "Flower shop"));
    }
}
