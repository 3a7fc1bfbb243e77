package dev.godwit.server;

import dev.godwit.core.Plan;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.doctor.Diagnosis;
import dev.godwit.engine.doctor.Doctor;
import dev.godwit.engine.doctor.Removal;
import dev.godwit.engine.doctor.Removed;
import dev.godwit.jdbc.SqlStores;
import java.util.List;
import java.util.UUID;

/** What is done about a plan's stores when nothing runs, or when nobody knows what does. Stateless and thread-safe. */
public final class Upkeep {
    private Upkeep() {}

    /** Looks at the stores and the control store, whatever state they are in; changes nothing. */
    public static Diagnosis diagnose(Plan plan, ServerSettings settings) {
        EngineSettings engine = settings.engineSettings("doctor");
        try (PlanStores stores = open(plan)) {
            return Doctor.examine(plan, stores, engine);
        }
    }

    /**
     * Removes everything of Godwit from all stores.
     *
     * @throws dev.godwit.core.GodwitException with {@code REMOVAL_REFUSED} when something needs it still
     */
    public static List<Removed> remove(Plan plan, ServerSettings settings) {
        EngineSettings engine = settings.engineSettings("removal-" + UUID.randomUUID());
        try (PlanStores stores = open(plan)) {
            return Removal.remove(plan, stores, engine);
        }
    }

    private static PlanStores open(Plan plan) {
        return PlanStores.open(plan, address -> SqlStores.open(plan.keyspace(), address));
    }
}
