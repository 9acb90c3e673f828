package io.besedka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.DeliveryStore;
import io.besedka.conversation.DeliveryStore.Claimed;
import io.besedka.conversation.DeliveryStore.Place;
import io.besedka.platform.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClaimsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Scene scene = new Scene(database.get(), 2000);
    private final DeliveryStore store = new DeliveryStore(database.get().jdbi());

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void two_processes_never_get_the_same_message() throws Exception {
        scene.paused = true;
        var places = new ArrayList<Place>();
        for (int i = 0; i < 100; i++) {
            var client = scene.client("c" + i);
            places.add(new Place(client, scene.says(client, "one")));
        }
        var claimed = new ArrayList<Place>();
        try (var processes = Executors.newFixedThreadPool(4)) {
            Callable<List<Claimed>> process = () -> store.claim(places, scene.clock.now(), false);
            for (var got : processes.invokeAll(List.of(process, process, process, process))) {
                got.get().forEach(one -> claimed.add(one.place()));
            }
        }
        assertThat(claimed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(places);
    }

    @Test
    void nothing_is_claimed_before_an_older_message_of_its_conversation() {
        scene.paused = true;
        var anna = scene.client("anna");
        var one = new Place(anna, scene.says(anna, "one"));
        var two = new Place(anna, scene.says(anna, "two"));

        assertThat(store.claim(List.of(two), scene.clock.now(), false)).isEmpty();
        assertThat(store.claim(List.of(one), scene.clock.now(), false))
                .extracting(Claimed::place)
                .containsExactly(one);
        assertThat(store.claim(List.of(two), scene.clock.now(), false)).isEmpty();
    }

    @Test
    void a_claim_whose_answer_was_lost_is_found_by_its_mark() {
        scene.paused = true;
        var anna = scene.client("anna");
        var one = new Place(anna, scene.says(anna, "one"));
        var mark = scene.clock.now().plusNanos(7000);
        store.claim(List.of(one), mark, false);

        assertThat(store.claim(List.of(one), mark.plusNanos(1000), true)).isEmpty();
        assertThat(store.claim(List.of(one), mark, true))
                .extracting(Claimed::place)
                .containsExactly(one);
    }
}
