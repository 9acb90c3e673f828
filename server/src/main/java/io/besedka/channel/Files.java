package io.besedka.channel;

import java.io.IOException;
import java.io.InputStream;

/** The project's stored files, as adapters see them. */
public interface Files {
    /** Opens a stored file. Throws {@link java.io.FileNotFoundException} when the project has no such file. */
    Stored open(long projectId, long fileId) throws IOException;

    /** @param size bytes; the caller closes the stream */
    record Stored(String name, String mime, long size, InputStream bytes) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
