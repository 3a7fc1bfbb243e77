package dev.godwit.engine.internal.workflow;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.Workflow;
import dev.godwit.engine.spi.ControlStore.StepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs a workflow step by step, each journalled before and after. A run that was stopped anywhere goes on with the first
 * step that is not done; one that is done is still checked. Not thread-safe: one runner runs one workflow.
 */
public final class WorkflowRunner {
    private static final Duration APPROVAL_POLL = Duration.ofMillis(100);

    private final StepJournal journal;
    private final RunnerContext context;
    private final Predicate<Stage> approved;
    private final Consumer<String> stage;

    /**
     * A runner.
     *
     * @param approved whether someone has approved a stage that needs it
     * @param stage told which stage is under way
     */
    public WorkflowRunner(
            StepJournal journal, RunnerContext context, Predicate<Stage> approved, Consumer<String> stage) {
        this.journal = journal;
        this.context = context;
        this.approved = approved;
        this.stage = stage;
    }

    /**
     * Runs to the end.
     *
     * @throws GodwitException what a step throws, or {@link ErrorCode#INTERNAL} when a step's effect is not there
     * @throws InterruptedException when it is told to stop
     */
    public void run(Workflow workflow) throws InterruptedException {
        for (Stage next : workflow.stages()) {
            stage.accept(next.name());
            for (Step step : next.steps()) {
                context.begins(step);
                if (journal.state(step) != StepState.DONE || !holds(step)) {
                    awaitApproval(next);
                    execute(step);
                }
            }
        }
        stage.accept("done");
    }

    /**
     * Undoes the steps that have begun, the newest first.
     *
     * @throws GodwitException with {@link ErrorCode#POINT_OF_NO_RETURN} before anything is undone, when a step that has
     *     begun can't be
     * @throws InterruptedException when it is told to stop
     */
    public void undo(Workflow workflow) throws InterruptedException {
        List<Step> begun = new ArrayList<>();
        for (Step step : workflow.steps()) {
            if (journal.state(step) != StepState.UNDONE) {
                requireReversible(step);
                begun.add(step);
            }
        }
        for (Step step : begun.reversed()) {
            stage.accept("undo " + step.name());
            context.begins(step);
            journal.record(step, StepState.UNDOING);
            switch (step.reversal()) {
                case Reversal.Undo undo -> act(step, undo.action());
                case Reversal.PointOfNoReturn noReturn ->
                    throw new GodwitException(ErrorCode.POINT_OF_NO_RETURN, noReturn.reason());
            }
            journal.record(step, StepState.UNDONE);
        }
        stage.accept("undone");
    }

    private static void requireReversible(Step step) {
        if (step.reversal() instanceof Reversal.PointOfNoReturn noReturn) {
            throw new GodwitException(
                    ErrorCode.POINT_OF_NO_RETURN, "step " + step.name() + " has begun: " + noReturn.reason());
        }
    }

    private void execute(Step step) throws InterruptedException {
        context.awaitNotPaused();
        journal.record(step, StepState.STARTED);
        act(step, step::execute);
        if (!holds(step)) {
            // A server that has lost the lead may be undoing it still; then this run is over, and nothing is wrong.
            context.awaitNotPaused();
            throw new GodwitException(ErrorCode.INTERNAL, "step " + step.name() + " ended and its effect is not there");
        }
        journal.record(step, StepState.DONE);
    }

    private void act(Step step, Step.Action action) throws InterruptedException {
        try {
            action.run(context);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw StepFailure.of(step.name(), e);
        }
    }

    private boolean holds(Step step) throws InterruptedException {
        try {
            return step.check(context);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw StepFailure.of(step.name(), e);
        }
    }

    private void awaitApproval(Stage next) throws InterruptedException {
        while (next.approval() && !approved.test(next)) {
            context.waitsFor("stage " + next.name() + " waits for 'godwit approve'");
            context.time().sleep(APPROVAL_POLL);
            context.awaitNotPaused();
        }
        context.waitsFor("");
    }
}
