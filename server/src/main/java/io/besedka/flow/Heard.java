package io.besedka.flow;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What the client said, in the forms conditions compare with; each form is made when first asked for. Lives for one step. */
final class Heard {
    private final String text;
    private String folded;
    private String normal;
    private TextMatch.Sketched sketched;
    private Set<String> words;
    private long work = FlowLimits.REGEXP_WORK;

    Heard(String text) {
        this.text = text.strip();
    }

    /** Too long to equal any condition: only keywords and regular expressions look at its beginning. */
    boolean isLong() {
        return text.length() > FlowLimits.HEARD;
    }

    String folded() {
        if (folded == null) {
            folded = isLong() ? "" : text.toLowerCase(Locale.ROOT);
        }
        return folded;
    }

    String normal() {
        if (normal == null) {
            normal = Similarity.normal(beginning(FlowLimits.HEARD));
        }
        return normal;
    }

    TextMatch.Sketched sketched() {
        if (sketched == null) {
            sketched = TextMatch.Sketched.of(normal());
        }
        return sketched;
    }

    Set<String> words() {
        if (words == null) {
            words = Set.copyOf(Arrays.asList(normal().split(" ")));
        }
        return words;
    }

    String beginning(int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** Takes work from what this step may spend; false when it is used up, and then for good. */
    boolean spend(long wanted) {
        work -= wanted;
        return work >= 0;
    }
}
