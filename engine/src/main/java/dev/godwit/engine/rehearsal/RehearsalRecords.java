package dev.godwit.engine.rehearsal;

import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.internal.PlanDigest;
import dev.godwit.engine.internal.control.ControlStores;
import java.util.Optional;

/**
 * Rehearsals in the control store of the plan, whoever leads there. Thread-safe.
 *
 * <p>All methods throw {@link dev.godwit.core.GodwitException} with {@code CONTROL_STORE_FAILED} when it can't be used.
 */
public interface RehearsalRecords extends AutoCloseable {
    /** Opens the control store of these settings. */
    static RehearsalRecords open(EngineSettings settings) {
        return ControlStores.openRehearsals(settings);
    }

    /** What a rehearsal says that it was of. A plan with another digest has to be rehearsed again. */
    static String digest(Plan plan) {
        return PlanDigest.of(plan);
    }

    /** Keeps a rehearsal in the place of an earlier one of the same migration. */
    void keep(RehearsalRecord rehearsal);

    Optional<RehearsalRecord> last(MigrationName migration);

    @Override
    void close();
}
