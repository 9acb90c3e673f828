package io.besedka.conversation;

import io.besedka.conversation.Lookups.Delivery;
import io.besedka.conversation.Lookups.Name;
import io.besedka.conversation.Lookups.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Looks up what the inputs name, still in the turn's first round trip. The look-ups stand behind the lock and in statements of their own,
 * so nobody slips between.
 */
final class LookupReads {
    private static final String DELIVERY =
            "d.project_id, d.conversation_id, d.seq, d.connection_id, d.status, d.parts, d.attempts, d.amend";
    private static final String NAMED = "select " + DELIVERY + """
             from unnest(?, ?, ?) i(p, c, s)
            join deliveries d on (d.project_id, d.conversation_id, d.seq) = (i.p, i.c, i.s)
            for no key update of d""";
    private static final String REPORTED = "select " + DELIVERY + """
             from unnest(?, ?, ?) i(p, c, e)
            join message_ids m on (m.project_id, m.conversation_id, m.external_id) = (i.p, i.c, i.e)
            join deliveries d on (d.project_id, d.conversation_id, d.seq) = (m.project_id, m.conversation_id, m.seq)
            for no key update of d""";
    private static final String UNDERWAY = "select " + DELIVERY + """
            , m.at, m.text
            from unnest(?, ?) i(p, c)
            cross join lateral (
                select * from deliveries x where (x.project_id, x.conversation_id) = (i.p, i.c) and x.status < 6
                order by x.seq desc limit 200 for no key update) d
            join messages m on (m.project_id, m.conversation_id, m.seq) = (d.project_id, d.conversation_id, d.seq)""";

    private final Script script;
    private final Lookups lookups;

    private LookupReads(Script script, Lookups lookups) {
        this.script = script;
        this.lookups = lookups;
    }

    static void lookUp(Script script, Lookups lookups) {
        var reads = new LookupReads(script, lookups);
        reads.names();
        reads.messages();
        reads.deliveries();
        reads.reported();
        reads.underway();
        reads.timers();
        reads.deals();
        reads.openDeals();
    }

    private void names() {
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

    private void messages() {
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
    private void deliveries() {
        var wanted = List.copyOf(lookups.deliveries.keySet());
        if (wanted.isEmpty()) {
            return;
        }
        script.read(
                NAMED,
                rows -> put(rows, lookups.deliveries),
                projects(wanted),
                conversations(wanted),
                Column.longs(wanted, Place::seq));
    }

    private void reported() {
        var wanted = List.copyOf(lookups.reported.keySet());
        if (wanted.isEmpty()) {
            return;
        }
        script.read(
                REPORTED,
                rows -> put(rows, lookups.deliveries),
                Column.longs(wanted, name -> name.key().projectId()),
                Column.longs(wanted, name -> name.key().id()),
                Column.texts(wanted, Name::externalId));
    }

    /** The latest deliveries that were not read yet, with what tells them apart for an echo or a watermark. */
    private void underway() {
        if (lookups.underway.isEmpty()) {
            return;
        }
        var wanted = List.copyOf(lookups.underway);
        script.read(
                UNDERWAY,
                rows -> {
                    while (rows.next()) {
                        var found = delivery(rows);
                        var known = lookups.deliveries.get(found.place);
                        var delivery = known == null ? found : known;
                        delivery.at = TurnReads.instant(rows.getTimestamp(9));
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
    private void timers() {
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
    private void deals() {
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

    private void openDeals() {
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
