package dev.godwit.cli;

import dev.godwit.core.Plan;
import dev.godwit.engine.doctor.Diagnosis;
import dev.godwit.engine.doctor.Removed;
import dev.godwit.rehearsal.RehearsalReport;
import dev.godwit.server.access.TokenOffice;
import dev.godwit.server.plan.WrittenPlan;
import dev.godwit.server.runbook.Runbook;
import java.util.List;
import java.util.function.Consumer;

/** What can be done with a plan in this process. */
interface Migrations {
    /** Looks at the plan's stores and changes nothing. */
    Runbook inspect(Plan plan, RunSettings settings);

    /** Looks at what is installed, held and left over, and changes nothing. */
    Diagnosis diagnose(Plan plan, RunSettings settings);

    /**
     * Removes everything of Godwit from the plan's stores.
     *
     * @throws dev.godwit.core.GodwitException when something needs it still; nothing was changed
     */
    List<Removed> remove(Plan plan, RunSettings settings);

    /**
     * Tries a plan out in its scratch stores, and keeps the result.
     *
     * @param progress told what is done now, in one line
     * @throws dev.godwit.core.GodwitException when it can't be tried; nothing was changed
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    RehearsalReport rehearse(Plan plan, RunSettings settings, RehearsalOrder order, Consumer<String> progress)
            throws InterruptedException;

    /**
     * Starts the plan's migration, or goes on with it.
     *
     * @throws dev.godwit.core.GodwitException when it can't; nothing was changed
     */
    RunningMigration start(WrittenPlan plan, RunSettings settings);

    /** Opens the tokens of a control store. */
    TokenOffice tokens(RunSettings settings);

    /** Serves a control plane in this process, and goes on with the migrations that its control store knows. */
    RunningServer serve(RunSettings settings);
}
