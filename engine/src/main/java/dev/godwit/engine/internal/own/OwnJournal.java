package dev.godwit.engine.internal.own;

import dev.godwit.core.Step;
import dev.godwit.engine.internal.control.WorkflowRecords;
import dev.godwit.engine.internal.workflow.AbortRequestedException;
import dev.godwit.engine.internal.workflow.StepJournal;
import dev.godwit.engine.spi.ControlStore.StepState;

/** How far the steps of a user's workflow are, written only as long as the runner has it. */
record OwnJournal(WorkflowRecords records, String workflow, String runner) implements StepJournal {
    @Override
    public StepState state(Step step) {
        return records.state(workflow, step.name());
    }

    @Override
    public void record(Step step, StepState state) {
        if (!records.record(workflow, runner, step, state)) {
            throw new AbortRequestedException();
        }
    }
}
