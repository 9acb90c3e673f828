package io.besedka.platform.secret;

import java.util.Objects;

/** A password, token or key. Prints as {@code [secret]}, so that no log, error or record's text gives it away. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value, "a secret needs a value");
    }

    /** The value itself: only for whoever presents it to its reader. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && Tokens.same(value, that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
