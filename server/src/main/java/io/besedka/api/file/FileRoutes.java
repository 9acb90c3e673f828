package io.besedka.api.file;

import io.besedka.channel.FileAddresses;
import io.besedka.conversation.FileStore;
import io.besedka.face.FileTransfer;
import io.besedka.face.Refusals;
import io.besedka.platform.http.Answer;
import io.besedka.platform.http.Exchange;
import io.besedka.platform.http.Problem;
import io.besedka.platform.http.Routes;
import java.io.IOException;

/** {@code /files/{token}/{name}}: one file for whoever was given its address, see {@link FileAddresses}. */
public final class FileRoutes {
    private final FileAddresses addresses;
    private final FileStore files;

    public FileRoutes(FileAddresses addresses, FileStore files) {
        this.addresses = addresses;
        this.files = files;
    }

    public Routes routes() {
        return new Routes(Refusals::guard, Routes::render).get("/files/{token}/{name}", this::file);
    }

    private Answer file(Exchange exchange) throws IOException {
        var place = addresses.open(exchange.path("token")).orElseThrow(() -> Problem.notFound("file"));
        return FileTransfer.send(files, exchange, place.projectId(), place.fileId());
    }
}
