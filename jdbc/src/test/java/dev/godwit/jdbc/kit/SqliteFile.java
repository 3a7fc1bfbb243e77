package dev.godwit.jdbc.kit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A file, and how an application opens it.
 *
 * @param settings statements on each of its connections
 */
record SqliteFile(Path path, List<String> settings) {
    static SqliteFile create(Path path, List<String> statements, List<String> settings) {
        SqliteFile file = new SqliteFile(path, settings);
        file.execute(statements.toArray(String[]::new));
        return file;
    }

    String url() {
        return "jdbc:sqlite:" + path;
    }

    Connection connect() {
        try {
            Connection connection = DriverManager.getConnection(url());
            try (Statement statement = connection.createStatement()) {
                for (String setting : settings) {
                    statement.execute(setting);
                }
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
