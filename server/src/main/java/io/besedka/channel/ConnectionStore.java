package io.besedka.channel;

import io.besedka.account.Sealing;
import io.besedka.platform.json.Json;
import io.besedka.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.core.type.TypeReference;

/** The table {@code connections}; secrets are sealed before they get there. */
final class ConnectionStore {
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
    private final Jdbi jdbi;
    private final Sealing sealing;

    ConnectionStore(Jdbi jdbi, Sealing sealing) {
        this.jdbi = jdbi;
        this.sealing = sealing;
    }

    /** @param hook the secret part of its webhook's address */
    record Row(Connection connection, String hook) {}

    List<Row> all() {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select id, project_id, channel, name, hook, settings, secrets, paused from connections
                        where removed_at is null order by id""").map((row, context) -> row(row)).list());
    }

    long insert(
            long projectId,
            String channel,
            String name,
            String hook,
            Map<String, String> settings,
            Map<String, Secret> secrets,
            Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into connections (project_id, channel, name, hook, settings, secrets, created_at)
                        values (:project, :channel, :name, :hook, :settings, :secrets, :now) returning id""")
                .bind("project", projectId)
                .bind("channel", channel)
                .bind("name", name)
                .bind("hook", hook)
                .bind("settings", Json.text(settings))
                .bind("secrets", seal(secrets))
                .bind("now", java.sql.Timestamp.from(now))
                .mapTo(Long.class)
                .one());
    }

    void rotate(Connection connection, String hook) {
        update(connection);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update connections set hook = :hook where project_id = :project and id = :id")
                .bind("hook", hook)
                .bind("project", connection.projectId())
                .bind("id", connection.id())
                .execute());
    }

    /** The row is held meanwhile, so that whoever changes it elsewhere sees what came of this. Empty when it was removed. */
    Optional<Row> change(long id, UnaryOperator<Connection> change) {
        return jdbi.inTransaction(handle -> handle.createQuery("""
                        select id, project_id, channel, name, hook, settings, secrets, paused from connections
                        where id = :id and removed_at is null for update""")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne()
                .map(before -> {
                    var changed = change.apply(before.connection);
                    if (!changed.equals(before.connection)) {
                        update(handle, changed);
                    }
                    return new Row(changed, before.hook);
                }));
    }

    private void update(Connection connection) {
        jdbi.useHandle(handle -> update(handle, connection));
    }

    private void update(Handle handle, Connection connection) {
        handle.createUpdate("""
                        update connections set name = :name, settings = :settings, secrets = :secrets, paused = :paused
                        where project_id = :project and id = :id and removed_at is null""")
                .bind("name", connection.name())
                .bind("settings", Json.text(connection.settings()))
                .bind("secrets", seal(connection.secrets()))
                .bind("paused", connection.paused())
                .bind("project", connection.projectId())
                .bind("id", connection.id())
                .execute();
    }

    String cursor(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select cursor from connections where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
    }

    void keepCursor(long id, String cursor) {
        jdbi.useHandle(handle -> handle.createUpdate("update connections set cursor = :cursor where id = :id")
                .bind("cursor", cursor)
                .bind("id", id)
                .execute());
    }

    void remove(Connection connection, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update connections set removed_at = :now, hook = hook || '-' || id where project_id = :project and id = :id")
                .bind("now", java.sql.Timestamp.from(now))
                .bind("project", connection.projectId())
                .bind("id", connection.id())
                .execute());
    }

    private byte[] seal(Map<String, Secret> secrets) {
        var plain = new TreeMap<String, String>();
        secrets.forEach((name, secret) -> plain.put(name, secret.reveal()));
        return sealing.seal(Json.write(plain));
    }

    private Row row(ResultSet row) throws SQLException {
        var secrets = new TreeMap<String, Secret>();
        texts(new String(sealing.open(row.getBytes("secrets")), StandardCharsets.UTF_8))
                .forEach((name, value) -> secrets.put(name, new Secret(value)));
        var connection = new Connection(
                row.getLong("project_id"),
                row.getLong("id"),
                row.getString("channel"),
                row.getString("name"),
                row.getBoolean("paused"),
                texts(row.getString("settings")),
                secrets);
        return new Row(connection, row.getString("hook"));
    }

    private static Map<String, String> texts(String json) {
        return Json.MAPPER.readValue(json, TEXTS);
    }
}
