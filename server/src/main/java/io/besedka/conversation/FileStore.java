package io.besedka.conversation;

import io.besedka.platform.clock.Clock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The projects' files: their rows, and their bytes under {@code <folder>/<project>/<id / 1000>/<id>}. Bytes are on the disk before the
 * row that names them; a crash in between leaves a nameless file, never a name without a file.
 */
public final class FileStore {
    public static final int NAME_LIMIT = 200;
    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
    /** A fetch that has not ended by then is given to another. */
    static final Duration LEASE = Duration.ofMinutes(5);

    static final String COLUMNS = "project_id, id, name, mime, size, width, height, state";
    private final Jdbi jdbi;
    private final Clock clock;
    private final Path folder;
    private final Ids ids = Ids.others();

    public FileStore(Jdbi jdbi, Clock clock, Path folder) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.folder = folder;
    }

    /** More bytes came than allowed. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(long limit) {
            super("a file may hold at most " + limit + " bytes");
        }
    }

    /** The bytes are of a kind that has no place there. */
    public static final class OtherKind extends IOException {
        private static final long serialVersionUID = 1;

        OtherKind(String mime) {
            super("a file of the kind " + mime + " is not taken");
        }
    }

    /**
     * A provider's file to be fetched.
     *
     * @param clientId whose picture it is, 0 = a message's file
     * @param size bytes as the provider said, 0 = unknown
     * @param attempts this one included
     */
    public record Pending(
            long projectId,
            long id,
            long connectionId,
            long clientId,
            String remote,
            String name,
            long size,
            int attempts) {}

    record Kept(String mime, long size, ImageSize image) {}

    /** Takes a new file; {@link TooLarge} when the stream holds more than {@code limit} bytes. */
    public StoredFile store(long projectId, String name, InputStream bytes, long limit) throws IOException {
        var arrived = Files.createTempFile(Files.createDirectories(folder.resolve("arriving")), "file", null);
        try {
            var kept = receive(arrived, bytes, limit);
            long id = nextId();
            move(arrived, place(projectId, id));
            var file = new StoredFile(
                    projectId,
                    id,
                    shortened(name),
                    kept.mime,
                    kept.size,
                    kept.image.width(),
                    kept.image.height(),
                    StoredFile.State.STORED);
            insert(file);
            return file;
        } finally {
            Files.deleteIfExists(arrived);
        }
    }

    /** Takes the bytes of a file that was {@link #pending}; harmless twice. Of one that was erased meanwhile nothing is kept. */
    public void stored(long projectId, long id, InputStream bytes, long limit) throws IOException {
        var kept = bring(projectId, id, bytes, limit, mime -> true);
        int known = jdbi.withHandle(handle -> handle.createUpdate("""
                        update files set state = 1, mime = :mime, size = :size, due_at = null, error = null,
                               width = case when :width > 0 then :width else width end,
                               height = case when :height > 0 then :height else height end
                        where project_id = :project and id = :id""")
                .bind("mime", kept.mime)
                .bind("size", kept.size)
                .bind("width", kept.image.width())
                .bind("height", kept.image.height())
                .bind("project", projectId)
                .bind("id", id)
                .execute());
        if (known == 0) {
            discard(projectId, List.of(id));
        }
    }

    /** Puts a file's bytes in their place, if their kind fits; the row is the caller's. */
    Kept bring(long projectId, long id, InputStream bytes, long limit, Predicate<String> fits) throws IOException {
        var arrived = Files.createTempFile(Files.createDirectories(folder.resolve("arriving")), "file", null);
        try {
            var kept = receive(arrived, bytes, limit);
            if (!fits.test(kept.mime)) {
                throw new OtherKind(kept.mime);
            }
            move(arrived, place(projectId, id));
            return kept;
        } finally {
            Files.deleteIfExists(arrived);
        }
    }

    /** Deletes the bytes of files whose rows are gone. */
    void discard(long projectId, Collection<Long> gone) {
        for (var id : gone) {
            try {
                Files.deleteIfExists(place(projectId, id));
            } catch (IOException disk) {
                LOG.atWarn().addKeyValue("file", id).log("a file's bytes could not be deleted");
            }
        }
    }

    /** A fetch failed; with a null {@code retryAt} the file is gone for good. */
    public void failed(long projectId, long id, String error, Instant retryAt) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update files set state = :state, due_at = :due, error = :error
                        where project_id = :project and id = :id and state = 0""")
                .bind("state", retryAt == null ? 2 : 0)
                .bind("due", retryAt == null ? null : Timestamp.from(retryAt))
                .bind("error", error)
                .bind("project", projectId)
                .bind("id", id)
                .execute());
    }

    /** Files that are due to be fetched, claimed for the caller: nobody else gets them for the next five minutes. */
    public List<Pending> pending(int limit) {
        var now = clock.now();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update files f set attempts = f.attempts + 1, due_at = :lease
                        from (select project_id, id from files where state = 0 and due_at <= :now
                              order by due_at limit :limit for update skip locked) d
                        where f.project_id = d.project_id and f.id = d.id
                        returning f.project_id, f.id, f.connection_id, coalesce(f.client_id, 0), f.remote, f.name, f.size, f.attempts""")
                .bind("now", Timestamp.from(now))
                .bind("lease", Timestamp.from(now.plus(LEASE)))
                .bind("limit", limit)
                .map((row, context) -> new Pending(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getInt(8)))
                .list());
    }

    public Optional<StoredFile> find(long projectId, long id) {
        return Optional.ofNullable(at(projectId, List.of(id)).get(id));
    }

    /** These of a project's files, by number; unknown ones are absent, and so are clients' pictures: no message may carry them. */
    public Map<Long, StoredFile> at(long projectId, Collection<Long> wanted) {
        var found = new HashMap<Long, StoredFile>();
        jdbi.useHandle(handle -> handle.createQuery("select " + COLUMNS
                        + " from files where project_id = :project and id = any(:ids) and client_id is null")
                .bind("project", projectId)
                .bind("ids", Column.longs(wanted, id -> id))
                .map((row, context) -> found.put(row.getLong(2), file(row)))
                .list());
        return found;
    }

    /** The bytes from {@code offset} on; {@link FileNotFoundException} when they are not here. */
    public InputStream open(StoredFile file, long offset) throws IOException {
        var path = place(file.projectId(), file.id());
        if (file.state() != StoredFile.State.STORED || !Files.isRegularFile(path)) {
            throw new FileNotFoundException("file " + file.id() + " is not stored");
        }
        var channel = FileChannel.open(path, StandardOpenOption.READ).position(offset);
        return java.nio.channels.Channels.newInputStream(channel);
    }

    /** How many files of all projects are said to be stored, and how many of those are not on the disk. */
    public record Inventory(long files, long missing) {}

    public Inventory inventory() {
        return jdbi.withHandle(handle -> handle.createQuery("select project_id, id from files where state = 1")
                .reduceRows(new Inventory(0, 0), (so, row) -> {
                    var path = place(row.getColumn("project_id", Long.class), row.getColumn("id", Long.class));
                    return new Inventory(so.files + 1, so.missing + (Files.isRegularFile(path) ? 0 : 1));
                }));
    }

    static StoredFile file(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getInt(6),
                row.getInt(7),
                StoredFile.State.values()[row.getInt(8)]);
    }

    private void insert(StoredFile file) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into files (project_id, id, name, mime, size, width, height, state, created_at)
                        values (:project, :id, :name, :mime, :size, :width, :height, 1, :now)""")
                .bind("project", file.projectId())
                .bind("id", file.id())
                .bind("name", file.name())
                .bind("mime", file.mime())
                .bind("size", file.size())
                .bind("width", file.width())
                .bind("height", file.height())
                .bind("now", Timestamp.from(clock.now()))
                .execute());
    }

    private long nextId() {
        synchronized (ids) {
            try {
                jdbi.useHandle(handle -> ids.reserve(handle.getConnection(), 1));
            } catch (SQLException failure) {
                throw new IllegalStateException("no number for a file", failure);
            }
            return ids.next();
        }
    }

    private static Kept receive(Path to, InputStream bytes, long limit) throws IOException {
        long size = 0;
        var head = new byte[0];
        try (var out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            var buffer = new byte[64 * 1024];
            for (int read = bytes.readNBytes(buffer, 0, buffer.length);
                    read > 0;
                    read = bytes.readNBytes(buffer, 0, buffer.length)) {
                head = size == 0 ? Arrays.copyOf(buffer, Math.min(read, FileKind.HEAD)) : head;
                size += read;
                if (size > limit) {
                    throw new TooLarge(limit);
                }
                write(out, ByteBuffer.wrap(buffer, 0, read));
            }
            out.force(true);
        }
        var mime = FileKind.sniff(head);
        return new Kept(mime, size, ImageSize.of(to, mime));
    }

    /** The disk's trouble is ours; only reading may fail for the sender's sake. */
    private static void write(FileChannel out, ByteBuffer chunk) {
        try {
            while (chunk.hasRemaining()) {
                out.write(chunk);
            }
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }

    private void move(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(to.getParent());
        sync(to.getParent().getParent());
        sync(folder);
    }

    /** A file is safe only when the folders that name it were written too. */
    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    Path folder() {
        return folder;
    }

    Path place(long projectId, long id) {
        return folder.resolve(Long.toString(projectId))
                .resolve(Long.toString(id / 1000))
                .resolve(Long.toString(id));
    }

    private static String shortened(String name) {
        return name.length() <= NAME_LIMIT ? name : name.substring(0, NAME_LIMIT);
    }
}
