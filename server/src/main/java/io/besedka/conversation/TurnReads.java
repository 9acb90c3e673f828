package io.besedka.conversation;

import io.besedka.conversation.Lookups.Delivery;
import io.besedka.conversation.Lookups.Name;
import io.besedka.conversation.Lookups.Place;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;

/**
 * The first round trip of a turn: makes strangers clients, locks and loads the touched conversations in the order of their keys, and
 * looks up what the inputs name. The look-ups stand behind the lock and in statements of their own, so nobody slips between.
 */
final class TurnReads {
    /** A client to be made. */
    record Stranger(ConversationKey key, Address.OfClient address) {}

    private TurnReads() {}

    static void resolve(Connection connection, Collection<Address.OfClient> addresses, Addresses known)
            throws SQLException {
        new Script()
                .read(
                        """
                        select c.project_id, c.connection_id, c.external_id, c.id, c.name, c.username, c.language, c.phone, c.email, c.avatar, c.reply_path
                        from unnest(?, ?, ?) i(p, n, e)
                        join clients c on (c.project_id, c.connection_id, c.external_id) = (i.p, i.n, i.e)""",
                        rows -> {
                            while (rows.next()) {
                                var profile = new Profile(
                                        rows.getString(5),
                                        rows.getString(6),
                                        rows.getString(7),
                                        rows.getString(8),
                                        rows.getString(9),
                                        rows.getString(10),
                                        rows.getString(11));
                                known.put(
                                        rows.getLong(2), rows.getString(3), rows.getLong(1), rows.getLong(4), profile);
                            }
                        },
                        Column.longs(addresses, Address.OfClient::projectId),
                        Column.longs(addresses, Address.OfClient::connectionId),
                        Column.texts(addresses, Address.OfClient::externalId))
                .execute(connection);
    }

    static Script begin() {
        return new Script().run("begin");
    }

    static void welcome(Script script, List<Stranger> strangers, Instant now) {
        var projects = Column.longs(strangers, stranger -> stranger.key().projectId());
        var ids = Column.longs(strangers, stranger -> stranger.key().id());
        var connections = Column.longs(strangers, stranger -> stranger.address().connectionId());
        var names =
                Column.texts(strangers, stranger -> stranger.address().profile().name());
        var phones =
                Column.texts(strangers, stranger -> stranger.address().profile().phone());
        var emails =
                Column.texts(strangers, stranger -> stranger.address().profile().email());
        long at = now.toEpochMilli();
        script.run(
                        """
                        insert into clients (project_id, id, connection_id, external_id, contact_id, name, username, language, phone, email, avatar, reply_path, created_at)
                        select i.p, i.id, i.n, i.e, i.id, i.name, i.username, i.language, i.phone, i.email, i.avatar, i.reply, to_timestamp(? / 1000::float8)
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) i(p, id, n, e, name, username, language, phone, email, avatar, reply)
                        on conflict do nothing""",
                        at,
                        projects,
                        ids,
                        connections,
                        Column.texts(strangers, stranger -> stranger.address().externalId()),
                        names,
                        Column.texts(
                                strangers,
                                stranger -> stranger.address().profile().username()),
                        Column.texts(
                                strangers,
                                stranger -> stranger.address().profile().language()),
                        phones,
                        emails,
                        Column.texts(
                                strangers,
                                stranger -> stranger.address().profile().avatar()),
                        Column.texts(
                                strangers,
                                stranger -> stranger.address().profile().replyPath()))
                .run("""
                        insert into contacts (project_id, id, name, phone, email, created_at)
                        select c.project_id, c.id, c.name, c.phone, c.email, c.created_at
                        from unnest(?, ?) i(p, id) join clients c on (c.project_id, c.id) = (i.p, i.id)""", projects, ids)
                .run("""
                        insert into conversations (project_id, id, connection_id, client_name, created_at)
                        select c.project_id, c.id, c.connection_id, c.name, c.created_at
                        from unnest(?, ?) i(p, id) join clients c on (c.project_id, c.id) = (i.p, i.id)""", projects, ids);
    }

