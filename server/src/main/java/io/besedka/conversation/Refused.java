package io.besedka.conversation;

/** An input or a content that cannot be taken, with the reason in words for a developer. */
public final class Refused extends RuntimeException {
    private final Refusal refusal;

    public Refused(Refusal refusal, String why) {
        super(why, null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
