package dev.godwit.notely.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Makes the table of notes where it is not there yet. */
public final class NoteSchema {
    private NoteSchema() {}

    /**
     * Brings a store to the newest schema. A file that is not there is made.
     *
     * @throws org.flywaydb.core.api.FlywayException when the store can't be reached, or has a schema that is none of ours
     * @throws SQLException when a file can't be made or is no database
     */
    public static void make(StoreSettings store) throws SQLException {
        if (store.isSqlite()) {
            keepLogAhead(store);
        }
        Flyway.configure()
                .dataSource(store.url(), store.user().orElse(null), null)
                .locations("classpath:dev/godwit/notely/store")
                .placeholders(Map.of("uuid", store.isSqlite() ? "text" : "uuid"))
                .load()
                .migrate();
    }

    /** Readers and the writer of a file don't wait for one another then; the file remembers it. */
    private static void keepLogAhead(StoreSettings store) throws SQLException {
        try (Connection connection = java.sql.DriverManager.getConnection(store.url());
                Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
        }
    }
}
