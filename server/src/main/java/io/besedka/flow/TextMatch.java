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

    /** @param texts in the form of {@link Similarity#normal} */
    record Similar(List<Sketched> texts) implements TextMatch {
        @Override
        public boolean matches(Heard heard) {
            if (heard.isLong()) {
                return false;
            }
            var said = heard.sketched();
            for (var text : texts) {
                if (text.mayBeNear(said) && Similarity.near(text.normal(), said.normal())) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * A text with a sketch of its letters: every letter of one that the other lacks costs an edit, so most pairs are told apart without
     * counting edits.
     */
    record Sketched(String normal, long letters) {
        static Sketched of(String normal) {
            long letters = 0;
            for (int i = 0; i < normal.length(); i++) {
                letters |= 1L << (normal.charAt(i) & 63);
            }
            return new Sketched(normal, letters);
        }

        boolean mayBeNear(Sketched other) {
            int edits = Math.max(Long.bitCount(letters & ~other.letters), Long.bitCount(other.letters & ~letters));
            return edits <= Similarity.mostEdits(Math.max(normal.length(), other.normal.length()));
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
