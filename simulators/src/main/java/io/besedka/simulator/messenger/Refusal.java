package io.besedka.simulator.messenger;

/** A call that is not done; carries the provider's answer. A value in disguise: it has no stack trace. */
public final class Refusal extends RuntimeException {
    private final transient Answer answer;

    public Refusal(Answer answer) {
        super("refused with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}
