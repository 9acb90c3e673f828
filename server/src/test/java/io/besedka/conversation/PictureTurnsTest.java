package io.besedka.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.database.TestDatabase;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What turns do about clients' pictures: which are fetched, and which of those that came is shown. */
class PictureTurnsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final House house = new House(database.get(), Bot.NONE);
    private final AtomicInteger fetches = new AtomicInteger();
    private int said;

    PictureTurnsTest() {
        house.turns.onFiles(fetches::incrementAndGet);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Input says(String avatar) {
        var address = new Address.OfClient(
                house.project, House.SHOP, "anna", Profile.named("Anna").withAvatar(avatar));
        return new Input(address, new Act.Wrote("m" + ++said, Content.text("hello"), null, null, house.clock.now()));
    }

    private ConversationKey hears(String avatar) {
        return House.keyOf(house.turns.take(List.of(says(avatar))).getFirst());
    }

    private long fileOf(String avatar) {
        return house.count(
                "select max(id) from files where project_id = :project and state = 0 and remote = '" + avatar + "'");
    }

    private long files() {
        return house.count("select count(*) from files where project_id = :project");
    }

    private long shown() {
        return house.count("select coalesce(max(picture_id), 0) from clients where project_id = :project");
    }

    @Test
    void a_picture_is_fetched_when_it_is_first_heard_of_and_when_it_is_another() {
        hears(null);
        assertThat(files()).isZero();

        hears("one");
        hears("one");
        hears(null);
        assertThat(files()).isEqualTo(1);

        hears("two");
        assertThat(files()).isEqualTo(2);
        assertThat(house.count("select count(*) from files where project_id = :project and client_id is null"))
                .isZero();
        assertThat(shown()).as("nothing has come yet").isZero();
    }

    @Test
    void a_strangers_picture_is_fetched_too() {
        var key = hears("one");

        assertThat(house.count("select client_id from files where project_id = :project"))
                .isEqualTo(key.id());
        assertThat(house.count("select connection_id from files where project_id = :project"))
                .isEqualTo(House.SHOP);
    }

    @Test
    void of_two_pictures_in_one_breath_the_later_is_fetched() {
        hears(null);
        var taken = house.turns.take(List.of(says("one"), says("two"), says("two")));

        assertThat(taken).allMatch(Result.Taken.class::isInstance);
        var key = House.keyOf(taken.getFirst());
        house.does(key, new Act.Pictured(fileOf("two")));
        assertThat(house.count(
                        "select count(*) from clients c join files f on f.project_id = c.project_id and f.id = c.picture_id"
                                + " where c.project_id = :project and f.remote = 'two' and f.state = 1"))
                .isEqualTo(1);
    }

    @Test
    void the_fetcher_is_told_only_when_there_is_something_to_fetch() {
        hears(null);
        assertThat(fetches).hasValue(0);
        hears("one");
        assertThat(fetches).hasValue(1);
        hears("one");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void a_picture_that_came_is_shown_and_told_by_its_number() {
        var key = hears("one");
        long file = fileOf("one");

        house.does(key, new Act.Pictured(file));

        assertThat(shown()).isEqualTo(file);
        var told = house.followed.getLast();
        assertThat(told.kind()).isEqualTo(LogKind.CONVERSATION);
        assertThat(told.ref()).isEqualTo(file);
        assertThat(told.messages()).isEmpty();
    }

    @Test
    void a_picture_that_comes_late_does_not_take_the_place_of_a_later_one() {
        var key = hears("one");
        long first = fileOf("one");
        hears("two");
        long second = fileOf("two");

        house.does(key, new Act.Pictured(second));
        house.does(key, new Act.Pictured(first));

        assertThat(shown()).isEqualTo(second);
    }

    @Test
    void nobody_is_shown_with_the_picture_of_another() {
        var key = hears("one");
        var boris = House.keyOf(house.person("boris").writes("hi"));

        house.does(boris, new Act.Pictured(fileOf("one")));

        assertThat(shown()).isZero();
        assertThat(house.count("select count(*) from files where project_id = :project and state = 0"))
                .isEqualTo(1);
        assertThat(key).isNotEqualTo(boris);
    }
}
