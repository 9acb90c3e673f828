package io.besedka.account;

/** Encrypts what is kept at rest; plugged in by the app. */
public interface Sealing {
    byte[] seal(byte[] open);

    byte[] open(byte[] sealed);
}
