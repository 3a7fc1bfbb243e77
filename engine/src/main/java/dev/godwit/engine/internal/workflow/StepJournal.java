package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Step;
import dev.godwit.engine.spi.ControlStore.StepState;

/** Where a runner reads and writes how far each step is. Thread-safe. */
public interface StepJournal {
    /** The state of a step; UNDONE when it never began. */
    StepState state(Step step);

    /** Writes a state; it is durable when the call returns. */
    void record(Step step, StepState state);
}