    /** @param keys in order: rows are locked as they are found, and they are found as the keys stand, because plans are nested loops */
    static void load(
            Script script, NavigableMap<ConversationKey, Dialogue> dialogues, SortedSet<ConversationKey> keys) {
        script.read(
                """
                select v.project_id, v.id, v.connection_id, v.created_at, v.client_name, v.status, v.owner_kind, v.owner_id,
                       v.last_seq, v.unread, v.read_seq, v.client_seq, v.client_read_seq, v.last_text, v.last_author,
                       v.last_message_at, v.inbox_bucket, v.session, v.variables, v.menu,
                       case when v.tags <> '{}' then array_to_string(v.tags, E'\\n') end, v.blocked, v.heard_at,
                       v.deal_id, v.deal_variables, v.opted_out
                from unnest(?, ?) i(p, id) join conversations v on (v.project_id, v.id) = (i.p, i.id)
                for no key update of v""",
                rows -> {
                    while (rows.next()) {
                        var dialogue = dialogue(rows);
                        dialogues.put(dialogue.key, dialogue);
                    }
                },
                Column.longs(keys, ConversationKey::projectId),
                Column.longs(keys, ConversationKey::id));
    }

    private static Dialogue dialogue(ResultSet row) throws SQLException {
        var dialogue = new Dialogue(
                new ConversationKey(row.getLong(1), row.getLong(2)), row.getLong(3), instant(row.getTimestamp(4)));
        dialogue.clientName = row.getString(5);
        dialogue.closed = row.getInt(6) == 1;
        dialogue.owner = new Owner(Owner.Kind.values()[row.getInt(7)], row.getLong(8));
        dialogue.lastSeq = row.getLong(9);
        dialogue.unread = row.getInt(10);
        dialogue.readSeq = row.getLong(11);
        dialogue.clientSeq = row.getLong(12);
        dialogue.clientReadSeq = row.getLong(13);
        dialogue.lastText = row.getString(14);
        dialogue.lastAuthor = Author.Kind.values()[row.getInt(15)];
        dialogue.lastMessageAt = instant(row.getTimestamp(16));
        dialogue.bucket = row.getInt(17);
        dialogue.session = row.getString(18);
        dialogue.storedVariables = row.getString(19);
        dialogue.menu = row.getString(20);
        dialogue.tags = tags(row);
        dialogue.blocked = row.getBoolean(22);
        dialogue.heardAt = instant(row.getTimestamp(23));
        dialogue.dealId = row.getLong(24);
        dialogue.storedDealVariables = row.getString(25);
        dialogue.optedOut = row.getBoolean(26);
        return dialogue;
    }

