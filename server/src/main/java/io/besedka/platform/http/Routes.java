package io.besedka.platform.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The routes of one face: methods and templates such as {@code /v1/conversations/{id}}. A template may end in {@code /*}.
 * {@code guard} wraps every handler (rights, cookies), {@code problems} renders a {@link Problem} in the face's dialect.
 */
public final class Routes {
    private final Map<String, Map<String, Handler>> byTemplate = new LinkedHashMap<>();
    private final UnaryOperator<Handler> guard;
    private final Function<Problem, Answer> problems;

    public Routes() {
        this(UnaryOperator.identity(), Routes::render);
    }

    public Routes(UnaryOperator<Handler> guard, Function<Problem, Answer> problems) {
        this.guard = guard;
        this.problems = problems;
    }

    public Routes get(String template, Handler handler) {
        return on("GET", template, handler);
    }

    public Routes post(String template, Handler handler) {
        return on("POST", template, handler);
    }

    public Routes put(String template, Handler handler) {
        return on("PUT", template, handler);
    }

    public Routes patch(String template, Handler handler) {
        return on("PATCH", template, handler);
    }

    public Routes delete(String template, Handler handler) {
        return on("DELETE", template, handler);
    }

    public Routes on(String method, String template, Handler handler) {
        if (byTemplate.computeIfAbsent(template, t -> new LinkedHashMap<>()).put(method, guard.apply(handler))
                != null) {
            throw new IllegalArgumentException(method + " " + template + " is routed twice");
        }
        return this;
    }

    /** The same routes behind one thing more that all of them pass; what it refuses is said in this face's dialect. */
    public Routes behind(UnaryOperator<Handler> gate) {
        var behind = new Routes(gate, problems);
        byTemplate.forEach(
                (template, methods) -> methods.forEach((method, handler) -> behind.on(method, template, handler)));
        return behind;
    }

    /** Every route as "METHOD template", for tests that must miss none. */
    public List<String> list() {
        var list = new ArrayList<String>();
        byTemplate.forEach(
                (template, methods) -> methods.keySet().forEach(method -> list.add(method + " " + template)));
        return list;
    }

    Map<String, Map<String, Handler>> byTemplate() {
        return byTemplate;
    }

    Answer answerTo(Problem problem) {
        var answer = problems.apply(problem);
        for (var header : problem.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    /** Our own error shape. */
    public static Answer render(Problem problem) {
        var error = new LinkedHashMap<String, Object>();
        error.put("code", problem.code());
        error.put("message", problem.getMessage());
        if (problem.field() != null) {
            error.put("field", problem.field());
        }
        return Answer.json(problem.status(), Map.of("error", error));
    }
}
