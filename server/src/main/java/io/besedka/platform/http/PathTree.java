package io.besedka.platform.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds what answers an address: a tree of its steps, so that finding costs its length however many routes there are. A named step wins
 * over a parameter, and both win over a template that takes the whole rest. A slash too many at the end does not matter.
 */
final class PathTree extends org.eclipse.jetty.server.Handler.Abstract {
    private static final class Step {
        final Map<String, Step> named = new HashMap<>();
        Step parameter;
        Requests here;
        Requests rest;
    }

    private final Step root = new Step();

    void add(String template, Requests requests) {
        var step = root;
        for (var name : steps(template)) {
            if (name.equals("*")) {
                step.rest = requests;
                return;
            }
            if (name.startsWith("{")) {
                step.parameter = step.parameter == null ? new Step() : step.parameter;
                step = step.parameter;
            } else {
                step = step.named.computeIfAbsent(name, n -> new Step());
            }
        }
        step.here = requests;
    }

    /** {@code /} has no step; a slash at the end is a step without a name. */
    private static List<String> steps(String path) {
        var steps = new ArrayList<String>(8);
        int from = 1;
        while (from < path.length() || (from == path.length() && from > 1)) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            steps.add(path.substring(from, to));
            from = to + 1;
        }
        return steps;
    }

    /** Null when nothing answers there. @param values takes what stands for the parameters, in order */
    Requests find(String path, List<String> values) {
        return find(root, steps(path), 0, values);
    }

    private static Requests find(Step step, List<String> steps, int at, List<String> values) {
        if (at == steps.size()) {
            return step.here;
        }
        var named = step.named.get(steps.get(at));
        var found = named == null ? null : find(named, steps, at + 1, values);
        if (found == null && step.parameter != null && !steps.get(at).isEmpty()) {
            values.add(steps.get(at));
            found = find(step.parameter, steps, at + 1, values);
            if (found == null) {
                values.removeLast();
            }
        }
        found = found == null ? step.rest : found;
        return found == null && endsHere(steps, at) ? step.here : found;
    }

    private static boolean endsHere(List<String> steps, int at) {
        return at == steps.size() - 1 && steps.get(at).isEmpty();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var values = new ArrayList<String>(4);
        var found = find(Exchange.path(request), values);
        if (found == null) {
            Requests.send(Routes.render(Problem.notFound("address")), request, response, callback);
        } else {
            found.handle(request, response, callback, values);
        }
        return true;
    }
}
