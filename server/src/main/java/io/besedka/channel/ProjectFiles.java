package io.besedka.channel;

import io.besedka.conversation.FileStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The files of {@link FileStore} as adapters see them. */
public final class ProjectFiles implements Files {
    private final FileStore files;
    private final FileAddresses addresses;

    public ProjectFiles(FileStore files, FileAddresses addresses) {
        this.files = files;
        this.addresses = addresses;
    }

    @Override
    public Optional<URI> address(long projectId, long fileId, String name) {
        return addresses.of(projectId, fileId, name);
    }

    @Override
    public Stored open(long projectId, long fileId) throws IOException {
        var file = files.find(projectId, fileId).orElseThrow(() -> new FileNotFoundException("no file " + fileId));
        return new Stored(file.name(), file.mime(), file.size(), files.open(file, 0));
    }
}
