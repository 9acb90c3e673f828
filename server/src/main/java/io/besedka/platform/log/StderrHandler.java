package io.besedka.platform.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Writes each line with one write, so that lines of several threads and processes do not mix. */
final class StderrHandler extends Handler {
    private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);

    StderrHandler(Formatter formatter) {
        setFormatter(formatter);
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        try {
            stderr.write(getFormatter().format(record).getBytes(StandardCharsets.UTF_8));
        } catch (IOException nowhereToComplain) {
            // A log that cannot be written must not stop what it is about.
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
