package io.besedka.delivery;

/** Told how the connections fare, from the lanes' own threads: must not block. */
public interface ConnectionHealth {
    /** The credentials no longer work: nothing is sent until {@link Lanes#resume}. */
    void broken(long connectionId, String why);

    /** The provider took something: the connection works. */
    void sent(long connectionId);

    ConnectionHealth NONE = new ConnectionHealth() {
        @Override
        public void broken(long connectionId, String why) {}

        @Override
        public void sent(long connectionId) {}
    };
}
