package io.besedka.flow;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.besedka.conversation.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads conditions and comparisons; what they match by is prepared here once. */
final class ConditionReader {
    private static final java.util.regex.Pattern REPEATS =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");
    private static final long UNFOLDED_SIZE = 1_000_000;

    private ConditionReader() {}

    enum Mode {
        SIMILAR,
        KEYWORDS,
        EXACT,
        REGEXP
    }

    static Condition condition(Reading condition) {
        if (condition.isAbsent() || !condition.isObject("mode", "text", "without", "compare")) {
            return Condition.NONE;
        }
        var mode = condition.word("mode", Mode.class, Mode.SIMILAR);
        var text = condition.text("text", FlowLimits.CONDITION_TEXT);
        var without = condition.text("without", FlowLimits.CONDITION_TEXT);
        if (!without.isBlank() && mode != Mode.KEYWORDS) {
            condition.fault("without", "goes only with the mode keywords");
        }
        var match = text.isBlank() || mode == null ? null : match(condition, mode, text, without);
        return new Condition(match, comparison(condition.at("compare")));
    }

    private static TextMatch match(Reading condition, Mode mode, String text, String without) {
        if (Alternatives.of(text).isEmpty()) {
            condition.fault("text", "names no alternative");
            return null;
        }
        return switch (mode) {
            case EXACT ->
                new TextMatch.Exact(Alternatives.of(text).stream()
                        .map(one -> one.toLowerCase(Locale.ROOT))
                        .toList());
            case SIMILAR -> similar(condition, text);
            case KEYWORDS -> keywords(condition, text, without);
            case REGEXP -> regexp(condition, text);
        };
    }

    private static TextMatch similar(Reading condition, String text) {
        var normal = Alternatives.of(text).stream().map(Similarity::normal).toList();
        if (normal.stream().anyMatch(one -> one.length() > FlowLimits.SIMILAR_TEXT)) {
            condition.fault(
                    "text",
                    "an alternative of the mode similar holds at most " + FlowLimits.SIMILAR_TEXT + " characters");
        }
        return new TextMatch.Similar(normal.stream().map(TextMatch.Sketched::of).toList());
    }

    private static TextMatch keywords(Reading condition, String text, String without) {
        try {
            return Keywords.parse(text, without);
        } catch (IllegalArgumentException wrong) {
            condition.fault("text", wrong.getMessage());
            return null;
        }
    }

    private static TextMatch regexp(Reading condition, String text) {
        var patterns = new ArrayList<Pattern>();
        for (var alternative : Alternatives.of(text)) {
            try {
                patterns.add(pattern(alternative));
            } catch (PatternSyntaxException wrong) {
                condition.fault("text", "not a regular expression this engine takes: " + wrong.getDescription());
            } catch (IllegalArgumentException wrong) {
                condition.fault("text", wrong.getMessage());
            }
        }
        return new TextMatch.Regexp(List.copyOf(patterns));
    }

    /** Counted repeats are unfolded when compiled: how far is estimated before, from above. */
    private static Pattern pattern(String source) {
        long unfolded = source.length();
        var repeats = REPEATS.matcher(source);
        while (repeats.find() && unfolded <= UNFOLDED_SIZE) {
            var most = repeats.group(2) == null || repeats.group(2).isEmpty() ? repeats.group(1) : repeats.group(2);
            unfolded *= Math.max(1, Long.parseLong(most));
        }
        if (unfolded <= UNFOLDED_SIZE) {
            var pattern = Pattern.compile(source, Pattern.CASE_INSENSITIVE);
            if (pattern.programSize() <= FlowLimits.REGEXP_SIZE) {
                return pattern;
            }
        }
        throw new IllegalArgumentException("the regular expression repeats too much");
    }

    /** Null when absent or faulty. */
    static Comparison comparison(Reading compare) {
        if (compare.isAbsent() || !compare.isObject("variable", "op", "value")) {
            return null;
        }
        var variable = compare.variable("variable");
        var op = compare.word("op", Comparison.Op.class, null);
        if (op != null && op.needsValue() == compare.at("value").isAbsent()) {
            compare.fault("value", op.needsValue() ? "is required" : "does not go with this op");
        }
        return new Comparison(variable, op, compare.template("value", Variables.NAME_LIMIT));
    }
}
