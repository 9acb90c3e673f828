package io.besedka.platform.outbound;

/** Travels from wherever a call was found forbidden to where it becomes an outcome. */
final class RefusedCall extends RuntimeException {
    RefusedCall(String why) {
        super(why, null, false, false);
    }
}
