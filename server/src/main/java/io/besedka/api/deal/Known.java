package io.besedka.api.deal;

/** Names of users and connections, as their rooms know them, from memory; {@code app} plugs it in. */
public interface Known {
    record Connection(String channel, String name) {
        static final Connection GONE = new Connection("", "");
    }

    /** Null when there is no such user. */
    String userName(long userId);

    /** Null when it is gone. */
    Connection connection(long projectId, long connectionId);

    /** Whether a deal of the project can be given to this user. */
    boolean isMember(long projectId, long userId);
}
