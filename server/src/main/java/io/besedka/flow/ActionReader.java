package io.besedka.flow;

import java.util.List;

/** Reads a block's action. */
final class ActionReader {
    private static final int TAGS = 20;
    private static final int TAG_LENGTH = 100;

    private ActionReader() {}

    enum Kind {
        SET,
        UNSET,
        TAG,
        HAND_OVER,
        MOVE_DEAL,
        OPT_OUT,
        OPT_IN,
        CLOSE
    }

    /** Null when faulty. */
    static Action action(Reading action) {
        var kind = action.word("kind", Kind.class, null);
        return switch (kind) {
            case null -> null;
            case SET -> {
                action.isObject("kind", "variable", "value");
                yield new Action.SetVariable(action.variable("variable"), action.template("value", FlowLimits.TEXT));
            }
            case UNSET -> {
                action.isObject("kind", "variable");
                yield new Action.SetVariable(action.variable("variable"), null);
            }
            case TAG -> tag(action);
            case HAND_OVER -> {
                action.isObject("kind", "team");
                yield new Action.HandOver(action.whole("team", 0, Long.MAX_VALUE, 0L));
            }
            case MOVE_DEAL -> {
                action.isObject("kind", "stage");
                yield new Action.MoveDeal(action.whole("stage", 1, Long.MAX_VALUE, null));
            }
            case OPT_OUT, OPT_IN -> {
                action.isObject("kind");
                yield new Action.OptOut(kind == Kind.OPT_OUT);
            }
            case CLOSE -> {
                action.isObject("kind");
                yield new Action.Close();
            }
        };
    }

    private static Action tag(Reading action) {
        action.isObject("kind", "add", "remove");
        var add = tags(action, "add");
        var remove = tags(action, "remove");
        if (add.isEmpty() && remove.isEmpty()) {
            action.fault("names no tag");
        }
        return new Action.Retag(add, remove);
    }

    private static List<String> tags(Reading action, String member) {
        return action.list(member, TAGS).stream()
                .map(tag -> tag.ownText(TAG_LENGTH))
                .toList();
    }
}
