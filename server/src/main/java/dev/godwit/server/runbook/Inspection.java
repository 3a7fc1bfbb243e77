package dev.godwit.server.runbook;

import dev.godwit.core.Plan;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.preflight.KnownHistory;
import dev.godwit.engine.preflight.Preflight;
import dev.godwit.jdbc.SqlStores;
import dev.godwit.server.ServerSettings;

/** Looks at a plan's stores before anything starts, and changes nothing. Stateless and thread-safe. */
public final class Inspection {
    private Inspection() {}

    /**
     * The runbook of a plan with what preflight found; a store that can't be reached is among the problems.
     *
     * @param settings those of the server that would run the plan; they say where its control store is
     * @throws dev.godwit.core.GodwitException with {@code CONTROL_STORE_FAILED} or {@code CONTROL_STORE_NEWER}
     */
    public static Runbook inspect(Plan plan, ServerSettings settings) {
        EngineSettings engine = settings.engineSettings("inspection");
        try (KnownHistory history = KnownHistory.open(engine, plan);
                PlanStores stores = PlanStores.open(plan, address -> SqlStores.open(plan.keyspace(), address))) {
            return Runbooks.of(plan, stores, Preflight.examine(plan, stores.all(), history));
        }
    }
}
