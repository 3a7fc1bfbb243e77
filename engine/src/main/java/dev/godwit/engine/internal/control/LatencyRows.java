package dev.godwit.engine.internal.control;

import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.MigrationName;
import dev.godwit.core.StoreName;
import dev.godwit.engine.spi.LatencyRecord;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of the application's latency in the control store. */
final class LatencyRows {
    private LatencyRows() {}

    static List<LatencyRecord> ofMigration(Handle handle, MigrationName migration) {
        return handle.createQuery(
                        "select part, stage, store, begun_at, ended_at, operations, distribution"
                                + " from application_latency where migration = :migration order by begun_at, part, stage, store")
                .bind("migration", migration.value())
                .map((row, context) -> new LatencyRecord(
                        Part.valueOf(row.getString(1)),
                        row.getString(2),
                        new StoreName(row.getString(3)),
                        Instant.parse(row.getString(4)),
                        Instant.parse(row.getString(5)),
                        row.getLong(6),
                        row.getString(7)))
                .list();
    }

    static void keep(Handle handle, MigrationName migration, List<LatencyRecord> latencies) {
        if (latencies.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into application_latency"
                + " (migration, part, stage, store, begun_at, ended_at, operations, distribution)"
                + " values (:migration, :part, :stage, :store, :begun_at, :ended_at, :operations, :distribution)"
                + " on conflict (migration, part, stage, store) do update set begun_at = excluded.begun_at,"
                + " ended_at = excluded.ended_at, operations = excluded.operations,"
                + " distribution = excluded.distribution");
        for (LatencyRecord latency : latencies) {
            batch.bind("migration", migration.value())
                    .bind("part", latency.part().name())
                    .bind("stage", latency.stage())
                    .bind("store", latency.store().value())
                    .bind("begun_at", latency.from().toString())
                    .bind("ended_at", latency.until().toString())
                    .bind("operations", latency.operations())
                    .bind("distribution", latency.distribution())
                    .add();
        }
        batch.execute();
    }
}
