package dev.godwit.cli;

import dev.godwit.core.Plan;
import dev.godwit.server.runbook.Runbook;

/** What can be done with a plan in this process. */
interface Migrations {
    /** Looks at the plan's stores and changes nothing. */
    Runbook inspect(Plan plan, RunSettings settings);

    /**
     * Starts the plan's migration, or goes on with it.
     *
     * @throws dev.godwit.core.GodwitException when it can't; nothing was changed
     */
    RunningMigration start(Plan plan, RunSettings settings);
}
