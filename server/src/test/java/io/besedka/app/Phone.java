package io.besedka.app;

import io.besedka.simulator.messenger.Can;
import io.besedka.simulator.messenger.Media;
import io.besedka.simulator.messenger.Person;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Somebody with a messenger, whichever it is. */
interface Phone {
    byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    byte[] FILM = "\0\0\0\030ftypmp42 a film, or nearly".getBytes(StandardCharsets.ISO_8859_1);
    byte[] SOUND = "OggS a voice, or nearly".getBytes(StandardCharsets.UTF_8);

    void writes(String text);

    /** Writes once, but the provider tells it twice. */
    void writesAndIsToldTwice(String text);

    /** Sends one of each kind the messenger has; returns what became of them in our words: media, or the part's type. */
    List<String> sendsOneOfEach();

    void presses(String label);

    void reads();

    boolean canRead();

    /** What our side said that is still on the screen, oldest first. */
    List<String> sees();

    /** A phone of a simulator made on the common base. */
    record Of(Person person) implements Phone {
        @Override
        public void writes(String text) {
            person.writes(text);
        }

        @Override
        public void writesAndIsToldTwice(String text) {
            var account = person.chat().account();
            person.writes(text).updates().forEach(account::redeliver);
        }

        @Override
        public List<String> sendsOneOfEach() {
            var sent = new ArrayList<String>();
            media(Can.PHOTO, Media.photo(PICTURE), sent);
            media(Can.VIDEO, Media.video("walk.mp4", FILM), sent);
            media(Can.VOICE, Media.voice(SOUND), sent);
            media(Can.FILE, Media.file("order.txt", "two roses".getBytes(StandardCharsets.UTF_8)), sent);
            if (can(Can.LOCATION)) {
                person.sendsLocation(55.751, 37.618);
                sent.add("location");
            }
            if (can(Can.CONTACT)) {
                person.sendsContact("Ivan", "+79990000202");
                sent.add("contact");
            }
            return sent;
        }

        private void media(Can can, Media media, List<String> sent) {
            if (can(can)) {
                person.sends(media);
                sent.add(media.kind().name());
            }
        }

        private boolean can(Can can) {
            return person.chat().account().messenger().look().can().contains(can);
        }

        @Override
        public void presses(String label) {
            person.presses(label);
        }

        @Override
        public void reads() {
            person.reads();
        }

        @Override
        public boolean canRead() {
            return can(Can.READ);
        }

        @Override
        public List<String> sees() {
            return person.sees();
        }
    }
}
