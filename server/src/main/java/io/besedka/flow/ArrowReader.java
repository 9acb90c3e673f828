package io.besedka.flow;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;

/** Reads an arrow. */
final class ArrowReader {
    private static final String DEFAULT_REGION = "RU";

    private ArrowReader() {}

    enum Kind {
        ANY,
        TEXT,
        BUTTON,
        TIMER,
        COLLECT,
        HANDED_BACK
    }

    /** @param message the block's own, null when it has none */
    static Optional<Arrow> arrow(Reading arrow, Block.Kind from, Message message) {
        var kind = arrow.word("kind", Kind.class, null);
        if (kind == null) {
            return Optional.empty();
        }
        if (from != null && from.isAside() && kind != Kind.TIMER) {
            arrow.fault("kind", "the client is never in an aside: only timers lead on from it");
        }
        return Optional.of(arrow(arrow, kind, message));
    }

    private static Arrow arrow(Reading arrow, Kind kind, Message message) {
        var id = arrow.id("id");
        var to = arrow.required("to", FlowLimits.ID);
        if (kind == Kind.TEXT) {
            return text(arrow, id, to);
        }
        var compare = ConditionReader.comparison(arrow.at("compare"));
        return switch (kind) {
            case ANY -> {
                arrow.isObject("id", "to", "kind", "compare");
                yield new Arrow.Any(id, to, compare);
            }
            case TEXT -> throw new AssertionError();
            case BUTTON -> {
                arrow.isObject("id", "to", "kind", "compare", "button");
                yield new Arrow.Button(id, to, compare, button(arrow, message));
            }
            case TIMER -> {
                arrow.isObject("id", "to", "kind", "compare", "seconds", "cancelWhenLeft");
                yield new Arrow.Timer(
                        id,
                        to,
                        compare,
                        arrow.whole("seconds", 0, FlowLimits.DELAY_SECONDS, null),
                        arrow.flag("cancelWhenLeft", true));
            }
            case COLLECT -> collect(arrow, id, to, compare);
            case HANDED_BACK -> {
                arrow.isObject("id", "to", "kind", "compare");
                yield new Arrow.HandedBack(id, to, compare);
            }
        };
    }

    private static Arrow text(Reading arrow, String id, String to) {
        arrow.isObject("id", "to", "kind", "condition");
        var condition = ConditionReader.condition(arrow.at("condition"));
        if (condition.text() == null && condition.compare() == null) {
            arrow.fault("condition", "is required; for any answer use the kind any");
        }
        return new Arrow.Text(id, to, condition);
    }

    private static Message.Button button(Reading arrow, Message message) {
        var id = arrow.id("button");
        var found = message == null
                ? Optional.<Message.Button>empty()
                : message.flatButtons().stream()
                        .filter(button -> button.id().equals(id))
                        .findFirst();
        if (found.isEmpty() && !id.isEmpty()) {
            arrow.fault("button", "this block has no such button");
        }
        return found.orElse(null);
    }

    private static Arrow collect(Reading arrow, String id, String to, Comparison compare) {
        arrow.isObject("id", "to", "kind", "compare", "variable", "check", "error", "region");
        var check = arrow.word("check", AnswerCheck.class, AnswerCheck.TEXT);
        var region = arrow.at("region").isAbsent() ? DEFAULT_REGION : arrow.text("region", 2);
        if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
            arrow.fault("region", "must be a country of two capital letters, such as RU");
        }
        var error = arrow.at("error").isAbsent() ? null : arrow.template("error", FlowLimits.TEXT);
        if (check != AnswerCheck.TEXT && error == null) {
            arrow.fault("error", "is required: what to say to an answer that is not accepted");
        }
        return new Arrow.Collect(id, to, compare, arrow.variable("variable"), check, region, error);
    }
}
