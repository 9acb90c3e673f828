package io.besedka.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What a running PostgreSQL says of itself in {@code postmaster.pid}: the first line and the eighth. */
record PidFile(long pid, String status) {

    /** Empty when there is none, or it is still being written. */
    static Optional<PidFile> read(Path pgdata) throws IOException {
        try {
            var lines = Files.readAllLines(pgdata.resolve("postmaster.pid"));
            return lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")
                    ? Optional.empty()
                    : Optional.of(new PidFile(
                            Long.parseLong(lines.getFirst().strip()),
                            lines.size() < 8 ? "" : lines.get(7).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean isReady() {
        return status.equals("ready");
    }
}
