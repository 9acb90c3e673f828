package io.besedka.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** The project's stored files, as adapters see them. */
public interface Files {
    /** Opens a stored file. Throws {@link java.io.FileNotFoundException} when the project has no such file. */
    Stored open(long projectId, long fileId) throws IOException;

    /**
     * The address by which anybody who knows it (a provider that fetches media itself, a client by a link) gets the file for a few days;
     * empty where this server has no public address.
     */
    default Optional<URI> address(long projectId, long fileId, String name) {
        return Optional.empty();
    }

    /** @param size bytes; the caller closes the stream */
    record Stored(String name, String mime, long size, InputStream bytes) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
