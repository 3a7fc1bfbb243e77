package dev.godwit.engine.internal.control;

import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of the journal in the control store. */
final class JournalRows {
    private JournalRows() {}

    static void write(Handle handle, Instant at, MigrationName migration, String subject, String message) {
        handle.createUpdate("insert into journal (at, migration, subject, message)"
                        + " values (:at, :migration, :subject, :message)")
                .bind("at", at.toString())
                .bind("migration", migration.value())
                .bind("subject", subject)
                .bind("message", message)
                .execute();
    }

    /** Several at once, by subject. */
    static void write(Handle handle, Instant at, MigrationName migration, Map<String, String> entries) {
        PreparedBatch batch = handle.prepareBatch("insert into journal (at, migration, subject, message)"
                + " values (:at, :migration, :subject, :message)");
        entries.forEach((subject, message) -> batch.bind("at", at.toString())
                .bind("migration", migration.value())
                .bind("subject", subject)
                .bind("message", message)
                .add());
        batch.execute();
    }

    /** The oldest entries after a number, oldest first. */
    static List<JournalEntry> after(Handle handle, MigrationName migration, long number, int limit) {
        return handle.createQuery("select number, at, subject, message from journal"
                        + " where migration = :migration and number > :number order by number limit :limit")
                .bind("migration", migration.value())
                .bind("number", number)
                .bind("limit", limit)
                .map((row, context) -> map(row))
                .list();
    }

    /** The newest entries, oldest first. */
    static List<JournalEntry> newest(Handle handle, MigrationName migration, int limit) {
        return handle.createQuery("select number, at, subject, message from (select * from journal"
                        + " where migration = :migration order by number desc limit :limit) as newest order by number")
                .bind("migration", migration.value())
                .bind("limit", limit)
                .map((row, context) -> map(row))
                .list();
    }

    private static JournalEntry map(ResultSet row) throws SQLException {
        return new JournalEntry(row.getLong(1), row.getString(2), row.getString(3), row.getString(4));
    }
}
