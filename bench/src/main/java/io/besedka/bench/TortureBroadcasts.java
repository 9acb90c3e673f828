package io.besedka.bench;

import io.besedka.platform.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * A program for each project that starts one broadcast after another through the API: half of them at once, half as drafts. Every third
 * one stands still for a while on its way, and every third time an earlier one is told to try again those it did not reach.
 */
final class TortureBroadcasts {
    private static final int PAUSE = 2_500;
    private static final int CONFLICT = 409;
    /** Seconds between two messages: such that kills find broadcasts half done. */
    private static final BigDecimal SHIFT = new BigDecimal("0.1");

    private final TortureCrowd crowd = new TortureCrowd();
    private final List<TortureBroadcast> all = Collections.synchronizedList(new ArrayList<>());
    private final TortureVerdict heard = new TortureVerdict();

    private record Sender(TortureProgram program, List<TortureChat> chats, long list, Random random) {}

    /** In peace: the list of all clients is made now. */
    void join(TortureProgram program, List<TortureChat> chats, long seed) throws IOException, InterruptedException {
        long list = program.list(ids(chats));
        var sender = new Sender(program, chats, list, new Random(seed ^ program.project()));
        crowd.join(() -> run(sender));
    }

    private static List<Long> ids(List<TortureChat> chats) {
        return chats.stream().map(chat -> chat.conversation).toList();
    }

    private void run(Sender sender) throws InterruptedException {
        for (int number = 1; !crowd.isFinishing(); number++) {
            boolean toList = sender.random.nextBoolean();
            var broadcast =
                    new TortureBroadcast(sender.program.project(), number, toList ? sender.chats : some(sender));
            all.add(broadcast);
            var audience = toList ? Map.of("list", sender.list) : Map.of("clients", ids(broadcast.to));
            if (!carryOut(sender, broadcast, audience)) {
                return;
            }
            retryOne(sender, number);
            Thread.sleep(PAUSE + sender.random.nextInt(PAUSE));
        }
    }

    private static List<TortureChat> some(Sender sender) {
        var shuffled = new ArrayList<>(sender.chats);
        Collections.shuffle(shuffled, sender.random);
        return List.copyOf(shuffled.subList(0, 1 + sender.random.nextInt(shuffled.size())));
    }

    private boolean carryOut(Sender sender, TortureBroadcast broadcast, Map<String, ?> audience)
            throws InterruptedException {
        boolean draft = sender.random.nextBoolean();
        var wanted = Map.of(
                "name",
                broadcast.text(),
                "audience",
                audience,
                "content",
                Map.of("text", broadcast.text()),
                "shift",
                SHIFT,
                "draft",
                draft);
        if (!twice(sender.random, () -> create(sender.program, broadcast, wanted))) {
            return false;
        }
        boolean started = !draft || twice(sender.random, () -> act(sender.program, broadcast, "start"));
        broadcast.started = started && stoodStill(sender, broadcast);
        return broadcast.started;
    }

    /** True when it goes on, or was let go. */
    private boolean stoodStill(Sender sender, TortureBroadcast broadcast) throws InterruptedException {
        if (sender.random.nextInt(3) > 0) {
            return true;
        }
        Thread.sleep(sender.random.nextInt(PAUSE));
        boolean paused = twice(sender.random, () -> act(sender.program, broadcast, "pause"));
        Thread.sleep(sender.random.nextInt(PAUSE));
        return paused && twice(sender.random, () -> act(sender.program, broadcast, "resume"));
    }

    /** Whatever it answers, nobody may hear twice what was heard. */
    private void retryOne(Sender sender, int number) throws InterruptedException {
        var earlier = all().stream()
                .filter(broadcast -> broadcast.project == sender.program.project() && broadcast.started)
                .toList();
        if (!earlier.isEmpty() && sender.random.nextInt(3) == 0) {
            var one = earlier.get(sender.random.nextInt(earlier.size()));
            post(
                    sender.program,
                    "/broadcasts/" + one.id + "/retry",
                    Map.of(),
                    "retry " + one + " at " + number,
                    "retry");
        }
    }

    /** Until it is acknowledged; now and then two at once, now and then once more. */
    private boolean twice(Random random, TortureCrowd.Attempt attempt) throws InterruptedException {
        int trick = random.nextInt(4);
        var twin = trick == 0 ? TortureCrowd.aside(attempt::made) : null;
        boolean made = crowd.insist(attempt);
        if (twin != null) {
            twin.join();
        }
        if (trick == 1) {
            attempt.made();
        }
        return made;
    }

    private boolean create(TortureProgram program, TortureBroadcast broadcast, Object wanted)
            throws InterruptedException {
        var answer = post(program, "/broadcasts", wanted, "make " + broadcast, "creation");
        if (answer == null || answer.statusCode() != 201) {
            return false;
        }
        long id = Json.read(answer.body(), JsonNode.class).at("/broadcast/id").asLong();
        synchronized (broadcast) {
            if (broadcast.id != 0 && broadcast.id != id) {
                heard.doubled(broadcast + " was made as " + broadcast.id + " and under the same key as " + id);
            }
            broadcast.id = id;
        }
        return true;
    }

    /** One that died between the deed and its answer is told, a minute later, that its state is another: so it was done. */
    private boolean act(TortureProgram program, TortureBroadcast broadcast, String what) throws InterruptedException {
        var path = "/broadcasts/" + broadcast.id + "/" + what;
        var answer = post(program, path, Map.of(), what + " " + broadcast, what);
        return answer != null
                && (answer.statusCode() == 200
                        || answer.statusCode() == CONFLICT
                                && new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8)
                                        .contains("\"wrong_state\""));
    }

    /** Null when there was no answer. */
    private HttpResponse<byte[]> post(TortureProgram program, String path, Object body, String once, String what)
            throws InterruptedException {
        try {
            var answer = program.post(path, body, once);
            crowd.count(what + " " + answer.statusCode());
            return answer;
        } catch (IOException broken) {
            crowd.count(what + " broken");
            return null;
        }
    }

    void finish(Duration patience) throws InterruptedException {
        crowd.finish(patience);
    }

    List<TortureBroadcast> all() {
        return List.copyOf(all);
    }

    /** Each stands once in the database, as it was acknowledged. */
    void check(TortureBooks books, TortureVerdict verdict) throws SQLException, IOException {
        verdict.add(heard);
        var wanted = new HashMap<String, TortureBroadcast>();
        all.forEach(broadcast -> wanted.put(broadcast.project + " " + broadcast.text(), broadcast));
        books.read("select project_id, name, id from broadcasts order by id", List.of(), row -> {
            var broadcast = wanted.remove(row.getLong(1) + " " + row.getString(2));
            if (broadcast == null) {
                verdict.doubled("broadcast " + row.getString(2) + " of project " + row.getLong(1) + " stands again as "
                        + row.getLong(3));
            } else if (broadcast.id != 0 && broadcast.id != row.getLong(3)) {
                verdict.doubled(broadcast + " stands as " + row.getLong(3) + ", acknowledged was " + broadcast.id);
            }
        });
        wanted.values().stream()
                .filter(broadcast -> broadcast.id != 0)
                .forEach(broadcast -> verdict.lost(1, broadcast + " is gone"));
    }

    String summary() {
        long started = all.stream().filter(broadcast -> broadcast.started).count();
        return "broadcasts acknowledged " + started + " of " + all.size() + "; answers " + crowd;
    }
}
