package io.besedka.flow;

import io.besedka.conversation.Content;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text with {@code #{variable}} and {@code {one|another}} in it, parsed once. Values are inserted as they are: what a client wrote is
 * never read as a template.
 */
final class Template {
    static final Template EMPTY = new Template(List.of(), false);

    sealed interface Piece {
        record Plain(String text) implements Piece {}

        /** @param name itself a template, as in {@code #{price_#{flower}}} */
        record Variable(Template name) implements Piece {}

        record Choice(List<Template> variants, int place) implements Piece {}
    }

    /** What must be done to a value so that it means only itself where it is inserted. */
    enum Place {
        PLAIN {
            @Override
            String fit(String value) {
                return value;
            }
        },
        MARKUP {
            @Override
            String fit(String value) {
                return escaped(value);
            }
        },
        ADDRESS {
            @Override
            String fit(String value) {
                return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            }
        };

        abstract String fit(String value);
    }

    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^/?#\\s]+([/?#]\\S*)?");
    private static final String MARKS = "\\*~`[]()";
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final List<Piece> pieces;
    private final boolean choosing;

    Template(List<Piece> pieces, boolean choosing) {
        this.pieces = List.copyOf(pieces);
        this.choosing = choosing;
    }

    String render(Values values) {
        return render(values, Place.PLAIN);
    }

    /** At most {@link Content#TEXT_LIMIT} characters; what is longer is cut. */
    String render(Values values, Place place) {
        if (pieces.size() == 1 && pieces.getFirst() instanceof Piece.Plain(var text)) {
            return text;
        }
        var out = new StringBuilder();
        render(values, place, out);
        return cut(out);
    }

    private void render(Values values, Place place, StringBuilder out) {
        for (var piece : pieces) {
            if (out.length() > Content.TEXT_LIMIT) {
                return;
            }
            switch (piece) {
                case Piece.Plain(var text) -> out.append(text);
                case Piece.Variable(var name) -> out.append(place.fit(values.get(name.render(values))));
                case Piece.Choice(var variants, var at) ->
                    variants.get(chosen(variants, at, values)).render(values, place, out);
            }
        }
    }

    private static int chosen(List<Template> variants, int at, Values values) {
        long mixed = (values.chance() + at * GOLDEN) * 0xBF58476D1CE4E5B9L;
        return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 31), variants.size());
    }

    private static String cut(StringBuilder out) {
        if (out.length() > Content.TEXT_LIMIT) {
            boolean split = Character.isHighSurrogate(out.charAt(Content.TEXT_LIMIT - 1));
            out.setLength(Content.TEXT_LIMIT - (split ? 1 : 0));
        }
        return out.toString();
    }

    private static String escaped(String value) {
        StringBuilder out = null;
        for (int i = 0; i < value.length(); i++) {
            if (MARKS.indexOf(value.charAt(i)) >= 0) {
                out = out == null ? new StringBuilder(value.length() + 16).append(value, 0, i) : out;
                out.append('\\');
            }
            if (out != null) {
                out.append(value.charAt(i));
            }
        }
        return out == null ? value : out.toString();
    }

    /** Whether it may ask for this variable; a name that is composed may be any. */
    boolean mentions(String variable) {
        return pieces.stream().anyMatch(piece -> switch (piece) {
            case Piece.Plain(var text) -> false;
            case Piece.Variable(var name) -> name.mayBe(variable) || name.mentions(variable);
            case Piece.Choice(var variants, var at) -> variants.stream().anyMatch(one -> one.mentions(variable));
        });
    }

    private boolean mayBe(String variable) {
        return pieces.stream().anyMatch(piece -> !(piece instanceof Piece.Plain(var text) && !text.equals(variable)));
    }

    /** Whether the same values may give another text at another time. */
    boolean isChoosing() {
        return choosing;
    }

    /** Whether it says the same whatever the values. */
    boolean isPlain() {
        return pieces.stream().allMatch(Piece.Plain.class::isInstance);
    }

    boolean isBlank() {
        return pieces.stream().allMatch(piece -> piece instanceof Piece.Plain(var text) && text.isBlank());
    }

    /** Whether it leads to the web, and to a host of the maker's own words: with a variable in it it could lead anywhere. */
    boolean isAddress() {
        var address = ADDRESS.matcher(beginning());
        return address.matches() && (isPlain() || address.group(1) != null);
    }

    /** The text before the first variable or choice. */
    private String beginning() {
        return pieces.isEmpty() || !(pieces.getFirst() instanceof Piece.Plain(var text)) ? "" : text;
    }
}
