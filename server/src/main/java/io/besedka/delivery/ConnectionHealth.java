package io.besedka.delivery;

/** Told how the connections fare, from the lanes' own threads: must not block. */
public interface ConnectionHealth {
    /** The credentials no longer work: nothing is sent until {@link Lanes#resume}. */
    void broken(long connectionId, String why);

    /** The provider took something: the connection works. */
    void sent(long connectionId);

    /** A call was refused, broke, or was left in doubt; waiting as long as the provider asked is no such thing. */
    void failed(long connectionId, String why);

    ConnectionHealth NONE = new ConnectionHealth() {
        @Override
        public void broken(long connectionId, String why) {}

        @Override
        public void sent(long connectionId) {}

        @Override
        public void failed(long connectionId, String why) {}
    };
}
