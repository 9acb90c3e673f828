package io.besedka.flow;

import io.besedka.conversation.Variables;
import io.besedka.conversation.Variables.Scope;
import java.util.Map;

/**
 * A variable as a flow names it: {@code client.phone}, {@code project.discount}, or {@code size}, which is the current deal's. Names begin
 * with a letter and have no blanks. A name without a scope is read from the deal, else from the client, else from the project.
 *
 * @param scope null = none was named
 */
record VariableName(Scope scope, String name) {
    private static final Map<String, Scope> PREFIXES = Map.of(
            "client.", Scope.CLIENT,
            "клиент.", Scope.CLIENT,
            "project.", Scope.PROJECT,
            "проект.", Scope.PROJECT,
            "deal.", Scope.DEAL,
            "сделка.", Scope.DEAL);

    static VariableName of(String written) {
        var bare = written.strip();
        int dot = bare.indexOf('.') + 1;
        var scope = dot == 0 ? null : PREFIXES.get(bare.substring(0, dot));
        return scope == null ? new VariableName(null, bare) : new VariableName(scope, bare.substring(dot));
    }

    /** Where it is written to. */
    Scope home() {
        return scope == null ? Scope.DEAL : scope;
    }

    boolean isValid() {
        return !name.isEmpty()
                && name.length() <= Variables.NAME_LIMIT
                && Character.isLetter(name.codePointAt(0))
                && name.codePoints().noneMatch(point -> Character.isWhitespace(point) || "#{}\"'".indexOf(point) >= 0);
    }
}
