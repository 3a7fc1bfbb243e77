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
     * @throws Exception what went wrong; the step is tried again when it is of a kind that passes by itself, such as a
     *     lock that was not to be had, and waits for a person otherwise
     */
    void execute(StepContext context) throws Exception;

    /**
     * Whether its effect is there. Asked after {@link #execute} and before it is skipped on a later run.
     *
     * @throws Exception as from {@link #execute}
     */
    boolean check(StepContext context) throws Exception;

    /** How it is undone, or that it can't be. */
    Reversal reversal();

    /** A step made of its parts, for workflows that are written in one place. */
    static Step of(String name, String plan, Action execute, Check check, Reversal reversal) {
        return new ComposedStep(name, plan, execute, check, reversal);
    }

    /** The way back of a step. */
    sealed interface Reversal {
        /** The step can be undone. */
        record Undo(String plan, Action action) implements Reversal {}

        /** After the step began there is no way back; the reason is for the runbook. */
        record PointOfNoReturn(String reason) implements Reversal {}

        static Reversal undo(String plan, Action action) {
            return new Undo(plan, action);
        }

        static Reversal pointOfNoReturn(String reason) {
            return new PointOfNoReturn(reason);
        }
    }

    /** What does or undoes a step; harmless to repeat. */
    @FunctionalInterface
    interface Action {
        void run(StepContext context) throws Exception;
    }

    /** Whether the effect of a step is there. */
    @FunctionalInterface
    interface Check {
        boolean holds(StepContext context) throws Exception;
    }
}
