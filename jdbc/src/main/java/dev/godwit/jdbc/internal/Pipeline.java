package dev.godwit.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several statements in one round trip. The driver sends them one after the other, and the database carries each out
 * with a snapshot of its own: what the second one sees was committed before the first one ended.
 */
final class Pipeline {
    private Pipeline() {}

    /** Reads a row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs the statements; the last one is an update, whose count is returned. */
    static int update(Connection connection, List<String> statements, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, statements, parameters)) {
            return count(statement, statements);
        }
    }

    /** As {@link #update}, and a commit at the end of the same round trip. */
    static int updateAndCommit(Connection connection, List<String> statements, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, withCommit(statements), parameters)) {
            return count(statement, statements);
        }
    }

    /** Runs the statements; the last one is a query or an update that returns rows. */
    static <T> List<T> query(Connection connection, List<String> statements, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, statements, parameters)) {
            return rows(statement, statements, reader);
        }
    }

    /** As {@link #query}, and a commit at the end of the same round trip. */
    static <T> List<T> queryAndCommit(
            Connection connection, List<String> statements, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, withCommit(statements), parameters)) {
            return rows(statement, statements, reader);
        }
    }

    /** What an update changed, and what the queries behind its commit saw, one after the other. */
    static final class Answers {
        private final PreparedStatement statement;
        private final int changed;

        private Answers(PreparedStatement statement, int changed) {
            this.statement = statement;
            this.changed = changed;
        }

        /** How many rows the update changed. */
        int changed() {
            return changed;
        }

        /** The rows of the next query. */
        <T> List<T> nextRows(RowReader<T> reader) throws SQLException {
            statement.getMoreResults();
            return rows(statement.getResultSet(), reader);
        }
    }

    /** Reads answers. */
    @FunctionalInterface
    interface AnswersReader<T> {
        T read(Answers answers) throws SQLException;
    }

    /** As {@link #updateAndCommit}, and queries behind the commit, with parameters behind those of the others. */
    static <T> T updateCommitAndQuery(
            Connection connection,
            List<String> statements,
            List<String> queries,
            AnswersReader<T> reader,
            Object... parameters)
            throws SQLException {
        List<String> all = withCommit(statements);
        all.addAll(queries);
        try (PreparedStatement statement = prepare(connection, all, parameters)) {
            int changed = count(statement, statements);
            statement.getMoreResults();
            return reader.read(new Answers(statement, changed));
        }
    }

    private static List<String> withCommit(List<String> statements) {
        List<String> all = new ArrayList<>(statements);
        all.add("commit");
        return all;
    }

    private static int count(PreparedStatement statement, List<String> statements) throws SQLException {
        if (executeToLast(statement, statements)) {
            throw new IllegalArgumentException("the last statement is no update: " + statements.getLast());
        }
        return statement.getUpdateCount();
    }

    private static <T> List<T> rows(PreparedStatement statement, List<String> statements, RowReader<T> reader)
            throws SQLException {
        if (!executeToLast(statement, statements)) {
            throw new IllegalArgumentException("the last statement returns no rows: " + statements.getLast());
        }
        return rows(statement.getResultSet(), reader);
    }

    /** Reads all rows and closes the result. */
    static <T> List<T> rows(ResultSet rows, RowReader<T> reader) throws SQLException {
        List<T> result = new ArrayList<>();
        try (ResultSet row = rows) {
            while (row.next()) {
                result.add(reader.read(row));
            }
        }
        return result;
    }

    /** Executes all, and goes to the result of the last of these; whether it has rows. */
    private static boolean executeToLast(PreparedStatement statement, List<String> statements) throws SQLException {
        boolean rows = statement.execute();
        for (int i = 1; i < statements.size(); i++) {
            rows = statement.getMoreResults();
        }
        return rows;
    }

    private static PreparedStatement prepare(Connection connection, List<String> statements, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(String.join(";\n", statements));
        try {
            for (int i = 0; i < parameters.length; i++) {
                bind(connection, statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Object parameter)
            throws SQLException {
        switch (parameter) {
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Boolean truth -> statement.setBoolean(index, truth);
            case String[] texts -> statement.setArray(index, connection.createArrayOf("text", texts));
            case Long[] numbers -> statement.setArray(index, connection.createArrayOf("bigint", numbers));
            default -> throw new IllegalArgumentException("can't bind a " + parameter.getClass());
        }
    }
}
