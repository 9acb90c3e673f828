package io.besedka.conversation;

import io.besedka.platform.clock.Clock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads contacts, describes them, joins and parts them. The turn makes a contact with its first client and does not touch it again; what
 * happens here locks contacts in the order of their ids, and then their clients in that of theirs.
 */
public final class Contacts {
    /** So many clients may be one person. */
    public static final int CLIENT_LIMIT = 100;

    private static final String COLUMNS =
            "select id, name, phone, email, comment, created_at from contacts where project_id = :project ";

    /** Why contacts stay as they are. */
    public sealed interface Outcome {
        record Done(long contactId) implements Outcome {}

        record NoSuchContact() implements Outcome {}

        record NoSuchClient() implements Outcome {}

        record OnlyClient() implements Outcome {}

        record TooManyClients() implements Outcome {}
    }

    private final Jdbi jdbi;
    private final Clock clock;
    private final LongConsumer logged;

    /** @param logged told of the project whose log has news that no turn tells */
    public Contacts(Jdbi jdbi, Clock clock, LongConsumer logged) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.logged = logged;
    }

    /** In the order of their ids. @param phone digits with or without a plus, null = whatever; so is {@code email} */
    public List<Contact> page(long projectId, String phone, String email, long after, int limit) {
        var conditions = (phone == null ? "" : "and phone in (:phone, '+' || :phone) ")
                + (email == null ? "" : "and lower(email) = lower(:email) ");
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(COLUMNS + conditions + "and id > :after order by id limit :limit")
                    .bind("project", projectId)
                    .bind("after", after)
                    .bind("limit", limit);
            if (phone != null) {
                query.bind("phone", phone);
            }
            if (email != null) {
                query.bind("email", email);
            }
            return query.map((row, _) -> contact(row)).list();
        });
    }

    public Optional<Contact> one(long projectId, long id) {
        return jdbi.withHandle(handle -> handle.createQuery(COLUMNS + "and id = :id")
                .bind("project", projectId)
                .bind("id", id)
                .map((row, _) -> contact(row))
                .findOne());
    }

    /** The person behind a client, in one look: between two a merge could take the contact away. */
    public Optional<Contact> ofClient(long projectId, long clientId) {
        return jdbi.withHandle(handle -> handle.createQuery(COLUMNS
                        + "and id = (select contact_id from clients where project_id = :project and id = :client)")
                .bind("project", projectId)
                .bind("client", clientId)
                .map((row, _) -> contact(row))
                .findOne());
    }

    /** False when there is no such contact. */
    public boolean change(long projectId, long id, Contact.Change change) {
        return again(projectId, tx -> {
            boolean changed = changed(tx, projectId, id, change);
            if (changed) {
                tell(tx, projectId, clients(tx, projectId, id));
            }
            return changed;
        });
    }

    private static boolean changed(Handle tx, long projectId, long id, Contact.Change change) {
        return tx.createUpdate("""
                        update contacts set name = case when :setsName then :name else name end,
                            phone = case when :setsPhone then :phone else phone end,
                            email = case when :setsEmail then :email else email end,
                            comment = case when :setsComment then :comment else comment end
                        where project_id = :project and id = :id""")
                        .bindMethods(change)
                        .bind("project", projectId)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** The other's clients become this one's, which takes over what it lacks; the other is gone. */
    public Outcome merge(long projectId, long id, long other) {
        return again(projectId, tx -> {
            if (id == other || lock(tx, projectId, id, other) < 2) {
                return new Outcome.NoSuchContact();
            }
            var clients = lockClients(tx, projectId, id, other);
            if (clients.size() > CLIENT_LIMIT) {
                return new Outcome.TooManyClients();
            }
            move(tx, projectId, other, id);
            takeOver(tx, projectId, id, other);
            tell(tx, projectId, clients);
            return new Outcome.Done(id);
        });
    }

    private static void takeOver(Handle tx, long projectId, long id, long other) {
        tx.createUpdate("""
                        update contacts c set name = coalesce(c.name, o.name), phone = coalesce(c.phone, o.phone),
                            email = coalesce(c.email, o.email), comment = coalesce(c.comment, o.comment)
                        from contacts o where c.project_id = :project and c.id = :id and o.project_id = :project and o.id = :other""")
                .bind("project", projectId)
                .bind("id", id)
                .bind("other", other)
                .execute();
        tx.createUpdate("delete from contacts where project_id = :project and id = :other")
                .bind("project", projectId)
                .bind("other", other)
                .execute();
    }

    /** One of the clients becomes a contact of its own, named as its messenger names it. */
    public Outcome split(long projectId, long id, long clientId) {
        return again(projectId, tx -> {
            if (lock(tx, projectId, id, id) == 0) {
                return new Outcome.NoSuchContact();
            }
            var clients = lockClients(tx, projectId, id, id);
            if (!clients.contains(clientId)) {
                return new Outcome.NoSuchClient();
            }
            if (clients.size() == 1) {
                return new Outcome.OnlyClient();
            }
            long made = partFrom(tx, projectId, clientId, clock.now());
            tell(tx, projectId, clients);
            return new Outcome.Done(made);
        });
    }

    private void tell(Handle tx, long projectId, List<Long> clients) {
        LogWrites.add(tx, projectId, LogKind.CONTACT, clients, clock.now());
    }

    private static long partFrom(Handle tx, long projectId, long clientId, Instant now) {
        long made = tx.createQuery("""
                        insert into contacts (project_id, id, name, phone, email, created_at)
                        select project_id, nextval('client_ids'), name, phone, email, :now from clients
                        where project_id = :project and id = :client returning id""")
                .bind("project", projectId)
                .bind("client", clientId)
                .bind("now", now)
                .mapTo(Long.class)
                .one();
        tx.createUpdate("update clients set contact_id = :made where project_id = :project and id = :client")
                .bind("made", made)
                .bind("project", projectId)
                .bind("client", clientId)
                .execute();
        return made;
    }

    private static int lock(Handle tx, long projectId, long one, long other) {
        return tx.createQuery(
                        "select id from contacts where project_id = :project and id in (:one, :other) order by id for update")
                .bind("project", projectId)
                .bind("one", one)
                .bind("other", other)
                .mapTo(Long.class)
                .list()
                .size();
    }

    private static List<Long> lockClients(Handle tx, long projectId, long one, long other) {
        return tx.createQuery("""
                        select id from clients where project_id = :project and contact_id in (:one, :other)
                        order by id for no key update""")
                .bind("project", projectId)
                .bind("one", one)
                .bind("other", other)
                .mapTo(Long.class)
                .list();
    }

    private static List<Long> clients(Handle tx, long projectId, long id) {
        return tx.createQuery("select id from clients where project_id = :project and contact_id = :id order by id")
                .bind("project", projectId)
                .bind("id", id)
                .mapTo(Long.class)
                .list();
    }

    private static void move(Handle tx, long projectId, long from, long to) {
        tx.createUpdate("update clients set contact_id = :to where project_id = :project and contact_id = :from")
                .bind("project", projectId)
                .bind("from", from)
                .bind("to", to)
                .execute();
    }

    private <T> T again(long projectId, Function<Handle, T> work) {
        var done = Again.inTransaction(jdbi, work);
        logged.accept(projectId);
        return done;
    }

    static Contact contact(ResultSet row) throws SQLException {
        Timestamp created = row.getTimestamp(6);
        return new Contact(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                created.toInstant());
    }
}
