package dev.godwit.examples.ownmigration;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The little JDBC that the example needs. Thread-safe: each call has a connection of its own. */
record Database(String url) {
    private static final String COLUMN =
            "select count(*) from pg_attribute where attrelid = 'customers'::regclass and not attisdropped and attname = ?";

    /** A definition waits for its lock for a moment only, so that nobody queues behind it; the step is tried again. */
    void define(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '200ms'");
            statement.execute(sql);
        }
    }

    long number(String sql, Object... values) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    boolean hasColumn(String column) throws SQLException {
        return number(COLUMN, column) == 1;
    }

    boolean isRequired(String column) throws SQLException {
        return number(COLUMN + " and attnotnull", column) == 1;
    }

    boolean hasTrigger(String trigger) throws SQLException {
        return number("select count(*) from pg_trigger where tgrelid = 'customers'::regclass and tgname = ?", trigger)
                == 1;
    }
}
