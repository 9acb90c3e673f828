package io.besedka.broadcast;

import static io.besedka.broadcast.RecipientState.SAME_PERSON;

import io.besedka.channel.Connections;
import io.besedka.channel.Connections.Connected;
import io.besedka.conversation.Content;
import io.besedka.conversation.Part;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Who gets a broadcast and who does not, in one query: the dry run reads it, the start writes it down with one
 * {@code insert ... select}. What is known of connections comes along as arrays, for they are the channel room's.
 */
final class Planning {
    private final ClientLists lists;
    private final Connections connections;

    Planning(ClientLists lists, Connections connections) {
        this.lists = lists;
        this.connections = connections;
    }

    record Written(long total, long excluded) {}

    Written write(Handle handle, Broadcast broadcast, Instant now) {
        // Every audience names each once, so there is no conflict to look for; in order, the indexes grow at their
        // ends.
        // Compiling the query takes longer than running it; a hash of a million conversations wants room.
        handle.execute("set local jit = off");
        handle.execute("set local work_mem = '64MB'");
        var rows = rows(broadcast.projectId(), broadcast.plan(), now);
        var sql = """
                with written as (
                    insert into broadcast_recipients
                        (project_id, broadcast_id, conversation_id, connection_id, status, due_at, zone, address)
                    select :project, :broadcast, p.id, p.connection_id, p.status, :now, p.zone, p.address
                    from (%s) p order by p.id limit :limit
                    returning status)
                select count(*), count(*) filter (where status >= 10) from written""".formatted(rows.text());
        return rows.bind(handle.createQuery(sql))
                .bind("broadcast", broadcast.id())
                .bind("limit", BroadcastLimits.RECIPIENTS + 1)
                .map((row, context) -> new Written(row.getLong(1), row.getLong(2)))
                .one();
    }

    /** @param conversation negative for a provider's name that is nobody's, which is then the {@code address} */
    record Sample(
            RecipientState status,
            long connection,
            String zone,
            long count,
            List<Long> conversations,
            List<String> addresses) {}

    /** How many of each kind and connection, with {@code sample} of each kind: the first of those who get it, the newest of the others. */
    List<Sample> look(Handle handle, long project, Broadcast.Plan plan, int sample, Instant now) {
        var rows = rows(project, plan, now);
        var sql = """
                select p.status, p.connection_id, p.zone, count(*),
                    array_agg(p.id order by p.id) filter (where p.place <= :sample and p.id > 0) as ids,
                    array_agg(p.address order by p.id) filter (where p.place <= :sample and p.address is not null) as addresses
                from (select q.*, row_number() over (partition by q.status order by case when q.status >= 10 then -q.id else q.id end) as place
                      from (%s limit :limit) q) p
                group by p.status, p.connection_id, p.zone""".formatted(rows.text());
        return rows.bind(handle.createQuery(sql))
                .bind("sample", sample)
                .bind("limit", BroadcastLimits.RECIPIENTS + 1)
                .map((row, context) -> new Sample(
                        RecipientState.of(row.getInt(1)),
                        row.getLong(2),
                        row.getString(3),
                        row.getLong(4),
                        longs(row.getArray(5)),
                        texts(row.getArray(6))))
                .list();
    }

    /** Those who would get it, in no order, with what is known of each ({@link Situations}); a page of them in memory. Within a transaction. */
    void each(Handle tx, long project, Broadcast.Plan plan, Instant now, Consumer<Query> told) {
        var rows = rows(project, plan, now);
        var sql = "select " + Situations.COLUMNS + " from (" + rows.text() + " limit :limit) q"
                + " join conversations v on v.project_id = :project and v.id = q.id where q.status = 0";
        told.accept(rows.bind(tx.createQuery(sql))
                .bind("limit", BroadcastLimits.RECIPIENTS + 1)
                .setFetchSize(1_000));
    }

    /** Which of these names are nobody's on this connection. */
    static List<String> strangers(Handle handle, long project, long connection, List<String> names) {
        return handle.createQuery("""
                        select u.name from unnest(:names) u(name)
                        where not exists (select 1 from clients c
                            where c.project_id = :project and c.connection_id = :connection and c.external_id = u.name)""")
                .bind("project", project)
                .bind("connection", connection)
                .bind("names", names.toArray(String[]::new))
                .mapTo(String.class)
                .list();
    }

    static Map<Long, String> names(Handle handle, long project, List<Long> conversations) {
        var names = new HashMap<Long, String>();
        handle.createQuery("select id, client_name from conversations where project_id = :project and id = any(:ids)")
                .bind("project", project)
                .bind("ids", Sql.longs(conversations))
                .map((row, context) -> names.put(row.getLong(1), row.getString(2)))
                .list();
        return names;
    }

