package io.besedka.flow;

import io.besedka.conversation.Variables;
import io.besedka.platform.json.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A member of a definition while it is read: knows its path and notes faults instead of throwing, so that all are found. */
final class Reading {
    private final JsonNode node;
    private final String path;
    private final List<Fault> faults;

    Reading(JsonNode node, String path, List<Fault> faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    void fault(String what) {
        if (faults.size() < FlowLimits.FAULTS) {
            faults.add(new Fault(path, what));
        }
    }

    void fault(String member, String what) {
        at(member).fault(what);
    }

    boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    Reading at(String member) {
        var found = node.isObject() ? node.get(member) : null;
        return new Reading(
                found == null ? MissingNode.getInstance() : found,
                path.isEmpty() ? member : path + "." + member,
                faults);
    }

    /** An object with no other members than these; {@code ui} is the constructor's own and may stand anywhere. */
    boolean isObject(String... members) {
        if (!node.isObject()) {
            fault("must be an object");
            return false;
        }
        var known = Set.of(members);
        node.propertyNames().stream()
                .filter(name -> !known.contains(name) && !name.equals("ui"))
                .forEach(name -> fault(Texts.clean(cut(name)), "is not known here"));
        return true;
    }

    private static String cut(String name) {
        return name.length() <= FlowLimits.ID ? name : name.substring(0, FlowLimits.ID) + "…";
    }

    /** The elements of an array; none when it is absent. */
    List<Reading> list(String member, int limit) {
        var list = at(member);
        return list.isAbsent() ? List.of() : list.elements(limit);
    }

    /** The elements of this array itself. */
    List<Reading> elements(int limit) {
        if (!node.isArray() || node.size() > limit) {
            fault(node.isArray() ? "holds " + node.size() + ", at most " + limit + " are allowed" : "must be an array");
            return List.of();
        }
        var elements = new ArrayList<Reading>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Reading(node.get(i), path + "[" + i + "]", faults));
        }
        return elements;
    }

    /** A text, or empty when absent. */
    String text(String member, int limit) {
        var text = at(member);
        return text.isAbsent() ? "" : text.value(limit);
    }

    /** This element itself as a text with something in it. */
    String ownText(int limit) {
        var value = value(limit).strip();
        if (node.isString() && value.isEmpty()) {
            fault("is blank");
        }
        return value;
    }

    private String value(int limit) {
        if (!node.isString() || node.stringValue().length() > limit) {
            fault(node.isString() ? "is longer than " + limit + " characters" : "must be a text");
            return "";
        }
        return Texts.clean(node.stringValue());
    }

    String required(String member, int limit) {
        var value = text(member, limit);
        if (value.isBlank() && at(member).isMissing()) {
            fault(member, "is required");
        }
        return value;
    }

    private boolean isMissing() {
        return isAbsent() || node.isString() && node.stringValue().isBlank();
    }

    /** A short name of Latin letters, digits, _ and -; blank when absent or faulty. */
    String id(String member) {
        var id = required(member, FlowLimits.ID);
        if (!id.isBlank() && !id.matches("[A-Za-z0-9_-]+")) {
            fault(member, "may hold only Latin letters, digits, _ and -");
            return "";
        }
        return id;
    }

    boolean flag(String member, boolean absent) {
        var flag = at(member);
        if (!flag.isAbsent() && !flag.node.isBoolean()) {
            flag.fault("must be true or false");
        }
        return flag.isAbsent() ? absent : flag.node.asBoolean(absent);
    }

    long whole(String member, long least, long most, Long absent) {
        var number = at(member);
        if (number.isAbsent() && absent != null) {
            return absent;
        }
        boolean whole = number.node.isIntegralNumber() && number.node.canConvertToLong();
        if (!whole || number.node.longValue() < least || number.node.longValue() > most) {
            number.fault("must be a whole number from " + least + " to " + most);
            return least;
        }
        return number.node.longValue();
    }

    void number(String member) {
        var number = at(member);
        if (!number.isAbsent() && !number.node.isNumber()) {
            number.fault("must be a number");
        }
    }

    /** One of an enum's words in lower case; {@code absent} when absent (null: a fault), null when faulty. */
    <E extends Enum<E>> E word(String member, Class<E> kind, E absent) {
        var word = text(member, FlowLimits.LABEL);
        if (word.isEmpty() && at(member).isAbsent() && absent != null) {
            return absent;
        }
        for (var one : kind.getEnumConstants()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(word)) {
                return one;
            }
        }
        var words = Arrays.stream(kind.getEnumConstants())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
        fault(member, "must be one of " + String.join(", ", words));
        return null;
    }

    String variable(String member) {
        var name = required(member, Variables.NAME_LIMIT).strip();
        if (!name.isEmpty() && !VariableName.of(name).isValid()) {
            fault(member, "must begin with a letter and hold no blanks, quotes, # or braces");
        }
        return name;
    }

    Template template(String member, int limit) {
        try {
            return TemplateReader.read(text(member, limit));
        } catch (IllegalArgumentException wrong) {
            fault(member, wrong.getMessage());
            return Template.EMPTY;
        }
    }
}
