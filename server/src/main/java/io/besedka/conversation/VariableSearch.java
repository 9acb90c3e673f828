package io.besedka.conversation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds clients by variables, theirs or their deals'. Begins in the searchable copy with the condition that fewest fulfil, so that it
 * costs what is found and not how many clients there are. Of a value only the first 500 characters are looked at.
 */
public final class VariableSearch {
    public static final int CONDITIONS = 20;
    public static final int VALUES = 1000;
    /** So many rows are counted at most to learn which condition is the rarest. */
    private static final int PROBED = 1000;
    /** So few that no rarer condition is worth looking for. */
    private static final int FEW = 50;

    private final Jdbi jdbi;

    public VariableSearch(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public enum Op {
        EQ,
        IN,
        /** Has the variable, and it is another. */
        NE,
        NOT_IN,
        LT,
        LE,
        GT,
        GE;

        boolean isOrder() {
            return ordinal() >= LT.ordinal();
        }

        private boolean names() {
            return this == EQ || this == IN;
        }

        private String sign() {
            return switch (this) {
                case LT -> "<";
                case LE -> "<=";
                case GT -> ">";
                case GE -> ">=";
                default -> throw new IllegalStateException(name());
            };
        }
    }

    /** @param values one, or for IN and NOT_IN several */
    public record Condition(String name, Op op, List<String> values) {
        public Condition {
            values = List.copyOf(values);
            if (values.isEmpty() || values.size() > VALUES) {
                throw new Refused(Refusal.TOO_LONG, "a condition has 1-" + VALUES + " values");
            }
        }

        public static Condition eq(String name, String value) {
            return new Condition(name, Op.EQ, List.of(value));
        }
    }

    /**
     * @param scope CLIENT or DEAL; where all conditions must hold, they hold in one and the same deal
     * @param all whether all conditions must hold; else one is enough
     */
    public record Query(long projectId, Variables.Scope scope, boolean all, List<Condition> conditions) {
        public Query {
            conditions = List.copyOf(conditions);
            if (conditions.isEmpty() || conditions.size() > CONDITIONS) {
                throw new Refused(Refusal.TOO_LONG, "a search has 1-" + CONDITIONS + " conditions");
            }
        }
    }

    /**
     * Numbers of clients in ascending order, those above {@code after}. Comparing by size throws {@link Refused} where one of the
     * compared values, or any value of the variable in the project, is no number.
     */
    public List<Long> find(Query query, long after, int limit) {
        return jdbi.withHandle(handle -> {
            checkNumbers(handle, query);
            return query.all() ? all(handle, query, after, limit) : any(handle, query, after, limit);
        });
    }

    /** The highest number among those who fulfil one condition: the client who came last; 0 where nobody does. */
    public long last(long projectId, Variables.Scope scope, Condition condition) {
        var query = new Query(projectId, scope, true, List.of(condition));
        return jdbi.withHandle(handle -> {
            checkNumbers(handle, query);
            var bindings = new Bindings(query);
            return handle.createQuery("select coalesce(max(v.conversation_id), 0) from variable_values v where "
                            + bindings.condition("v", condition))
                    .bindMap(bindings.values)
                    .mapTo(Long.class)
                    .one();
        });
    }

    private static void checkNumbers(Handle handle, Query query) {
        for (var condition : query.conditions()) {
            if (condition.op().isOrder()) {
                boolean numbers = VariableKey.number(condition.values().getFirst()) != null
                        && !handle.createQuery("""
                                        select exists (select from variable_values
                                                       where project_id = :project and scope = :scope and name = :name and key >= :texts)""")
                                .bind("project", query.projectId())
                                .bind("scope", query.scope().ordinal())
                                .bind("name", condition.name())
                                .bind("texts", VariableKey.TEXTS)
                                .mapTo(Boolean.class)
                                .one();
                if (!numbers) {
                    throw new Refused(Refusal.NOT_NUMBERS, "not every value of " + condition.name() + " is a number");
                }
            }
        }
    }

    private static List<Long> all(Handle handle, Query query, long after, int limit) {
        var bindings = new Bindings(query);
        int first = query.conditions().size() == 1 ? 0 : rarest(handle, query);
        var sql = new StringBuilder("select distinct v.conversation_id from variable_values v where ")
                .append(bindings.condition("v", query.conditions().get(first)))
                .append(" and v.conversation_id > :after");
        for (int i = 0; i < query.conditions().size(); i++) {
            if (i != first) {
                sql.append(" and ")
                        .append(bindings.too(query, query.conditions().get(i)));
            }
        }
        return run(handle, bindings, sql + " order by v.conversation_id limit :limit", after, limit);
    }

    private static List<Long> any(Handle handle, Query query, long after, int limit) {
        var bindings = new Bindings(query);
        var parts = query.conditions().stream()
                .map(condition -> "(select v.conversation_id from variable_values v where "
                        + bindings.condition("v", condition)
                        + " and v.conversation_id > :after order by v.conversation_id limit :limit)")
                .toList();
        return run(
                handle,
                bindings,
                "select conversation_id from (" + String.join(" union ", parts)
                        + ") f order by conversation_id limit :limit",
                after,
                limit);
    }

    private static List<Long> run(Handle handle, Bindings bindings, String sql, long after, int limit) {
        return handle.createQuery(sql)
                .bindMap(bindings.values)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    private static int rarest(Handle handle, Query query) {
        int rarest = 0;
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < query.conditions().size() && fewest > FEW; i++) {
            long found = query.conditions().get(i).op().names()
                    ? probed(handle, query, query.conditions().get(i))
                    : PROBED + 1;
            if (found < fewest) {
                fewest = found;
                rarest = i;
            }
        }
        return rarest;
    }

    private static long probed(Handle handle, Query query, Condition condition) {
        var bindings = new Bindings(query);
        return handle.createQuery("select count(*) from (select from variable_values v where "
                        + bindings.condition("v", condition) + " limit " + PROBED + ") p")
                .bindMap(bindings.values)
                .mapTo(Long.class)
                .one();
    }

    /** Writes conditions with their values bound by name. */
    private static final class Bindings {
        private final Map<String, Object> values = new LinkedHashMap<>();

        Bindings(Query query) {
            values.put("project", query.projectId());
            values.put("scope", query.scope().ordinal());
        }

        private String bind(Object value) {
            var name = "b" + values.size();
            values.put(name, value);
            return ":" + name;
        }

        /** What finds rows of the searchable copy. */
        String condition(String row, Condition condition) {
            return "%1$s.project_id = :project and %1$s.scope = :scope and %1$s.name = %2$s and %3$s"
                    .formatted(row, bind(condition.name()), judged(row, condition));
        }

        /**
         * What must hold as well of the client or deal that {@code v} was found for: the copy is asked only where one key answers. The
         * limit keeps it a question for each row found; of {@code exists} the planner makes a join, and merges it with all who have the value.
         */
        String too(Query query, Condition condition) {
            if (condition.op().names()) {
                return "(select true from variable_values o where o.conversation_id = v.conversation_id and o.deal_id = v.deal_id and "
                        + condition("o", condition) + " limit 1)";
            }
            return "exists (select from %s o where %s)"
                    .formatted(VariableSql.read(stored(query.scope()), bind(condition.name())), judged("o", condition));
        }

        private static String stored(Variables.Scope scope) {
            var column = scope == Variables.Scope.CLIENT ? "variables" : "deal_variables";
            var ofConversation =
                    "select c.%s from conversations c where c.project_id = :project and c.id = v.conversation_id"
                            .formatted(column);
            return scope == Variables.Scope.CLIENT
                    ? ofConversation
                    : "case when v.deal_id = 0 then (" + ofConversation
                            + ") else (select d.variables from deals d where d.project_id = :project and d.id = v.deal_id) end";
        }

        private String judged(String row, Condition condition) {
            return switch (condition.op()) {
                case EQ, IN -> VariableSql.among(row, keys(condition), this::bind);
                case NE, NOT_IN -> "not " + VariableSql.among(row, keys(condition), this::bind);
                case LT, LE, GT, GE ->
                    VariableSql.compared(
                            row,
                            condition.op().sign(),
                            VariableKey.number(condition.values().getFirst()),
                            this::bind);
            };
        }

        private static List<VariableKey> keys(Condition condition) {
            return condition.values().stream().map(VariableKey::of).toList();
        }
    }
}
