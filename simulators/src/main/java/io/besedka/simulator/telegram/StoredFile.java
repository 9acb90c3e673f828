package io.besedka.simulator.telegram;

import io.besedka.simulator.ImageSize;
import java.time.Instant;

/** A file Telegram keeps. {@code content} may be null while {@code size} is large: a file nobody can download here. */
record StoredFile(
        String id,
        String uniqueId,
        String kind,
        String name,
        String mime,
        long size,
        byte[] content,
        ImageSize imageSize,
        int duration,
        String path,
        Instant since) {}