    private static List<Long> longs(java.sql.Array array) throws java.sql.SQLException {
        return array == null ? List.of() : List.of((Long[]) array.getArray());
    }

    private static List<String> texts(java.sql.Array array) throws java.sql.SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** Columns: id, connection_id, status, zone, address. */
    private Sql rows(long project, Broadcast.Plan plan, Instant now) {
        var audience = audience(project, plan.audience());
        var text = """
                select a.id, coalesce(v.connection_id, 0) as connection_id, %s as zone, a.address,
                    case when v.id is null then 16
                         when k.id is null then 13
                         when k.paused then 12
                         when v.blocked then 11
                         when v.opted_out then 10
                         when k.mute then 18
                         when k.shut and v.heard_at is null and v.last_seq = 0 then 15
                         when v.heard_at + k.silence <= :now then 14
                         when k.silence is not null and v.heard_at is null and v.last_seq = 0 then 14
                         else 0 end as status%s
                from (%s) a
                left join conversations v on v.project_id = :project and v.id = a.id
                left join unnest(:kIds, :kPaused, :kMute, :kShut, :kWindows) w(id, paused, mute, shut, seconds) on w.id = v.connection_id
                left join lateral (select w.id, w.paused, w.mute, w.shut, nullif(w.seconds, 0) * interval '1 second' as silence) k on true%s""".formatted(
                        plan.quiet() == null ? "null::text" : ZONE,
                        plan.oncePerPerson() ? ", c.contact_id, v.heard_at" : "",
                        audience.text(),
                        plan.oncePerPerson() ? "\nleft join clients c on c.project_id = :project and c.id = a.id" : "");
        return connections(project, plan, new Sql(plan.oncePerPerson() ? once(text) : text, audience.values()))
                .with("project", project)
                .with("now", Sql.time(now));
    }

    /** Asked only where quiet hours are, and parsed only where it is there. */
    private static final String ZONE = """
            case when v.variables like '%"timezone"%' then left(v.variables::json ->> 'timezone', 50) end""";

    /** Of one contact's clients, the one who wrote last and can be written to. */
    private static String once(String rows) {
        return """
                select o.id, o.connection_id, o.zone, o.address,
                    case when o.status = 0 and o.contact_id is not null and row_number() over (
                        partition by o.contact_id, o.status order by o.heard_at desc nulls last, o.id desc) > 1 then %d else o.status end as status
                from (%s) o""".formatted(SAME_PERSON.code, rows);
    }

    private Sql audience(long project, Audience audience) {
        return switch (audience) {
            case Audience.OfList list -> {
                var members = lists.members(project, list.list());
                yield new Sql("select m.id, null::text as address from (" + members.text() + ") m", members.values());
            }
            case Audience.OfClients clients ->
                Sql.of("select distinct u.id, null::text as address from unnest(:ids) u(id)")
                        .with("ids", Sql.longs(clients.clients()));
            case Audience.OfPlatformIds ids ->
                Sql.of("""
                            select coalesce(c.id, -min(u.place)) as id, case when c.id is null then u.name end as address
                            from unnest(:names) with ordinality u(name, place)
                            left join clients c on c.project_id = :project and c.connection_id = :connection and c.external_id = u.name
                            group by c.id, u.name""")
                        .with("connection", ids.connection())
                        .with("names", ids.platformIds().toArray(String[]::new));
        };
    }

    private Sql connections(long project, Broadcast.Plan plan, Sql sql) {
        var all = connections.ofProject(project);
        boolean template = isTemplate(plan.saying());
        // Outside of windows an approved template goes too; what a block will say is not known before.
        boolean free = template || plan.saying() instanceof Saying.Block;
        var ids = new long[all.size()];
        var paused = new boolean[all.size()];
        var mute = new boolean[all.size()];
        var shut = new boolean[all.size()];
        var windows = new long[all.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = all.get(i).connection().id();
            paused[i] = all.get(i).connection().paused();
            mute[i] = template && !all.get(i).adapter().capabilities().templates();
            shut[i] = !all.get(i).adapter().capabilities().writeFirst();
            windows[i] = free ? 0 : seconds(all.get(i));
        }
        return new Sql(sql.text(), sql.values())
                .with("kIds", ids)
                .with("kPaused", paused)
                .with("kMute", mute)
                .with("kShut", shut)
                .with("kWindows", windows);
    }

    private static long seconds(Connected connected) {
        var window = connected.adapter().window(connected.connection());
        return window == null ? 0 : window.toSeconds();
    }

    private static boolean isTemplate(Saying saying) {
        return saying instanceof Saying.Message(Content content, var variables)
                && content.first(Part.Template.class).isPresent();
    }
}
