package io.besedka.conversation;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** A room above whose own rows name files, so that these stay when the messages that carry them are erased. */
@FunctionalInterface
public interface FileHolder {
    /** The numbers of all files that the project's rows name. Within the transaction of {@code handle}. */
    List<Long> files(Handle handle, long projectId);
}
