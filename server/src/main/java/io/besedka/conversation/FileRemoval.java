package io.besedka.conversation;

import io.besedka.platform.clock.Alarm;
import io.besedka.platform.clock.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the bytes of files from the disk once their rows are gone. What is to go is a row of {@code removed_files}, written with the
 * erasure; the row goes after the bytes. So a crash in between leaves work for the next start, never a nameless file.
 * A cleared history's files stand there too while their own rows remain: whether anything else names them is looked up here, not in the turn.
 */
public final class FileRemoval implements AutoCloseable {
    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final int AT_ONCE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(FileRemoval.class);

    private record Place(long projectId, long id) {}

    private final Jdbi jdbi;
    private final Clock clock;
    private final FileStore files;
    private final FileUse use;
    private final Alarm alarm;
    private final Thread thread = Thread.ofVirtual().name("file-removal").unstarted(this::work);

    /** @param holders rooms above whose own rows name files */
    public FileRemoval(Jdbi jdbi, Clock clock, FileStore files, List<FileHolder> holders) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.files = files;
        this.use = new FileUse(holders);
        this.alarm = clock.alarm();
    }

    /** Begins with what an earlier process left. */
    public FileRemoval start() {
        thread.start();
        return this;
    }

    /** There may be something to remove. */
    public void soon() {
        alarm.ring();
    }

    /** These files are no more: their rows go now, their bytes after the commit. */
    static void mark(Handle tx, long projectId, Collection<Long> ids, Instant now) {
        tx.createUpdate("""
                        with gone as (delete from files where project_id = :project and id = any(:ids) returning id, state)
                        insert into removed_files (project_id, id, due_at)
                        select :project, id, case when state = 0 then cast(:fetched as timestamptz) else cast(:now as timestamptz) end
                        from gone order by id
                        on conflict (project_id, id) do update set due_at = excluded.due_at""")
                .bind("project", projectId)
                .bind("ids", Column.longs(ids, id -> id))
                .bind("now", Timestamp.from(now))
                .bind("fetched", Timestamp.from(now.plus(FileStore.LEASE)))
                .execute();
    }

    private void work() {
        try {
            while (true) {
                removeDue();
                alarm.waitUntil(clock.now().plus(ROUND));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeDue() {
        try (var hold = FolderHold.tried(files.folder())) {
            while (hold.isMine() && jdbi.inTransaction(this::batch)) {
                // The next ones.
            }
        } catch (IOException | RuntimeException later) {
            LOG.atWarn().setCause(later).log("erased files could not be removed yet");
        }
    }

    /** True when there may be more to do at once. */
    private boolean batch(Handle tx) {
        var due = tx.createQuery("""
                        select r.project_id, r.id, exists (select from files f where (f.project_id, f.id) = (r.project_id, r.id))
                        from removed_files r where r.due_at <= :now
                        order by r.due_at limit :limit for update skip locked""")
                .bind("now", Timestamp.from(clock.now()))
                .bind("limit", AT_ONCE)
                .map((row, _) -> Map.entry(new Place(row.getLong(1), row.getLong(2)), row.getBoolean(3)))
                .list();
        var cleared =
                due.stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
        look(tx, cleared);
        remove(
                tx,
                due.stream()
                        .filter(one -> !one.getValue())
                        .map(Map.Entry::getKey)
                        .toList());
        return due.size() == AT_ONCE || !cleared.isEmpty();
    }

    /** What something still names is let alone; the rows of the rest go now, their bytes in the next batch. */
    private void look(Handle tx, List<Place> cleared) {
        var kept = new ArrayList<Place>();
        cleared.stream()
                .collect(Collectors.groupingBy(Place::projectId, Collectors.mapping(Place::id, Collectors.toList())))
                .forEach((project, ids) -> {
                    var unneeded = use.unneeded(tx, project, ids);
                    mark(tx, project, unneeded, clock.now());
                    ids.stream().filter(id -> !unneeded.contains(id)).forEach(id -> kept.add(new Place(project, id)));
                });
        forget(tx, kept);
    }

    private void remove(Handle tx, List<Place> gone) {
        var removed = new ArrayList<Place>();
        var stuck = new ArrayList<Place>();
        gone.forEach(place -> (isRemoved(files.place(place.projectId, place.id)) ? removed : stuck).add(place));
        forget(tx, removed);
        change(
                tx,
                "update removed_files r set due_at = r.due_at + interval '1 hour' from unnest(:projects, :ids) i(p, id)"
                        + " where (r.project_id, r.id) = (i.p, i.id)",
                stuck);
    }

    private static void forget(Handle tx, List<Place> places) {
        change(
                tx,
                "delete from removed_files r using unnest(:projects, :ids) i(p, id) where (r.project_id, r.id) = (i.p, i.id)",
                places);
    }

    private static void change(Handle tx, String sql, List<Place> places) {
        if (!places.isEmpty()) {
            tx.createUpdate(sql)
                    .bind("projects", Column.longs(places, Place::projectId))
                    .bind("ids", Column.longs(places, Place::id))
                    .execute();
        }
    }

    private static boolean isRemoved(Path bytes) {
        try {
            Files.deleteIfExists(bytes);
            return true;
        } catch (IOException later) {
            LOG.atWarn().setCause(later).log("an erased file could not be removed from the disk");
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
