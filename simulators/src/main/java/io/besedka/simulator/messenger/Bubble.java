package io.besedka.simulator.messenger;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One message as it stands on the screen now; a change makes a new one. {@code id} is the provider's, {@code replyTo}
 * another bubble's or empty, {@code outside} marks what was written in the provider's own application. {@code extra}
 * belongs to the provider: second ids and whatever it must find again.
 */
public record Bubble(
        String id,
        Side side,
        Instant at,
        Content content,
        String replyTo,
        boolean outside,
        State state,
        ObjectNode extra) {
    /** Who speaks. */
    public enum Side {
        /** The account: bot, community, page, shop. */
        US,
        /** The person with the phone. */
        THEM
    }

    /** How far it came; it never goes back, except that anything not read can fail. */
    public enum Status {
        ACCEPTED,
        DELIVERED,
        READ,
        FAILED
    }

    /** What became of it. Reactions are an emoji (or the provider's word) or empty; the reason goes with FAILED. */
    public record State(
            Status status, String reason, boolean edited, boolean deleted, String ourReaction, String theirReaction) {
        static final State FRESH = new State(Status.ACCEPTED, "", false, false, "", "");
    }

    public String text() {
        return content.text();
    }

    public boolean ours() {
        return side == Side.US;
    }

    public boolean deleted() {
        return state.deleted();
    }

    public boolean edited() {
        return state.edited();
    }

    public Status status() {
        return state.status();
    }

    /** Other content, marked as edited. */
    public Bubble edited(Content other) {
        var s = state;
        return with(other, new State(s.status(), s.reason(), true, s.deleted(), s.ourReaction(), s.theirReaction()));
    }

    /** Other content without the mark: buttons that were used up. */
    public Bubble with(Content other) {
        return with(other, state);
    }

    public Bubble asDeleted() {
        var s = state;
        return with(content, new State(s.status(), s.reason(), s.edited(), true, s.ourReaction(), s.theirReaction()));
    }

    public Bubble reacted(Side by, String emoji) {
        var s = state;
        var us = by == Side.US ? emoji : s.ourReaction();
        var them = by == Side.THEM ? emoji : s.theirReaction();
        return with(content, new State(s.status(), s.reason(), s.edited(), s.deleted(), us, them));
    }

    public Bubble as(Status status, String reason) {
        if (status.compareTo(state.status()) <= 0 || state.status() == Status.READ) return this;
        var s = state;
        return with(content, new State(status, reason, s.edited(), s.deleted(), s.ourReaction(), s.theirReaction()));
    }

    private Bubble with(Content other, State now) {
        return new Bubble(id, side, at, other, replyTo, outside, now, extra);
    }
}
