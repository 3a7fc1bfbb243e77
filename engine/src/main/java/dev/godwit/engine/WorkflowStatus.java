package dev.godwit.engine;

import dev.godwit.core.Flags;
import dev.godwit.core.MigrationStatus.Estimate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a user's workflow is, as any process with its control store sees it.
 *
 * @param state {@code waiting} when no process runs it, {@code running}, {@code paused}, {@code done} or {@code undone}
 * @param stage the stage that is under way, or {@code undo} and a step
 * @param waitsFor why nothing moves; empty when it does
 * @param stepsDone how many of the steps are done
 * @param done how far the step says that it is
 * @param total of how much; 0 when it does not say
 * @param perSecond over the last seconds
 * @param estimatedEnd of the step
 * @param alarms what somebody should know although nothing stands still for it
 * @param runner the process that runs it
 */
public record WorkflowStatus(
        String workflow,
        String state,
        String stage,
        String step,
        Flags flags,
        String waitsFor,
        int stepsDone,
        int steps,
        long done,
        long total,
        double perSecond,
        Optional<Estimate> estimatedEnd,
        Optional<Instant> deadline,
        List<String> alarms,
        Optional<String> runner) {

    /** Whether nothing more will happen, unless somebody wants something else. */
    public boolean ended() {
        return state.equals("done") || state.equals("undone");
    }
}
