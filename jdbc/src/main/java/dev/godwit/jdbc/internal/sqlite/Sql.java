package dev.godwit.jdbc.internal.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Short statements on one connection. Not thread-safe. */
record Sql(Connection connection) {
    /** Turns the current row of a result into something. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    void run(String statement) throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    <T> List<T> query(String query, Row<T> row, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            bind(statement, parameters);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
            return rows;
        }
    }

    <T> Optional<T> first(String query, Row<T> row, @Nullable Object... parameters) throws SQLException {
        return query(query, row, parameters).stream().findFirst();
    }

    boolean holds(String query, @Nullable Object... parameters) throws SQLException {
        return query(query, row -> row.getBoolean(1), parameters).getFirst();
    }

    /** Runs a change and says how many rows it has changed. */
    int update(String change, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(change)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Values.bind(statement, i + 1, parameters[i]);
        }
    }
}
