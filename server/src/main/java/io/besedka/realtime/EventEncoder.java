package io.besedka.realtime;

import io.besedka.conversation.Committed;
import java.util.List;

/** Makes the frames that sockets get of log entries; the inbox answers, {@code app} plugs it in. May read the database, in bulk. */
@FunctionalInterface
public interface EventEncoder {
    /** One frame of UTF-8 JSON for each entry, in order. The entries' messages are never null. */
    List<byte[]> encode(long projectId, List<Committed> entries);
}
