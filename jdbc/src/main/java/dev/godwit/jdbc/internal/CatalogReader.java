package dev.godwit.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Small catalog queries on one connection, with texts as parameters. */
record CatalogReader(Connection connection) {
    /** Turns the current row of a result into something. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> rows(String query, Row<T> row, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            ResultSet result = statement.executeQuery();
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row.read(result));
            }
            return rows;
        }
    }

    List<String> texts(String query, String... parameters) throws SQLException {
        return rows(query, row -> row.getString(1), parameters);
    }

    boolean holds(String query, String... parameters) throws SQLException {
        return rows(query, row -> row.getBoolean(1), parameters).getFirst();
    }
}
