package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Step;
import dev.godwit.core.StepContext;

/** What steps see, and what the runner tells it. */
public interface RunnerContext extends StepContext {
    /** A step is about to be checked, done or undone: what is remembered from now on is its own. */
    void begins(Step step);
}
