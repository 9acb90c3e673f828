package io.besedka.flow;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/** One mode's way of comparing; see docs/flows.md. */
sealed interface TextMatch permits TextMatch.Exact, TextMatch.Similar, TextMatch.Regexp, Keywords {
    boolean matches(Heard heard);

    /** @param folded texts as {@link Heard#folded} gives them */
    record Exact(List<String> folded) implements TextMatch {
        @Override
        public boolean matches(Heard heard) {
            return !heard.isLong() && folded.contains(heard.folded());
        }
    }

    /** @param normal texts as {@link Similarity#normal} gives them */
    record Similar(List<String> normal) implements TextMatch {
        @Override
        public boolean matches(Heard heard) {
            return !heard.isLong() && normal.stream().anyMatch(one -> Similarity.near(one, heard.normal()));
        }
    }

    /** Found anywhere in the text's beginning. What no longer fits into the step's budget does not match. */
    record Regexp(List<Pattern> patterns) implements TextMatch {
        @Override
        public boolean matches(Heard heard) {
            var text = heard.beginning(FlowLimits.HEARD_BY_REGEXP);
            return patterns.stream().anyMatch(pattern -> found(pattern, text, heard));
        }

        private static boolean found(Pattern pattern, String text, Heard heard) {
            long work = (long) pattern.programSize() * (text.length() + 1);
            if (!heard.spend(work)) {
                return false;
            }
            Matcher matcher = pattern.matcher(text);
            return matcher.find();
        }
    }
}
