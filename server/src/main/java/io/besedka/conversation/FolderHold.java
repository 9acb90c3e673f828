package io.besedka.conversation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may take files away, and who needs them all to stay: a backup copies the rows before the bytes, and must find what they name. Holds
 * among processes by a lock that the kernel drops with its owner; closed by the thread that took it.
 */
public final class FolderHold implements AutoCloseable {
    /** The kernel's lock is the process's: threads settle it among themselves. */
    private static final ReentrantLock WITHIN = new ReentrantLock();

    /** Null: somebody else holds it. */
    private final FileChannel channel;

    private FolderHold(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until nobody else holds the folder. */
    public static FolderHold of(Path folder) throws IOException {
        WITHIN.lock();
        return held(folder, true);
    }

    static FolderHold tried(Path folder) throws IOException {
        return WITHIN.tryLock() ? held(folder, false) : new FolderHold(null);
    }

    boolean isMine() {
        return channel != null;
    }

    private static FolderHold held(Path folder, boolean waits) throws IOException {
        FileChannel channel = null;
        boolean held = false;
        try {
            channel = opened(folder);
            held = (waits ? channel.lock() : channel.tryLock()) != null;
            return new FolderHold(held ? channel : null);
        } finally {
            if (!held) {
                release(channel);
            }
        }
    }

    private static FileChannel opened(Path folder) throws IOException {
        var file = folder.resolveSibling(folder.getFileName() + ".lock");
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void release(FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            WITHIN.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            release(channel);
        }
    }
}
