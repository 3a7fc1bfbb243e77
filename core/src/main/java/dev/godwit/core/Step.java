package dev.godwit.core;

/**
 * One step of a workflow. Executing it again after a crash is harmless, and so is undoing it again. The same object may
 * serve many runs; what a run needs to remember is in the world that it changes or in the journal.
 */
public interface Step {
    /** Unique in its workflow. */
    String name();

    /** What it will do, in one sentence for the runbook. */
    String plan();

    /**
     * Does it, from wherever an earlier attempt stopped.
     *
     * @throws InterruptedException when the runner is told to stop; the step goes on later
     */
    void execute(StepContext context) throws InterruptedException;

    /** Whether its effect is there. Asked after {@link #execute} and before it is skipped on a later run. */
    boolean check(StepContext context);

    /** How it is undone, or that it can't be. */
    Reversal reversal();

    /** The way back of a step. */
    sealed interface Reversal {
        /** The step can be undone. */
        record Undo(String plan, Action action) implements Reversal {}

        /** After the step began there is no way back; the reason is for the runbook. */
        record PointOfNoReturn(String reason) implements Reversal {}
    }

    /** What undoes a step; harmless to repeat. */
    @FunctionalInterface
    interface Action {
        void run(StepContext context) throws InterruptedException;
    }
}
