package dev.godwit.engine.internal.control;

import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.WaveName;
import dev.godwit.engine.spi.WaveRecord;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The rows of waves in the control store. */
final class WaveRows {
    private WaveRows() {}

    /** Writes the waves of a plan, none of them begun, and approved only where nobody is asked. */
    static void insert(Handle handle, Plan plan) {
        for (int position = 0; position < plan.waves().size(); position++) {
            // A request is an approval.
            boolean onRequest = plan.waves().get(position).units() instanceof Plan.Selection.OnRequest;
            handle.createUpdate("insert into wave (migration, name, position, begun, approved,"
                            + " cutover_approved) values (:migration, :name, :position, 0, :approved, :approved)")
                    .bind("approved", onRequest ? 1 : 0)
                    .bind("migration", plan.migration().value())
                    .bind("name", plan.waves().get(position).name().value())
                    .bind("position", position)
                    .execute();
        }
    }

    static List<WaveRecord> ofMigration(Handle handle, MigrationName migration) {
        return handle.createQuery("select name, position, begun, approved, cutover_approved from wave"
                        + " where migration = :migration order by position")
                .bind("migration", migration.value())
                .map((row, context) -> new WaveRecord(
                        new WaveName(row.getString(1)),
                        row.getInt(2),
                        row.getInt(3) == 1,
                        row.getInt(4) == 1,
                        row.getInt(5) == 1))
                .list();
    }

    static void approve(Handle handle, MigrationName migration, WaveRecord wave) {
        handle.createUpdate("update wave set approved = :approved, cutover_approved = :cutover"
                        + " where migration = :migration and name = :name")
                .bind("approved", wave.approved() ? 1 : 0)
                .bind("cutover", wave.cutoverApproved() ? 1 : 0)
                .bind("migration", migration.value())
                .bind("name", wave.name().value())
                .execute();
    }

    static void begin(Handle handle, MigrationName migration, WaveName wave) {
        set(handle, migration, wave, "begun = 1");
    }

    static void withdraw(Handle handle, MigrationName migration, WaveName wave) {
        set(handle, migration, wave, "begun = 0, cutover_approved = 0");
    }

    private static void set(Handle handle, MigrationName migration, WaveName wave, String assignments) {
        handle.createUpdate("update wave set " + assignments + " where migration = :migration and name = :name")
                .bind("migration", migration.value())
                .bind("name", wave.value())
                .execute();
    }
}
