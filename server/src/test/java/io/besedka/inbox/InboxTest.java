package io.besedka.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.conversation.Profile;
import io.besedka.platform.database.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path folder;

    private Workplace place;
    private Browser anna;

    @BeforeEach
    void open() throws Exception {
        place = new Workplace(database.get(), folder);
        anna = place.browser(11);
    }

    @AfterEach
    void close() throws Exception {
        place.close();
    }

    private static String in(long conversation) {
        return "/v1/projects/1/conversations/" + conversation;
    }

    private static String reply(String key, String text) {
        return "{\"key\":\"%s\",\"content\":{\"text\":\"%s\"}}".formatted(key, text);
    }

    @Test
    void a_client_who_wrote_stands_in_the_list_with_all_that_is_known() {
        var profile = new Profile("Ольга", "olga", "ru", "+79990001122", "olga@example.org");
        var key = place.writes(1, profile, "Есть розы?");

        var first = anna.get("/v1/projects/1/conversations?view=unassigned&limit=1")
                .json()
                .at("/conversations/0");

        assertThat(first.path("id").asLong()).isEqualTo(key.id());
        assertThat(first.at("/client/phone").asString()).isEqualTo("+79990001122");
        assertThat(first.at("/client/channel").asString()).isEqualTo("widget");
        assertThat(first.at("/preview/text").asString()).isEqualTo("Есть розы?");
        assertThat(first.at("/owner/kind").asString()).isEqualTo("nobody");
        assertThat(first.path("unread").asInt()).isEqualTo(1);
    }

    @Test
    void the_list_tells_who_wrote_last_and_not_who_owns_the_conversation() {
        var key = place.writes(1, "answered by two", "hello");
        anna.post(in(key.id()) + "/take", "");
        place.browser(12).post(in(key.id()) + "/messages", reply("by-two", "Yes"));

        var listed = anna.get("/v1/projects/1/conversations?view=mine&limit=1")
                .json()
                .at("/conversations/0");

        assertThat(listed.path("id").asLong()).isEqualTo(key.id());
        assertThat(listed.at("/owner/id").asLong()).isEqualTo(11);
        assertThat(listed.at("/preview/text").asString()).isEqualTo("Yes");
        assertThat(listed.at("/preview/author/kind").asString()).isEqualTo("operator");
        assertThat(listed.at("/preview/author/id").asLong()).isEqualTo(12);
        assertThat(listed.at("/preview/author/name").asString()).isNotEmpty();

        anna.post(in(key.id()) + "/notes", "{\"key\":\"noted\",\"text\":\"between us\"}");
        var noted = anna.get(in(key.id())).json().at("/conversation/preview");
        assertThat(noted.at("/text").asString()).as("a note is not shown there").isEqualTo("Yes");
        assertThat(noted.at("/author/id").asLong()).isEqualTo(12);
    }

    @Test
    void pages_of_every_view_hold_each_conversation_once_and_the_newest_first() {
        var random = new Random(7);
        for (int i = 0; i < 60; i++) {
            var key = place.writes(1, "paged " + random.nextInt(40), "hello");
            if (random.nextInt(3) == 0) {
                anna.post(in(key.id()) + (random.nextBoolean() ? "/take" : "/close"), "");
            }
        }
        database.get()
                .jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "update conversations set owner_kind = 3, owner_id = 1 + id % 3 where owner_kind = 0 and id % 2 = 0"));
        database.get()
                .jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "update conversations set inbox_bucket = inbox_bucket - id % 4, last_message_at = last_message_at - make_interval(mins => (id % 4)::int * 10)"));
        for (var view : new String[] {"mine", "unassigned", "all", "closed"}) {
            var whole = ids(view, 100);
            var pages = ids(view, 3);
            assertThat(pages).as(view).isEqualTo(whole).doesNotHaveDuplicates().isNotEmpty();
        }
        assertThat(ids("all", 7))
                .containsAll(ids("mine", 7))
                .containsAll(ids("unassigned", 7))
                .doesNotContainAnyElementsOf(ids("closed", 7));
    }

    private ArrayList<String> ids(String view, int limit) {
        var ids = new ArrayList<String>();
        var next = "";
        do {
            var page = anna.get("/v1/projects/1/conversations?view=" + view + "&limit=" + limit + next)
                    .json();
            ids.addAll(Workplace.texts(page.path("conversations"), "/id"));
            next = page.hasNonNull("next") ? "&before=" + page.path("next").asString() : "";
        } while (!next.isEmpty());
        return ids;
    }

    @Test
    void a_reaction_needs_an_emoji_and_a_channel_that_has_them() {
        var key = place.writes(1, "reacted to", "hello");
        var path = in(key.id()) + "/messages/1/reaction";

        for (var emoji : new String[] {"\"\"", "\"ok\"", "7", "\"👍 \"", "\"" + "👍".repeat(20) + "\""}) {
            assertThat(anna.send("PUT", path, "{\"emoji\":" + emoji + "}").status())
                    .as(emoji)
                    .isEqualTo(422);
        }
        assertThat(anna.send("PUT", path, "{}").status()).isEqualTo(422);
        assertThat(anna.send("PUT", path, "{\"emoji\":\"👍\"}")
                        .json()
                        .at("/error/code")
                        .asString())
                .isEqualTo("channel_cannot");
    }

    @Test
    void counts_tell_the_unread_of_each_view() {
        var before = anna.get("/v1/projects/1/conversations").json().path("counts");
        var mine = place.writes(1, "counted 1", "one");
        place.writes(1, "counted 2", "two");
        anna.post(in(mine.id()) + "/take", "");
        place.writes(1, "counted 1", "still there?");

        var counts = anna.get("/v1/projects/1/conversations").json().path("counts");

        assertThat(counts.path("mine").asInt() - before.path("mine").asInt()).isEqualTo(1);
        assertThat(counts.path("unassigned").asInt() - before.path("unassigned").asInt())
                .isEqualTo(1);
        assertThat(counts.path("all").asInt() - before.path("all").asInt()).isEqualTo(2);
    }

    @Test
    void clients_are_found_by_the_beginning_of_what_is_known_of_them() {
        var key =
                place.writes(1, new Profile("Жанна Ким", "zhanna_k", null, "79261234567", "Zhanna@Example.org"), "hi");
        place.writes(1, "Somebody else", "hi");
        for (var words : new String[] {"жан", "%2B7926", "79261", "zhanna@ex", "@Zhanna_"}) {
            assertThat(Workplace.texts(
                            anna.get("/v1/projects/1/conversations?q="
                                            + java.net.URLEncoder.encode(
                                                    words.replace("%2B", "+"), java.nio.charset.StandardCharsets.UTF_8))
                                    .json()
                                    .path("conversations"),
                            "/id"))
                    .as(words)
                    .containsExactly(Long.toString(key.id()));
        }
        assertThat(anna.get("/v1/projects/1/conversations?q=%25")
                        .json()
                        .path("conversations")
                        .size())
                .isZero();
    }

    @Test
    void a_reply_is_written_once_and_takes_the_conversation() {
        var key = place.writes(1, "Once", "hello?");

        var first = anna.post(in(key.id()) + "/messages", reply("k1", "Hello!"));
        var again = anna.post(in(key.id()) + "/messages", reply("k1", "Hello!"));
        var other = anna.post(in(key.id()) + "/messages", reply("k1", "Bye"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().at("/message/seq")).isEqualTo(first.json().at("/message/seq"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.error()).isEqualTo("key_reused");
        assertThat(first.json().at("/message/author/name").asString()).isEqualTo("User 11");
        assertThat(first.json().at("/message/delivery/status").asString()).isEqualTo("sent");
        assertThat(anna.get(in(key.id())).json().at("/conversation/owner/id").asLong())
                .isEqualTo(11);
    }

    @Test
    void messages_are_read_back_and_forth_by_pages() {
        var key = place.writes(1, "Talkative", "1");
        for (int i = 2; i <= 25; i++) {
            place.writes(1, "Talkative", Integer.toString(i));
        }
        var newest = anna.get(in(key.id()) + "/messages?limit=10").json();
        var middle = anna.get(in(key.id()) + "/messages?limit=10&before=16").json();
        var oldest = anna.get(in(key.id()) + "/messages?limit=10&before=6").json();
        var after = anna.get(in(key.id()) + "/messages?limit=10&after=20").json();

        assertThat(Workplace.texts(newest.path("messages"), "/content/text"))
                .first()
                .isEqualTo("16");
        assertThat(Workplace.texts(middle.path("messages"), "/seq"))
                .containsExactly("6", "7", "8", "9", "10", "11", "12", "13", "14", "15");
        assertThat(oldest.path("more").asBoolean()).isFalse();
        assertThat(Workplace.texts(after.path("messages"), "/seq")).containsExactly("21", "22", "23", "24", "25");
        assertThat(anna.get(in(key.id()) + "/messages?before=-9223372036854775808")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_operator_changes_withdraws_notes_and_decides() {
        var key = place.writes(1, "Whole day", "hello?");
        var seq = anna.post(in(key.id()) + "/messages", reply("w1", "Helo"))
                .json()
                .at("/message/seq")
                .asLong();

        var changed = anna.send("PATCH", in(key.id()) + "/messages/" + seq, "{\"content\":{\"text\":\"Hello\"}}");
        var note = anna.post(in(key.id()) + "/notes", "{\"key\":\"n1\",\"text\":\"a regular\"}");
        var gone = anna.send("DELETE", in(key.id()) + "/messages/" + seq, null);
        var foreign = anna.send("DELETE", in(key.id()) + "/messages/1", null);

        assertThat(changed.json().at("/message/content/text").asString()).isEqualTo("Hello");
        assertThat(changed.json().at("/message/editedAt").isMissingNode()).isFalse();
        assertThat(note.status()).isEqualTo(201);
        assertThat(note.json().at("/message/note").asBoolean()).isTrue();
        assertThat(gone.json().at("/message/deletedAt").isMissingNode()).isFalse();
        assertThat(foreign.status()).isEqualTo(409);
        assertThat(foreign.error()).isEqualTo("not_yours");
        assertThat(anna.post(in(key.id()) + "/assign", "{\"userId\":12}")
                        .json()
                        .at("/conversation/owner/name")
                        .asString())
                .isEqualTo("User 12");
        assertThat(anna.post(in(key.id()) + "/assign", "{\"userId\":21}").status())
                .isEqualTo(422);
        assertThat(anna.post(in(key.id()) + "/assign", "{\"userId\":null}")
                        .json()
                        .at("/conversation/owner/kind")
                        .asString())
                .isEqualTo("nobody");
        assertThat(anna.post(in(key.id()) + "/hand-back", "")
                        .json()
                        .at("/conversation/owner/kind")
                        .asString())
                .isEqualTo("bot");
        assertThat(anna.post(in(key.id()) + "/close", "")
                        .json()
                        .at("/conversation/status")
                        .asString())
                .isEqualTo("closed");
        assertThat(anna.post(in(key.id()) + "/reopen", "")
                        .json()
                        .at("/conversation/owner/id")
                        .asLong())
                .isEqualTo(11);
        assertThat(anna.post(in(key.id()) + "/tags", "{\"add\":[\"vip\",\"rose\"]}")
                        .json()
                        .at("/conversation/tags")
                        .size())
                .isEqualTo(2);
        assertThat(anna.post(in(key.id()) + "/tags", "{\"remove\":[\"vip\"]}")
                        .json()
                        .at("/conversation/tags/0")
                        .asString())
                .isEqualTo("rose");
        anna.send("PUT", in(key.id()) + "/variables", "{\"city\":\"Perm\",\"n\":5}");
        anna.send("PUT", in(key.id()) + "/variables", "{\"n\":null}");
        assertThat(anna.get(in(key.id())).json().path("variables").toString()).isEqualTo("{\"city\":\"Perm\"}");
    }

    @Test
    void a_scheduled_message_waits_and_is_cancelled_once() {
        var key = place.writes(1, "Later", "remind me");
        var body = "{\"key\":\"s1\",\"content\":{\"text\":\"Reminder\"},\"at\":\"%s\"}"
                .formatted(place.clock.now().plusSeconds(3600));

        var made = anna.post(in(key.id()) + "/scheduled", body);
        var again = anna.post(in(key.id()) + "/scheduled", body);
        var id = made.json().at("/scheduled/id").asLong();

        assertThat(made.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(Workplace.texts(anna.get(in(key.id()) + "/scheduled").json().path("scheduled"), "/content/text"))
                .containsExactly("Reminder");
        assertThat(anna.send("DELETE", in(key.id()) + "/scheduled/" + id, null).status())
                .isEqualTo(204);
        assertThat(anna.send("DELETE", in(key.id()) + "/scheduled/" + id, null).status())
                .isEqualTo(404);
    }

    @Test
    void what_cannot_be_taken_is_refused_by_name() {
        var key = place.writes(1, "Refused", "hello?");
        var messages = in(key.id()) + "/messages";
        refused(422, "empty", messages, reply("r1", " "));
        refused(422, "invalid", messages, "{\"key\":\"\",\"content\":{\"text\":\"x\"}}");
        refused(422, "invalid", messages, "{\"key\":\"" + "k".repeat(101) + "\",\"content\":{\"text\":\"x\"}}");
        refused(422, "invalid", messages, "{\"content\":{\"text\":\"x\"}}");
        refused(422, "invalid", messages, "{\"key\":\"r2\"}");
        refused(422, "invalid", messages, "{\"key\":\"r2\",\"content\":{\"text\":5}}");
        refused(422, "invalid", messages, "{\"key\":\"r3\",\"content\":{\"parts\":[{\"type\":\"hologram\"}]}}");
        refused(422, "invalid", messages, "{\"key\":\"r3\",\"content\":{\"parts\":[null]}}");
        refused(422, "invalid", messages, "{\"key\":\"r3\",\"content\":{\"parts\":[{\"type\":\"buttons\"}]}}");
        refused(
                422,
                "invalid",
                messages,
                "{\"key\":\"r3\",\"content\":{\"parts\":[{\"type\":\"press\",\"seq\":1,\"index\":0}]}}");
        refused(
                422,
                "invalid",
                messages,
                "{\"key\":\"r3\",\"content\":{\"parts\":[{\"type\":\"attachment\",\"remote\":\"http://127.0.0.1/\"}]}}");
        refused(
                404,
                "no_such_file",
                messages,
                "{\"key\":\"r3\",\"content\":{\"parts\":[{\"type\":\"attachment\",\"media\":\"PHOTO\",\"fileId\":77}]}}");
        refused(422, "invalid", messages, "{\"key\":\"r4\",\"content\":{\"text\":\"" + "x".repeat(100_001) + "\"}}");
        refused(409, "channel_cannot", messages, reply("r5", "too rich"));
        refused(400, "bad_json", messages, "{");
        refused(400, "bad_json", messages, "[]");
        refused(404, "no_such_conversation", in(999_999) + "/messages", reply("r6", "x"));
        refused(404, "not_found", "/v1/projects/1/conversations/abc/messages", reply("r6", "x"));
        refused(404, "no_such_delivery", messages + "/1/resolve", "{\"again\":true}");
        refused(422, "invalid", in(key.id()) + "/read", "{\"seq\":\"all\"}");
        refused(422, "invalid", in(key.id()) + "/tags", "{\"add\":[\"a\\nb\"]}");
        refused(
                422,
                "invalid",
                in(key.id()) + "/scheduled",
                "{\"key\":\"r7\",\"content\":{\"text\":\"x\"},\"at\":\"2001-01-01T00:00:00Z\"}");
        for (var query : new String[] {"view=other", "limit=0", "limit=1000", "limit=x", "before=%21", "before=MS8y"}) {
            assertThat(anna.get("/v1/projects/1/conversations?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
        var nul = anna.post(messages, reply("r8", "a\\u0000b"));
        assertThat(nul.json().at("/message/content/text").asString()).isEqualTo("ab");
        assertThat(place.browser(13).post(messages, reply("r9", "x")).status()).isEqualTo(403);
        assertThat(place.browser(13).get(messages).status()).isEqualTo(200);
    }

    private void refused(int status, String code, String path, String json) {
        var reply = anna.post(path, json);
        assertThat(reply.status() + " " + reply.error())
                .as(path + " " + json.substring(0, Math.min(90, json.length())))
                .isEqualTo(status + " " + code);
    }

    @Test
    void no_route_lets_another_projects_member_in() throws Exception {
        var key = place.writes(1, "Private", "a secret");
        var file = place.files.store(1, "secret.txt", new java.io.ByteArrayInputStream(new byte[] {1}), 10);
        var stranger = place.browser(21);
        var own = new HashSet<String>();
        for (var route : place.routes.list()) {
            var method = route.substring(0, route.indexOf(' '));
            var path = route.substring(method.length() + 1)
                    .replace("{c}", "" + key.id())
                    .replace("{seq}", "1");
            var body = method.equals("GET") || method.equals("DELETE")
                    ? null
                    : method.equals("PUT")
                            ? "{\"emoji\":null}"
                            : "{\"key\":\"x\",\"text\":\"x\",\"content\":{\"text\":\"x\"},\"again\":true,\"userId\":null,\"seq\":1,\"at\":\""
                                    + place.clock.now().plusSeconds(99) + "\"}";
            var foreign = path.replace("{p}", "1").replace("{id}", "" + file.id());
            var crossed = path.replace("{p}", "2").replace("{id}", "" + file.id());
            assertThat(stranger.send(method, foreign, body).status()).as(route).isEqualTo(404);
            if (path.contains("/" + key.id()) || path.contains("{id}")) {
                own.add(route);
                assertThat(stranger.send(method, crossed, body).status())
                        .as("crossed " + route)
                        .isEqualTo(404);
            }
        }
        assertThat(own).hasSizeGreaterThan(15);
        var attached =
                "{\"key\":\"x\",\"content\":{\"parts\":[{\"type\":\"attachment\",\"fileId\":" + file.id() + "}]}}";
        var theirs = place.writes(2, "Theirs", "hi");
        assertThat(stranger.post("/v1/projects/2/conversations/" + theirs.id() + "/messages", attached)
                        .error())
                .isEqualTo("no_such_file");
        assertThat(anna.get(in(key.id()) + "/messages").json().path("messages").size())
                .isEqualTo(1);
    }
}
