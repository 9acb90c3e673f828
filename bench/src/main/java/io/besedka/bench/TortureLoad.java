package io.besedka.bench;

import io.besedka.platform.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Everybody who writes: for each chat its person, through the webhook, and its operator, through the API. */
final class TortureLoad {
    /** So that two processors have time left for the webhooks, and kills find them at work. */
    private static final int PERSON_PAUSE = 500;
    /** Telegram lets a bot write to a chat once a second; faster, and what waits would only pile up. */
    private static final int OPERATOR_PAUSE = 1_100;

    private final TortureApi api;
    private final List<TortureChat> chats;
    private final long seed;
    private final TortureCrowd crowd = new TortureCrowd();

    TortureLoad(TortureApi api, List<TortureChat> chats, long seed) {
        this.api = api;
        this.chats = chats;
        this.seed = seed;
    }

    /** A first message from everybody, in peace, so that operators know their conversations. */
    void introduce(TortureBooks books) throws Exception {
        for (var chat : chats) {
            write(chat, chat.update(1));
            chat.acknowledged = 1;
            chat.conversation = books.conversation(chat.bot, chat.person);
        }
    }

    void start() {
        for (var chat : chats) {
            crowd.join(() -> person(chat, new Random(seed ^ chat.person)));
            crowd.join(() -> operator(chat, new Random(~seed ^ chat.person)));
        }
    }

    private void person(TortureChat chat, Random random) throws InterruptedException {
        while (!crowd.isFinishing()) {
            var update = chat.update(chat.acknowledged + 1);
            int trick = random.nextInt(100);
            var twin = trick < 2 ? TortureCrowd.aside(() -> once(chat, update)) : null;
            if (!write(chat, update)) {
                return;
            }
            chat.acknowledged++;
            if (trick >= 95) {
                once(chat, update);
            }
            if (twin != null) {
                twin.join();
            }
            Thread.sleep(random.nextInt(PERSON_PAUSE));
        }
    }

    /** The same body until it is acknowledged, as Telegram does. */
    private boolean write(TortureChat chat, byte[] update) throws InterruptedException {
        return crowd.insist(() -> once(chat, update));
    }

    private boolean once(TortureChat chat, byte[] update) throws InterruptedException {
        try {
            int status = api.update(chat.bot, update);
            crowd.count("webhook " + status);
            return status == 200;
        } catch (IOException broken) {
            crowd.count("webhook broken");
            return false;
        }
    }

    private void operator(TortureChat chat, Random random) throws InterruptedException {
        Thread.sleep(random.nextInt(OPERATOR_PAUSE));
        while (!crowd.isFinishing()) {
            int number = chat.replies.size() + 1;
            var twin = random.nextInt(100) < 5 ? TortureCrowd.aside(() -> reply(chat, number)) : null;
            if (!answer(chat, number)) {
                return;
            }
            if (twin != null) {
                twin.join();
            }
            if (random.nextInt(100) < 5) {
                reply(chat, chat.replies.size());
            }
            Thread.sleep(OPERATOR_PAUSE + random.nextInt(OPERATOR_PAUSE));
        }
    }

    /** The same key until it is acknowledged. */
    private boolean answer(TortureChat chat, int number) throws InterruptedException {
        return crowd.insist(() -> {
            long seq = reply(chat, number);
            return seq >= 0 && chat.replies.add(seq);
        });
    }

    /** Where the server says the reply stands; -1 when it was not acknowledged. */
    private long reply(TortureChat chat, int number) throws InterruptedException {
        try {
            var answer =
                    api.reply(chat.bot.project(), chat.conversation, chat.key(number), TortureChat.OPERATOR + number);
            crowd.count("reply " + answer.statusCode());
            if (answer.statusCode() / 100 != 2) {
                return -1;
            }
            return Json.read(answer.body(), JsonNode.class)
                    .path("message")
                    .path("seq")
                    .asLong(0);
        } catch (IOException broken) {
            crowd.count("reply broken");
            return -1;
        }
    }

    void finish(Duration patience) throws InterruptedException {
        crowd.finish(patience);
    }

    long acknowledged() {
        return messages() + replies();
    }

    private long messages() {
        return chats.stream().mapToLong(chat -> chat.acknowledged).sum();
    }

    private long replies() {
        return chats.stream().mapToLong(chat -> chat.replies.size()).sum();
    }

    String summary() {
        return "acknowledged inputs %d (%d messages, %d replies); answers %s"
                .formatted(acknowledged(), messages(), replies(), crowd);
    }
}
