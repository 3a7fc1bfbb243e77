package dev.godwit.testkit;

import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.StepContext;
import dev.godwit.core.Workflow;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Tries every step of a workflow on the real world that it changes: done, checked, undone, checked, done again and so on
 * to the end; each twice, and each with a crash at the moments at which it talks to its runner. A step without a way back
 * is done twice, with a crash each time. Not thread-safe.
 */
public final class WorkflowTrial {
    private final Workflow workflow;
    private final Function<Step, StepContext> contexts;
    private final Witness witness;
    private final int crashes;

    /**
     * A trial.
     *
     * @param contexts what each step sees
     * @param witness who looks at the world when a step is done or undone
     * @param crashes how many crashes to try, at most, while a step is done and again while it is undone; spread over all
     *     that it says to its runner
     */
    public WorkflowTrial(Workflow workflow, Function<Step, StepContext> contexts, Witness witness, int crashes) {
        this.workflow = workflow;
        this.crashes = crashes;
        this.contexts = contexts;
        this.witness = witness;
    }

    /** Who looks at the world, with more than the step's own check. */
    public interface Witness {
        /** A step is about to be tried. */
        default void before(Step step) {}

        /** A step is done for the moment. */
        default void done(Step step) {}

        /** A step is about to be undone. */
        default void beforeUndo(Step step) {}

        /** A step is undone for the moment. */
        default void undone(Step step) {}
    }

    /**
     * Tries all steps, in order; afterwards the workflow is done.
     *
     * @throws IllegalStateException when a check says something else than it should
     * @throws Exception what a step throws
     */
    public void run() throws Exception {
        for (Stage stage : workflow.stages()) {
            for (Step step : stage.steps()) {
                witness.before(step);
                thereAndBack(step);
            }
        }
    }

    private void thereAndBack(Step step) throws Exception {
        int calls = carryOut(step);
        carryOut(step);
        if (!(step.reversal() instanceof Reversal.Undo undo)) {
            return;
        }
        int undoCalls = undo(step, undo);
        undo(step, undo);
        for (int call : moments(calls)) {
            crashAt(call, step, step::execute);
            carryOut(step);
            undo(step, undo);
        }
        for (int call : moments(undoCalls)) {
            carryOut(step);
            witness.beforeUndo(step);
            crashAt(call, step, undo.action());
            undo(step, undo);
        }
        // Undone in the middle, as when somebody gives up.
        crashAt(Math.max(1, calls / 2), step, step::execute);
        undo(step, undo);
        carryOut(step);
    }

    /** The last call and others spread before it; the first is tried whenever a step is carried out. */
    private Set<Integer> moments(int calls) {
        Set<Integer> moments = new TreeSet<>();
        for (int moment = 1; moment <= Math.min(calls, crashes); moment++) {
            moments.add(calls * moment / Math.min(calls, crashes));
        }
        return moments;
    }

    /** Carries it out, with a crash at its first word first, and says how often it talks to its runner. */
    private int carryOut(Step step) throws Exception {
        crashAt(1, step, step::execute);
        CrashingContext context = new CrashingContext(contexts.apply(step), Integer.MAX_VALUE);
        step.execute(context);
        require(step.check(context), step, "is done and its check says no");
        witness.done(step);
        return context.calls();
    }

    private int undo(Step step, Reversal.Undo undo) throws Exception {
        witness.beforeUndo(step);
        CrashingContext context = new CrashingContext(contexts.apply(step), Integer.MAX_VALUE);
        undo.action().run(context);
        boolean changesNothing = undo.plan().startsWith("Nothing");
        require(changesNothing || !step.check(context), step, "is undone and its check does not say so");
        witness.undone(step);
        return context.calls();
    }

    private void crashAt(int call, Step step, Step.Action action) throws Exception {
        try {
            action.run(new CrashingContext(contexts.apply(step), call));
        } catch (ProcessCrashedError expected) {
            return;
        }
    }

    private static void require(boolean condition, Step step, String what) {
        if (!condition) {
            throw new IllegalStateException("step " + step.name() + " " + what);
        }
    }
}
