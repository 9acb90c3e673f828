package io.besedka.app;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.vk.VkSimulator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class VkContractTest extends ChannelContract {
    private static final String TOKEN = "vk1.a.token-of-the-flower-shop";

    private record Vk(VkSimulator simulator, Account community) implements Provider {
        @Override
        public Map<String, String> secrets() {
            return Map.of("token", TOKEN);
        }

        @Override
        public Phone phone(String name) {
            return new VkPhone(new Phone.Of(community.person(name)));
        }

        @Override
        public boolean keyed() {
            return true;
        }
    }

    /** VK hands out no file of a video, only its page: it comes as a text and is looked at in {@link VkChannelTest}. */
    private record VkPhone(Phone.Of phone) implements Phone {
        @Override
        public List<String> sendsOneOfEach() {
            phone.person().sends(Media.photo(PICTURE));
            phone.person().sends(Media.voice(SOUND));
            phone.person().sends(Media.file("order.txt", "two roses".getBytes(StandardCharsets.UTF_8)));
            phone.person().sends(Media.sticker(PICTURE));
            phone.person().sendsLocation(55.751, 37.618);
            return List.of("PHOTO", "VOICE", "FILE", "STICKER", "location");
        }

        @Override
        public void writes(String text) {
            phone.writes(text);
        }

        @Override
        public void writesAndIsToldTwice(String text) {
            phone.writesAndIsToldTwice(text);
        }

        @Override
        public void presses(String label) {
            phone.presses(label);
        }

        @Override
        public void reads() {
            phone.reads();
        }

        @Override
        public boolean canRead() {
            return phone.canRead();
        }

        @Override
        public List<String> sees() {
            return phone.sees();
        }
    }

    @Override
    Provider provider() {
        var simulator = VkSimulator.start(0);
        return new Vk(simulator, simulator.community(TOKEN, "224466", "Flower shop"));
    }
}
