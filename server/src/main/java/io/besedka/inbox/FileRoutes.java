package io.besedka.inbox;

import io.besedka.conversation.FileStore;
import io.besedka.conversation.Pictures;
import io.besedka.face.FileTransfer;
import io.besedka.platform.http.Answer;
import java.io.IOException;

/** What operators send and fetch, and how clients look. */
record FileRoutes(FileStore files, Pictures pictures) {
    /** Bytes. */
    static final long UPLOAD_LIMIT = 50L << 20;

    Answer upload(Call call) throws IOException {
        return Answer.json(
                201, InboxView.File.of(FileTransfer.receive(files, call.exchange(), call.projectId(), UPLOAD_LIMIT)));
    }

    Answer download(Call call) throws IOException {
        return FileTransfer.send(
                files, call.exchange(), call.projectId(), call.exchange().pathNumber("id"));
    }

    Answer picture(Call call) throws IOException {
        return FileTransfer.send(
                files,
                call.exchange(),
                pictures.find(call.projectId(), call.exchange().pathNumber("id")));
    }
}
