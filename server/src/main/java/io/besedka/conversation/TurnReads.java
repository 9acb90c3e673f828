package io.besedka.conversation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/**
 * The first round trip of a turn: makes strangers clients, then locks and loads the touched conversations in the order of their keys.
 * What the inputs name is looked up behind the lock, by {@link LookupReads}.
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

    static void load(
            Script script, NavigableMap<ConversationKey, Dialogue> dialogues, Collection<ConversationKey> keys) {
        script.read(
                """
                select v.project_id, v.id, v.connection_id, v.created_at, v.client_name, v.status, v.owner_kind, v.owner_id,
                       v.last_seq, v.unread, v.read_seq, v.client_seq, v.client_read_seq, v.last_text, v.last_author,
                       v.last_message_at, v.inbox_bucket, v.session, v.variables, v.menu,
                       case when v.tags <> '{}' then array_to_string(v.tags, E'\\n') end, v.blocked, v.heard_at,
                       v.deal_id, v.deal_variables, v.opted_out, v.last_author_id
                from unnest(?, ?) i(p, id) join conversations v on (v.project_id, v.id) = (i.p, i.id)
                order by v.project_id, v.id for no key update of v""",
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
        dialogue.lastAuthor = Author.at(row.getInt(15), row.getLong(27));
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
}
