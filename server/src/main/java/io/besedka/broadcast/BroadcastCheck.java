package io.besedka.broadcast;

import io.besedka.broadcast.BroadcastRefused.Reason;
import io.besedka.conversation.Content;
import java.time.Duration;
import java.util.List;

/** Refuses what no broadcast can be. */
final class BroadcastCheck {
    private final BroadcastFaces faces;

    BroadcastCheck(BroadcastFaces faces) {
        this.faces = faces;
    }

    void check(NewBroadcast wanted) {
        BroadcastLimits.name(wanted.name());
        if (wanted.shift() == null
                || wanted.shift().isNegative()
                || wanted.shift().compareTo(BroadcastLimits.SLOWEST) > 0) {
            throw BroadcastRefused.invalid(
                    "shift", "shift is from 0 to " + BroadcastLimits.SLOWEST.toSeconds() + " seconds");
        }
        if (wanted.at() != null && wanted.at().isAfter(faces.clock().now().plus(Duration.ofDays(366)))) {
            throw BroadcastRefused.invalid("at", "a broadcast starts within a year");
        }
        check(wanted.projectId(), wanted.audience());
        switch (wanted.saying()) {
            case Saying.Message(var content, var variables) -> {
                if (content.isEmpty()) {
                    throw new BroadcastRefused(Reason.EMPTY, "content", "the message has no text and no part");
                }
                if (variables) {
                    checkWording(content);
                }
            }
            case Saying.Block(var number) -> {
                if (number <= 0) {
                    throw BroadcastRefused.invalid("block", "block is a block's number");
                }
            }
        }
    }

    private void checkWording(Content content) {
        try {
            faces.wording().of(content);
        } catch (IllegalArgumentException unreadable) {
            throw BroadcastRefused.invalid(
                    isReadable(Content.text(content.text())) ? "content.parts" : "content.text",
                    unreadable.getMessage());
        }
    }

    private boolean isReadable(Content content) {
        try {
            faces.wording().of(content);
            return true;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private void check(long project, Audience audience) {
        switch (audience) {
            case Audience.OfList(var list) -> checkList(project, list);
            case Audience.OfClients(var clients) -> checkIds(clients);
            case Audience.OfPlatformIds(var connection, var ids) -> {
                checkIds(ids);
                if (faces.connections().of(project, connection).isEmpty()) {
                    throw new BroadcastRefused(
                            Reason.NO_SUCH_CONNECTION,
                            "connection",
                            "no connection " + connection + " in this project");
                }
            }
        }
    }

    /** How many are in it is looked at when it is used. */
    private void checkList(long project, long list) {
        if (!faces.lists().exists(project, list)) {
            throw BroadcastRefused.noList(list);
        }
    }

    private static void checkIds(List<?> ids) {
        if (ids.isEmpty()) {
            throw new BroadcastRefused(Reason.EMPTY, "audience", "nobody is named");
        }
        if (ids.size() > BroadcastLimits.IDS) {
            throw new BroadcastRefused(
                    Reason.OVER_LIMIT,
                    "audience",
                    "at most " + BroadcastLimits.IDS + " ids at once; for more make a list");
        }
    }
}
