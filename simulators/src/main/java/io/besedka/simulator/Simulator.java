package io.besedka.simulator;

import java.net.URI;
import java.nio.file.Path;

/** What every pretend provider offers to whoever starts it: one address for its API and its phone page. */
public interface Simulator extends AutoCloseable {
    /** The provider's word: {@code telegram}, {@code viber}, ... */
    String word();

    /** Where the API and the phone page are, without a trailing slash. */
    URI url();

    Switchboard switchboard();

    Timeline time();

    /** Keeps people and chats in this file from now on, across restarts; call before introducing accounts. */
    void remember(Path file);

    @Override
    void close();
}
