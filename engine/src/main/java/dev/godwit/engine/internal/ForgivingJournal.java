package dev.godwit.engine.internal;

import dev.godwit.core.Step;
import dev.godwit.engine.internal.alarm.Failures;
import dev.godwit.engine.internal.workflow.StepJournal;
import dev.godwit.engine.spi.ControlStore.StepState;

/** A journal in whose pages a step that is done, or undone, no longer fails. Thread-safe. */
record ForgivingJournal(StepJournal journal, Failures failures) implements StepJournal {
    /** As whom a step of this name is known among those who fail. */
    static String failing(String step) {
        return step.isEmpty() ? "the workflow" : "step " + step;
    }

    @Override
    public StepState state(Step step) {
        return journal.state(step);
    }

    @Override
    public void record(Step step, StepState state) {
        journal.record(step, state);
        switch (state) {
            case DONE, UNDONE -> failures.succeeded(failing(step.name()));
            case STARTED, UNDOING -> {}
        }
    }
}
