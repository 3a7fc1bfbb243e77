package dev.godwit.server;

import dev.godwit.core.MigrationName;
import dev.godwit.core.ProblemsException;
import dev.godwit.server.runbook.Runbook;

/**
 * Takes in plans that somebody sends, as YAML. Thread-safe.
 *
 * <p>All methods throw {@link ProblemsException} with everything that is wrong with a plan.
 */
public interface PlanDesk {
    /** What would happen, and what preflight says to it. Changes nothing. */
    Runbook inspect(String yaml);

    /**
     * Checks a plan and lets its migration run, or go on; sending the same plan again is harmless.
     *
     * @return the migration's name
     */
    MigrationName start(String yaml);

    /**
     * What a migration's plan was read from.
     *
     * @throws dev.godwit.core.GodwitException with {@code MIGRATION_NOT_FOUND} when there is none
     */
    String text(MigrationName migration);

    /**
     * The runbook of a migration that is known here, as its plan is now; preflight is not asked again.
     *
     * @throws dev.godwit.core.GodwitException with {@code MIGRATION_NOT_FOUND} when there is none
     */
    Runbook runbook(MigrationName migration);
}
