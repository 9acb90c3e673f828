package io.besedka.platform.secret;

/** A text that must not be printed: tokens, passwords, keys. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "[secret]";
    }
}
