package dev.godwit.engine.internal.control;

import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.MigrationSummary;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of migrations in the control store. */
final class MigrationRows {
    private MigrationRows() {}

    static void insert(Handle handle, Plan plan, String fingerprint) {
        handle.createUpdate("insert into migration (name, keyspace, source, target, fingerprint, intent, ended)"
                        + " values (:name, :keyspace, :source, :target, :fingerprint, 'MOVE', 0)")
                .bind("name", plan.migration().value())
                .bind("keyspace", plan.keyspace().name().value())
                .bind("source", plan.source().value())
                .bind("target", plan.target().value())
                .bind("fingerprint", fingerprint)
                .execute();
    }

    static Optional<MigrationRecord> find(Handle handle, MigrationName name) {
        return handle.createQuery("select source, target, fingerprint, intent, ended, paused, attention,"
                        + " rows_per_second"
                        + " from migration where name = :name")
                .bind("name", name.value())
                .map((row, context) -> new MigrationRecord(
                        name,
                        new StoreName(row.getString(1)),
                        new StoreName(row.getString(2)),
                        row.getString(3),
                        MigrationRecord.Intent.valueOf(row.getString(4)),
                        row.getInt(5) == 1,
                        UnitRows.flags(row.getString(6), row.getString(7)),
                        Optional.ofNullable(row.getObject(8)).map(rows -> ((Number) rows).longValue())))
                .findOne();
    }

    /** All migrations in the order in which they were created. */
    static List<MigrationSummary> all(Handle handle) {
        return handle.createQuery("select migration.name, migration.keyspace, migration.ended from migration"
                        + " left join (select migration, min(number) as born from journal group by migration) journal"
                        + " on journal.migration = migration.name order by journal.born, migration.name")
                .map((row, context) -> new MigrationSummary(
                        new MigrationName(row.getString(1)), new KeyspaceName(row.getString(2)), row.getInt(3) == 1))
                .list();
    }

    /** The migrations of a keyspace that have not ended. */
    static List<MigrationName> active(Handle handle, KeyspaceName keyspace) {
        return handle.createQuery("select name from migration where keyspace = :keyspace and ended = 0 order by name")
                .bind("keyspace", keyspace.value())
                .map((row, context) -> new MigrationName(row.getString(1)))
                .list();
    }

    static void update(Handle handle, MigrationRecord wanted) {
        handle.createUpdate("update migration set intent = :intent, ended = :ended, paused = :paused,"
                        + " attention = :attention, rows_per_second = :rows_per_second where name = :name")
                .bind("name", wanted.name().value())
                .bind("intent", wanted.intent().name())
                .bind("ended", wanted.ended() ? 1 : 0)
                .bind("paused", wanted.flags().paused().orElse(null))
                .bind("attention", wanted.flags().attention().orElse(null))
                .bind("rows_per_second", wanted.rowsPerSecond().orElse(null))
                .execute();
    }
}
