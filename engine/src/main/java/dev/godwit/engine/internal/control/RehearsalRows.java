package dev.godwit.engine.internal.control;

import dev.godwit.core.MigrationName;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of rehearsals in the control store. */
final class RehearsalRows {
    private RehearsalRows() {}

    static Optional<RehearsalRecord> last(Handle handle, MigrationName migration) {
        return handle.createQuery("select digest, green, at, report from rehearsal where migration = :migration")
                .bind("migration", migration.value())
                .map((row, context) -> new RehearsalRecord(
                        migration,
                        row.getString(1),
                        row.getInt(2) == 1,
                        Instant.parse(row.getString(3)),
                        row.getString(4)))
                .findOne();
    }

    static void keep(Handle handle, RehearsalRecord rehearsal) {
        handle.createUpdate("insert into rehearsal (migration, digest, green, at, report)"
                        + " values (:migration, :digest, :green, :at, :report)"
                        + " on conflict (migration) do update set digest = excluded.digest, green = excluded.green,"
                        + " at = excluded.at, report = excluded.report")
                .bind("migration", rehearsal.migration().value())
                .bind("digest", rehearsal.digest())
                .bind("green", rehearsal.green() ? 1 : 0)
                .bind("at", rehearsal.at().toString())
                .bind("report", rehearsal.report())
                .execute();
    }
}