    /** Mostly there are none, and then the database sends none. */
    private static Set<String> tags(ResultSet row) throws SQLException {
        var tags = row.getString(21);
        return tags == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(tags.split("\n")));
    }

    static Instant instant(Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    static void lookUp(Script script, Lookups lookups) {
        names(script, lookups);
        messages(script, lookups);
        deliveries(script, lookups);
        reported(script, lookups);
        underway(script, lookups);
        timers(script, lookups);
        deals(script, lookups);
        openDeals(script, lookups);
    }

    private static void names(Script script, Lookups lookups) {
        var wanted = lookups.wantedNames();
        if (wanted.isEmpty()) {
            return;
        }
        script.read(
                """
                select m.project_id, m.conversation_id, m.external_id, m.seq, m.error from unnest(?, ?, ?) i(p, c, e)
                join message_ids m on (m.project_id, m.conversation_id, m.external_id) = (i.p, i.c, i.e)""",
                rows -> {
                    while (rows.next()) {
                        lookups.name(key(rows), rows.getString(3), rows.getLong(4), rows.getString(5));
                    }
                },
                Column.longs(wanted, name -> name.key().projectId()),
                Column.longs(wanted, name -> name.key().id()),
                Column.texts(wanted, Name::externalId));
    }

    private static void messages(Script script, Lookups lookups) {
        var wanted = List.copyOf(lookups.messages.keySet());
        if (wanted.isEmpty()) {
            return;
        }
        script.read(
                "select " + MessageStore.COLUMNS + """
                         , m.project_id, m.conversation_id from unnest(?, ?, ?) i(p, c, s)
                        join messages m on (m.project_id, m.conversation_id, m.seq) = (i.p, i.c, i.s)
                        left join deliveries d on (d.project_id, d.conversation_id, d.seq) = (i.p, i.c, i.s)""",
                rows -> {
                    while (rows.next()) {
                        var message = MessageStore.message(rows);
                        var key = new ConversationKey(rows.getLong("project_id"), rows.getLong("conversation_id"));
                        lookups.messages.put(new Place(key, message.seq()), message);
                    }
                },
                projects(wanted),
                conversations(wanted),
                Column.longs(wanted, Place::seq));
    }

    /** Locked, because the lanes claim deliveries without the conversation's lock. They skip what is locked, so nobody waits in a ring. */
    private static void deliveries(Script script, Lookups lookups) {
        var wanted = List.copyOf(lookups.deliveries.keySet());
        if (wanted.isEmpty()) {
            return;
        }
        script.read(
                """
                select d.project_id, d.conversation_id, d.seq, d.connection_id, d.status, d.parts, d.attempts, d.amend
                from unnest(?, ?, ?) i(p, c, s)
                join deliveries d on (d.project_id, d.conversation_id, d.seq) = (i.p, i.c, i.s)
                for no key update of d""",
                rows -> put(rows, lookups.deliveries),
                projects(wanted),
                conversations(wanted),
                Column.longs(wanted, Place::seq));
    }

    private static void reported(Script script, Lookups lookups) {
        var wanted = List.copyOf(lookups.reported.keySet());
        if (wanted.isEmpty()) {
            return;
        }
        script.read(
                """
                select d.project_id, d.conversation_id, d.seq, d.connection_id, d.status, d.parts, d.attempts, d.amend
                from unnest(?, ?, ?) i(p, c, e)
                join message_ids m on (m.project_id, m.conversation_id, m.external_id) = (i.p, i.c, i.e)
                join deliveries d on (d.project_id, d.conversation_id, d.seq) = (m.project_id, m.conversation_id, m.seq)
                for no key update of d""",
                rows -> put(rows, lookups.deliveries),
                Column.longs(wanted, name -> name.key().projectId()),
                Column.longs(wanted, name -> name.key().id()),
                Column.texts(wanted, Name::externalId));
    }

    /** The latest deliveries that were not read yet, with what tells them apart for an echo or a watermark. */
    private static void underway(Script script, Lookups lookups) {
        if (lookups.underway.isEmpty()) {
            return;
        }
        var wanted = List.copyOf(lookups.underway);
        script.read(
                """
                select d.project_id, d.conversation_id, d.seq, d.connection_id, d.status, d.parts, d.attempts, d.amend, m.at, m.text
                from unnest(?, ?) i(p, c)
                cross join lateral (
                    select * from deliveries x where (x.project_id, x.conversation_id) = (i.p, i.c) and x.status < 6
                    order by x.seq desc limit 200 for no key update) d
                join messages m on (m.project_id, m.conversation_id, m.seq) = (d.project_id, d.conversation_id, d.seq)""",
                rows -> {
                    while (rows.next()) {
                        var found = delivery(rows);
                        var known = lookups.deliveries.get(found.place);
                        var delivery = known == null ? found : known;
                        delivery.at = instant(rows.getTimestamp(9));
                        delivery.text = rows.getString(10);
                        lookups.deliveries.put(found.place, delivery);
                    }
                },
                Column.longs(wanted, ConversationKey::projectId),
                Column.longs(wanted, ConversationKey::id));
    }

    private static void put(ResultSet rows, Map<Place, Delivery> deliveries) throws SQLException {
        while (rows.next()) {
            var delivery = delivery(rows);
            deliveries.putIfAbsent(delivery.place, delivery);
        }
    }

    private static Delivery delivery(ResultSet rows) throws SQLException {
        var place = new Place(key(rows), rows.getLong(3));
        var status = DeliveryStatus.at(rows.getInt(5));
        return new Delivery(place, rows.getLong(4), status, rows.getInt(6), rows.getInt(7), rows.getInt(8));
    }

    /** A ringing timer is taken out at once: whoever rings it again finds nothing. */
    private static void timers(Script script, Lookups lookups) {
        if (lookups.timers.isEmpty()) {
            return;
        }
        var wanted = List.copyOf(lookups.timers.values());
        lookups.timers.clear();
        script.read(
                """
                delete from timers t using unnest(?, ?, ?) i(p, c, id)
                where (t.project_id, t.id, t.conversation_id) = (i.p, i.id, i.c)
                returning t.project_id, t.conversation_id, t.id, t.kind, t.name, t.payload""",
                rows -> {
                    while (rows.next()) {
                        var timer = new Lookups.Timer(
                                rows.getLong(3),
                                key(rows),
                                Writes.TimerKind.at(rows.getInt(4)),
                                rows.getString(5),
                                rows.getString(6));
                        lookups.timers.put(timer.id(), timer);
                    }
                },
                Column.longs(wanted, timer -> timer.key().projectId()),
                Column.longs(wanted, timer -> timer.key().id()),
                Column.longs(wanted, Lookups.Timer::id));
    }

    /** Named by number, or 0 for the client's current one; a deal of another client is not found. */
    private static void deals(Script script, Lookups lookups) {
        if (lookups.deals.isEmpty()) {
            return;
        }
        var wanted = List.copyOf(lookups.deals.keySet());
        script.read(
                """
                select i.p, i.c, i.id, d.id, d.stage_id, d.status, d.variables from unnest(?, ?, ?) i(p, c, id)
                join conversations v on (v.project_id, v.id) = (i.p, i.c)
                join deals d on (d.project_id, d.id) = (i.p, case i.id when 0 then v.deal_id else i.id end)
                where d.conversation_id = i.c""",
                rows -> {
                    while (rows.next()) {
                        var deal =
                                new Lookups.Deal(rows.getLong(4), rows.getLong(5), rows.getInt(6), rows.getString(7));
                        lookups.deals.put(new Place(key(rows), rows.getLong(3)), deal);
                        lookups.deals.put(new Place(key(rows), deal.id()), deal);
                    }
                },
                projects(wanted),
                conversations(wanted),
                Column.longs(wanted, Place::seq));
    }

    private static void openDeals(Script script, Lookups lookups) {
        var wanted = List.copyOf(lookups.openDeals);
        if (wanted.isEmpty()) {
            return;
        }
        script.read(
                """
                select i.p, i.c, d.id, d.stage_id, d.status, d.variables from unnest(?, ?) i(p, c)
                join deals d on (d.project_id, d.conversation_id) = (i.p, i.c) where d.status = 0""",
                rows -> {
                    while (rows.next()) {
                        var deal =
                                new Lookups.Deal(rows.getLong(3), rows.getLong(4), rows.getInt(5), rows.getString(6));
                        lookups.deals.put(new Place(key(rows), deal.id()), deal);
                    }
                },
                Column.longs(wanted, ConversationKey::projectId),
                Column.longs(wanted, ConversationKey::id));
    }

    private static ConversationKey key(ResultSet row) throws SQLException {
        return new ConversationKey(row.getLong(1), row.getLong(2));
    }

    private static long[] projects(Collection<Place> places) {
        return Column.longs(places, place -> place.key().projectId());
    }

    private static long[] conversations(Collection<Place> places) {
        return Column.longs(places, place -> place.key().id());
    }
}
