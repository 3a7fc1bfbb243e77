package dev.godwit.router.internal.sql;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application has said about a statement so far: how it is made, its settings, parameters and batch. It can be
 * carried out on any connection, as often as the statement is executed. Used by one thread at a time.
 */
final class StatementScript {
    private final Method creation;
    private final @Nullable Object @Nullable [] creationArguments;
    private final Map<String, Call> settings = new LinkedHashMap<>();
    private final Map<Object, Call> parameters = new LinkedHashMap<>();
    private final Map<Object, Call> outParameters = new LinkedHashMap<>();
    private final List<Batched> batch = new ArrayList<>();

    /** A call that is made later. */
    private record Call(Method method, @Nullable Object @Nullable [] arguments) {
        void on(Statement statement) throws SQLException {
            Calls.call(statement, method, arguments);
        }
    }

    /** One member of a batch with the parameters that it had. */
    private record Batched(Call add, List<Call> parameters) {}

    StatementScript(Method creation, @Nullable Object @Nullable [] creationArguments) {
        this.creation = creation;
        this.creationArguments = creationArguments;
    }

    /** Whether the call only describes the statement; then it is noted. */
    boolean notes(Method method, @Nullable Object @Nullable [] arguments) {
        switch (method.getName()) {
            case "addBatch" -> batch.add(new Batched(new Call(method, arguments), List.copyOf(parameters.values())));
            case "clearBatch" -> batch.clear();
            case "clearParameters" -> parameters.clear();
            case "registerOutParameter" -> note(outParameters, method, arguments);
            case "closeOnCompletion" -> settings.put(method.getName(), new Call(method, arguments));
            case String name
            when name.startsWith("set") && arguments != null && arguments.length == 1 ->
                settings.put(name, new Call(method, arguments));
            case String name when name.startsWith("set") -> note(parameters, method, arguments);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void note(Map<Object, Call> calls, Method method, @Nullable Object @Nullable [] arguments) {
        if (arguments != null && arguments[0] != null) {
            calls.put(arguments[0], new Call(method, arguments));
        }
    }

    /** What was set with the setter of this getter. */
    @Nullable
    Object setting(String getter) {
        Call call = settings.get("set" + getter.substring("get".length()));
        return call == null || call.arguments == null ? null : call.arguments[0];
    }

    Statement create(Connection connection) throws SQLException {
        Object created = Calls.call(connection, creation, creationArguments);
        if (created instanceof Statement statement) {
            return statement;
        }
        throw new SQLException(creation.getName() + " gave no statement");
    }

    /** Tells the statement all that was said, so that it can be executed. */
    void describeTo(Statement statement) throws SQLException {
        run(statement, settings.values());
        if (statement instanceof PreparedStatement prepared) {
            prepared.clearParameters();
        }
        run(statement, outParameters.values());
        for (Batched member : batch) {
            run(statement, member.parameters());
            member.add().on(statement);
        }
        run(statement, parameters.values());
    }

    /** A batch is executed once. */
    void clearBatchAfter(String execution) {
        if (execution.endsWith("Batch")) {
            batch.clear();
        }
    }

    private static void run(Statement statement, Iterable<Call> calls) throws SQLException {
        for (Call call : calls) {
            call.on(statement);
        }
    }
}
