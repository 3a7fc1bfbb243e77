package dev.godwit.engine.internal.control;

import dev.godwit.core.MigrationName;
import dev.godwit.engine.spi.PlanText;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What plans were read from, in the control store. */
final class PlanRows {
    private PlanRows() {}

    static void keep(Handle handle, MigrationName migration, PlanText plan) {
        handle.createUpdate("insert into plan_text (migration, yaml, folder, sent)"
                        + " values (:migration, :yaml, :folder, :sent) on conflict (migration) do update"
                        + " set yaml = excluded.yaml, folder = excluded.folder, sent = excluded.sent")
                .bind("migration", migration.value())
                .bind("yaml", plan.yaml())
                .bind("folder", plan.folder())
                .bind("sent", plan.sent() ? 1 : 0)
                .execute();
    }

    static Optional<PlanText> find(Handle handle, MigrationName migration) {
        return handle.createQuery("select yaml, folder, sent from plan_text where migration = :migration")
                .bind("migration", migration.value())
                .map((row, context) -> new PlanText(row.getString(1), row.getString(2), row.getInt(3) == 1))
                .findOne();
    }
}
