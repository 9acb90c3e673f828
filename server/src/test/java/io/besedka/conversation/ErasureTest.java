package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the files of an erased client and of a cleared history: neither rows nor bytes, unless something else names them. */
class ErasureTest {
    private static final Author KEY = Author.api(5);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path data;

    private House house;
    private FileStore files;
    private Path folder;

    @BeforeEach
    void open() {
        house = new House(database.get(), Bot.NONE);
        folder = data.resolve("files");
        files = new FileStore(database.get().jdbi(), house.clock, folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private long stored() throws IOException {
        var bytes = "a photo".getBytes(StandardCharsets.UTF_8);
        return files.store(house.project, "photo.jpg", new ByteArrayInputStream(bytes), 1000)
                .id();
    }

    private static Content photo(long file) {
        return Content.of("look", Part.Attachment.stored(Part.Media.PHOTO, file, "photo.jpg", "image/jpeg", 7));
    }

    private ConversationKey shows(String name, long file) {
        return House.keyOf(
                house.person(name).does(new Act.Wrote("p" + file, photo(file), null, null, house.clock.now())));
    }

    private void erase(ConversationKey key, FileHolder... holders) {
        var erasure = new Erasure(database.get().jdbi(), house.clock, List.of(holders), List.of(), Erasure.Told.NOBODY);
        assertThat(erasure.erase(house.project, List.of(key.id()))).containsExactly(key.id());
    }

    private boolean isKnown(long file) {
        return files.find(house.project, file).isPresent();
    }

    private boolean isOnDisk(long file) {
        return Files.exists(files.place(house.project, file));
    }

    private long marked() {
        return house.count("select count(*) from removed_files where project_id = :project");
    }

    /** Until nothing is marked any more, or nothing more can be done. */
    private void awaitRemoval(FileHolder... holders) throws InterruptedException {
        try (var removal = removal(holders).start()) {
            await(removal, 0);
        }
    }

    private FileRemoval removal(FileHolder... holders) {
        return new FileRemoval(database.get().jdbi(), house.clock, files, List.of(holders));
    }

    private void await(FileRemoval removal, long left) throws InterruptedException {
        await(removal, left, () -> marked() <= left);
    }

    private void await(FileRemoval removal, long left, BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < deadline) {
            removal.soon();
            Thread.yield();
        }
        assertThat(done.getAsBoolean()).isTrue();
        assertThat(marked()).isEqualTo(left);
    }

    @Test
    void a_clients_files_go_with_the_client() throws Exception {
        long sent = stored();
        long answered = stored();
        long scheduled = stored();
        long other = stored();
        var anna = shows("anna", sent);
        shows("boris", other);
        house.does(anna, new Act.Replied(KEY, "r", photo(answered), 0));
        house.does(
                anna,
                new Act.Scheduled(KEY, "s", photo(scheduled), house.clock.now().plusSeconds(3600)));

        erase(anna);

        assertThat(isKnown(sent) || isKnown(answered) || isKnown(scheduled)).isFalse();
        assertThat(isOnDisk(sent)).as("the bytes go after the commit").isTrue();
        awaitRemoval();
        assertThat(isOnDisk(sent) || isOnDisk(answered) || isOnDisk(scheduled)).isFalse();
        assertThat(isKnown(other) && isOnDisk(other)).isTrue();
    }

    @Test
    void a_file_that_something_else_names_stays_until_that_is_gone_too() throws Exception {
        long prices = stored();
        long waiting = stored();
        long drafted = stored();
        var anna = shows("anna", prices);
        house.does(anna, new Act.Replied(KEY, "w", photo(waiting), 0));
        house.does(anna, new Act.Replied(KEY, "d", photo(drafted), 0));
        var boris = shows("boris", prices);
        house.does(
                boris,
                new Act.Scheduled(KEY, "s", photo(waiting), house.clock.now().plusSeconds(3600)));

        erase(anna, (handle, project) -> List.of(drafted));
        assertThat(List.of(isKnown(prices), isKnown(waiting), isKnown(drafted))).containsOnly(true);
        assertThat(marked()).isZero();

        erase(boris);
        assertThat(List.of(isKnown(prices), isKnown(waiting), isKnown(drafted))).containsExactly(false, false, true);
    }

    @Test
    void what_somebody_wrote_names_no_file() throws Exception {
        long file = stored();
        shows("boris", file);
        var anna = House.keyOf(house.person("anna").writes("{\"fileId\":" + file + "}"));
        house.does(
                anna,
                new Act.Replied(
                        KEY,
                        "b",
                        Content.of("b", Part.Buttons.reply(List.of(List.of(Part.Button.text("\"fileId\":" + file))))),
                        0));

        erase(anna);

        assertThat(isKnown(file)).isTrue();
        assertThat(marked()).isZero();
    }

    @Test
    void what_a_crash_left_is_removed_at_the_next_start() throws Exception {
        long file = stored();
        erase(shows("anna", file));
        // The process died here: the bytes are there, or are gone already while their row is not.
        long gone = stored();
        erase(shows("vera", gone));
        Files.delete(files.place(house.project, gone));

        awaitRemoval();

        assertThat(isOnDisk(file)).isFalse();
    }

    @Test
    void a_file_still_on_its_way_is_not_kept_when_it_comes() throws Exception {
        long file = stored();
        house.execute("update files set state = 0 where id = " + file);
        Files.delete(files.place(house.project, file));
        erase(shows("anna", file));

        files.stored(house.project, file, new ByteArrayInputStream(new byte[] {1}), 1000);
        assertThat(isOnDisk(file)).isFalse();

        Files.write(files.place(house.project, file), new byte[] {1});
        try (var removal = removal().start()) {
            removal.soon();
            assertThat(marked())
                    .as("whoever fetches may die between the bytes and the look")
                    .isEqualTo(1);
            house.clock.advance(FileStore.LEASE);
            await(removal, 0);
        }
        assertThat(isOnDisk(file)).isFalse();
    }

    @Test
    void nothing_is_removed_while_somebody_holds_the_folder() throws Exception {
        long file = stored();
        erase(shows("anna", file));
        try (var hold = FolderHold.of(folder)) {
            assertThat(hold.isMine()).isTrue();
            var other = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
                try (var second = FolderHold.tried(folder)) {
                    return second.isMine();
                } catch (IOException failure) {
                    throw new java.io.UncheckedIOException(failure);
                }
            });
            assertThat(other.get()).isFalse();
            assertThat(isOnDisk(file)).isTrue();
        }
        awaitRemoval();
        assertThat(isOnDisk(file)).isFalse();
    }

    private void clear(ConversationKey key) {
        house.clock.advance(Duration.ofSeconds(1));
        assertThat(house.does(key, new Act.Cleared(KEY))).isInstanceOf(Result.Taken.class);
    }

    @Test
    void a_cleared_historys_files_go_with_it_and_what_is_on_its_way_keeps_its_own() throws Exception {
        long sent = stored();
        long onItsWay = stored();
        long other = stored();
        var anna = shows("anna", sent);
        house.does(anna, new Act.Replied(KEY, "r", photo(onItsWay), 0));
        shows("boris", other);

        clear(anna);
        assertThat(isOnDisk(sent))
                .as("the bytes go after the commit, at the next start too")
                .isTrue();
        awaitRemoval();

        assertThat(List.of(isKnown(sent), isOnDisk(sent))).containsOnly(false);
        assertThat(List.of(isKnown(onItsWay), isOnDisk(onItsWay), isKnown(other), isOnDisk(other)))
                .containsOnly(true);
    }

    @Test
    void a_cleared_file_that_something_else_names_stays_until_that_is_cleared_too() throws Exception {
        long prices = stored();
        long waiting = stored();
        long drafted = stored();
        long face = stored();
        var anna = shows("anna", prices);
        for (long file : List.of(waiting, drafted, face)) {
            shows("anna", file);
        }
        var boris = shows("boris", prices);
        house.does(
                boris,
                new Act.Scheduled(KEY, "s", photo(waiting), house.clock.now().plusSeconds(3600)));
        house.execute("update files set client_id = " + boris.id() + " where id = " + face);
        FileHolder drafts = (handle, project) -> List.of(drafted);

        clear(anna);
        awaitRemoval(drafts);
        assertThat(List.of(isKnown(prices), isKnown(waiting), isKnown(drafted), isOnDisk(face), isOnDisk(prices)))
                .containsOnly(true);

        clear(boris);
        awaitRemoval(drafts);
        assertThat(List.of(isKnown(prices), isOnDisk(prices))).containsOnly(false);
        assertThat(List.of(isKnown(waiting), isKnown(drafted), isOnDisk(face))).containsOnly(true);
    }

    @Test
    void a_file_of_two_cleared_histories_goes_once() throws Exception {
        long prices = stored();
        long other = stored();
        var anna = shows("anna", prices);
        var boris = shows("boris", prices);
        shows("boris", other);
        house.clock.advance(Duration.ofSeconds(1));

        house.turns.take(List.of(
                new Input(Address.of(house.project, anna.id()), new Act.Cleared(KEY)),
                new Input(Address.of(house.project, boris.id()), new Act.Cleared(KEY))));
        assertThat(marked()).isEqualTo(2);
        clear(boris);
        erase(anna);
        erase(boris);
        awaitRemoval();

        assertThat(List.of(isOnDisk(prices), isOnDisk(other), isKnown(prices))).containsOnly(false);
    }

    @Test
    void a_cleared_file_still_on_its_way_is_waited_for() throws Exception {
        long file = stored();
        house.execute("update files set state = 0 where id = " + file);
        var anna = shows("anna", file);
        clear(anna);

        try (var removal = removal().start()) {
            await(removal, 1, () -> !isKnown(file));
            assertThat(isOnDisk(file)).as("whoever fetches it may still write").isTrue();
            house.clock.advance(FileStore.LEASE);
            await(removal, 0);
        }
        assertThat(isOnDisk(file)).isFalse();
    }
}
