package io.besedka.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import io.besedka.simulator.telegram.Person;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Telegram tells of pictures only when asked: once for each client. */
class TelegramPicturesTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(database.address(), data, true);
        shop.connectTelegram();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private JsonNode client(String name) throws Exception {
        for (var conversation :
                shop.get(shop.inProject("/conversations?view=all")).get("conversations")) {
            if (conversation.at("/client/name").asString().equals(name)) {
                return conversation.get("client");
            }
        }
        return null;
    }

    private JsonNode untilPictured(String name) throws Exception {
        return shop.until(() -> client(name), client -> client.has("avatarUrl"));
    }

    private Person person(String name) {
        return shop.bot.person(name);
    }

    @Test
    void a_telegram_client_has_the_picture_of_the_chat() throws Exception {
        person("Anna").looksLike(Phone.PICTURE).writes("hello");

        var anna = untilPictured("Anna");
        assertThat(shop.download(anna.get("avatarUrl").asString()).body()).isEqualTo(Phone.PICTURE);
    }

    @Test
    void who_has_none_is_asked_about_once() throws Exception {
        person("Anna").writes("hello");
        person("Boris").looksLike(Phone.PICTURE).writes("hello");
        untilPictured("Boris");

        person("Anna").looksLike(Phone.PICTURE).writes("are you there?");
        person("Clara").looksLike(Phone.PICTURE).writes("hello");
        untilPictured("Clara");

        assertThat(client("Anna").has("avatarUrl")).isFalse();
    }
}
