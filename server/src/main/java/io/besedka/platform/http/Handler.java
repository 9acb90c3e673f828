package io.besedka.platform.http;

/** Answers one kind of request, blocking as it likes: each runs on a virtual thread of its own. */
@FunctionalInterface
public interface Handler {
    /** Throws {@link Problem} for what the caller did wrong; anything else thrown becomes a 500 and is logged. */
    Answer handle(Exchange exchange) throws Exception;
}
