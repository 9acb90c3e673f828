package io.besedka.conversation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A real connection that breaks right after the database carried out a commit, before its answer is read. */
final class LostAnswers {
    private LostAnswers() {}

    static Connection once(Connection real) {
        var over = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                LostAnswers.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, given) -> {
                    var answer = called(() -> method.invoke(real, given));
                    boolean commits =
                            method.getName().equals("prepareStatement") && ((String) given[0]).endsWith("commit");
                    return commits && over.compareAndSet(false, true)
                            ? breaking((PreparedStatement) answer, real)
                            : answer;
                });
    }

    private static PreparedStatement breaking(PreparedStatement real, Connection connection) {
        return (PreparedStatement) Proxy.newProxyInstance(
                LostAnswers.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, (self, method, given) -> {
                    var answer = called(() -> method.invoke(real, given));
                    if (method.getName().equals("execute")) {
                        connection.close();
                        throw new SQLException("the connection broke", "08006");
                    }
                    return answer;
                });
    }

    private interface Called {
        Object get() throws ReflectiveOperationException;
    }

    private static Object called(Called call) throws Throwable {
        try {
            return call.get();
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
