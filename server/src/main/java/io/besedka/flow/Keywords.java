package io.besedka.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Mode {@code keywords}: blank = all of them, {@code ;} = alternatives, {@code (a|b c)} = any of them, {@code word*} = words beginning
 * so. Words are compared whole, in the form of {@link Similarity#normal}.
 *
 * <p>Plain loops: a message may be asked for hundreds of these.
 *
 * @param alternatives each a list of terms that must all hold
 * @param without words of which none may occur
 */
record Keywords(List<List<Term>> alternatives, List<Term> without) implements TextMatch {

    /** Any of these lists of words, whole. */
    record Term(List<List<Word>> any) {
        boolean holds(Set<String> heard) {
            for (var all : any) {
                if (allOccur(all, heard)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean allOccur(List<Word> all, Set<String> heard) {
            for (var word : all) {
                if (!word.occurs(heard)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Word(String text, boolean beginning) {
        boolean occurs(Set<String> heard) {
            return beginning ? heard.stream().anyMatch(word -> word.startsWith(text)) : heard.contains(text);
        }
    }

    /** Throws IllegalArgumentException saying what is wrong. */
    static Keywords parse(String text, String without) {
        var alternatives = Alternatives.of(text).stream().map(Keywords::terms).toList();
        if (alternatives.isEmpty()) {
            throw new IllegalArgumentException("names no word");
        }
        return new Keywords(
                alternatives,
                Alternatives.of(without).stream()
                        .flatMap(one -> terms(one).stream())
                        .toList());
    }

    @Override
    public boolean matches(Heard heard) {
        var words = heard.words();
        for (var terms : alternatives) {
            if (allHold(terms, words)) {
                return without.stream().noneMatch(term -> term.holds(words));
            }
        }
        return false;
    }

    private static boolean allHold(List<Term> terms, Set<String> words) {
        for (var term : terms) {
            if (!term.holds(words)) {
                return false;
            }
        }
        return true;
    }

    private static List<Term> terms(String alternative) {
        var terms = new ArrayList<Term>();
        int at = 0;
        while (at < alternative.length()) {
            int open = alternative.indexOf('(', at);
            words(alternative.substring(at, open < 0 ? alternative.length() : open))
                    .forEach(word -> terms.add(new Term(List.of(List.of(word)))));
            if (open < 0) {
                break;
            }
            int close = alternative.indexOf(')', open);
            if (close < 0) {
                throw new IllegalArgumentException("a bracket is not closed");
            }
            terms.add(anyOf(alternative.substring(open + 1, close)));
            at = close + 1;
        }
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("an alternative names no word");
        }
        return List.copyOf(terms);
    }

    private static Term anyOf(String inside) {
        var any = Arrays.stream(inside.split("\\|"))
                .map(Keywords::words)
                .filter(all -> !all.isEmpty())
                .toList();
        if (any.isEmpty()) {
            throw new IllegalArgumentException("brackets hold no word");
        }
        return new Term(any);
    }

    private static List<Word> words(String text) {
        var words = new ArrayList<Word>();
        for (var raw : text.strip().split("\\s+")) {
            boolean beginning = raw.length() > 1 && raw.endsWith("*");
            var normal = Similarity.normal(beginning ? raw.substring(0, raw.length() - 1) : raw);
            var pieces = normal.isEmpty() ? new String[0] : normal.split(" ");
            for (int i = 0; i < pieces.length; i++) {
                words.add(new Word(pieces[i], beginning && i == pieces.length - 1));
            }
        }
        return words;
    }
}
