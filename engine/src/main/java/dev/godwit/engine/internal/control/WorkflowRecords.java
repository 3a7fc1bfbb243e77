package dev.godwit.engine.internal.control;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.TimeSource;
import dev.godwit.core.Workflow;
import dev.godwit.engine.spi.ControlStore.StepState;
import dev.godwit.engine.spi.WorkflowRecord;
import dev.godwit.engine.spi.WorkflowRecord.Outcome;
import dev.godwit.engine.spi.WorkflowRecord.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The records of the workflows that users write. What a runner writes is refused when another one has the workflow:
 * the same transaction looks. Thread-safe.
 */
public final class WorkflowRecords implements AutoCloseable {
    private final ControlTransactions transactions;
    private final TimeSource time;
    private final Runnable onClose;

    WorkflowRecords(Jdbi jdbi, TimeSource time, Runnable onClose) {
        this.transactions = new ControlTransactions(jdbi, handle -> true);
        this.time = time;
        this.onClose = onClose;
    }

    /**
     * Makes sure that there is a record.
     *
     * @throws GodwitException with {@link ErrorCode#MIGRATION_EXISTS} when a move has the name
     */
    public void create(Workflow workflow) {
        MigrationName name = new MigrationName(workflow.name());
        transactions.act(handle -> {
            if (MigrationRows.find(handle, name).isPresent()) {
                throw new GodwitException(ErrorCode.MIGRATION_EXISTS, "a move is called " + name);
            }
            WorkflowRows.insert(handle, name.value());
        });
    }

    public Optional<WorkflowRecord> find(String name) {
        return transactions.read(handle -> WorkflowRows.find(handle, name));
    }

    public List<String> names() {
        return transactions.read(WorkflowRows::names);
    }

    /** Whether the runner has the workflow from now on. */
    public boolean take(String name, String runner, long staleAfterMillis) {
        return transactions.change(handle -> WorkflowRows.take(handle, name, runner, now(), staleAfterMillis));
    }

    /** Whether the runner has it still; shows where it is. */
    public boolean keep(String name, String runner, View view) {
        return transactions.change(handle -> WorkflowRows.keep(handle, name, runner, now(), view));
    }

    public void resign(String name, String runner) {
        transactions.act(handle -> WorkflowRows.resign(handle, name, runner));
    }

    /**
     * Writes down what the workflow consists of now.
     *
     * @throws GodwitException with {@link ErrorCode#STEPS_CHANGED} when it lacks a step that has begun
     */
    public void describe(Workflow workflow, String runner) {
        asRunner(workflow.name(), runner, handle -> {
            List<String> begun = new ArrayList<>(StepRows.in(
                    handle, workflow.name(), List.of(StepState.STARTED, StepState.DONE, StepState.UNDOING)));
            begun.removeAll(workflow.steps().stream().map(Step::name).toList());
            if (!begun.isEmpty()) {
                throw new GodwitException(
                        ErrorCode.STEPS_CHANGED, "steps that have begun are no longer there: " + begun);
            }
            WorkflowRows.describe(
                    handle,
                    workflow.name(),
                    workflow.deadline(),
                    workflow.steps().size());
            return true;
        });
    }

    public StepState state(String name, String step) {
        return transactions.read(handle -> StepRows.state(handle, name, step)).orElse(StepState.UNDONE);
    }

    /**
     * Writes a step's state.
     *
     * @return false when a step without a way back was to begin and someone wants the workflow undone
     */
    public boolean record(String name, String runner, Step step, StepState state) {
        return asRunner(name, runner, handle -> {
            if (state == StepState.STARTED && step.reversal() instanceof Reversal.PointOfNoReturn) {
                if (!WorkflowRows.change(handle, name, "runner = runner", "wish = 'RUN'")) {
                    return false;
                }
                WorkflowRows.passNoReturn(handle, name, step.name());
            }
            StepRows.write(handle, name, step.name(), state);
            write(handle, name, "step " + step.name(), state.name());
            return true;
        });
    }

    public Optional<String> remembered(String name, String step) {
        return transactions.read(handle -> StepRows.memory(handle, name, step));
    }

    public void remember(String name, String runner, String step, String text) {
        asRunner(name, runner, handle -> {
            StepRows.remember(handle, name, step, text);
            return true;
        });
    }

    /**
     * Writes down that the workflow has ended.
     *
     * @return false when someone wants something else of it by now
     */
    public boolean end(String name, String runner, Outcome outcome) {
        String wish = switch (outcome) {
            case DONE -> "wish = 'RUN'";
            case UNDONE -> "wish = 'UNDO'";
            case OPEN -> throw new IllegalArgumentException("that is no end");
        };
        return asRunner(name, runner, handle -> {
            boolean ended = WorkflowRows.change(handle, name, "outcome = '" + outcome + "'", wish);
            if (ended) {
                WorkflowRows.forgetApprovals(handle, name);
                write(handle, name, "workflow", "ended: " + outcome);
            }
            return ended;
        });
    }

    /** The workflow stands still until someone resumes it. */
    public void needAttention(String name, String runner, String reason) {
        asRunner(name, runner, handle -> {
            WorkflowRows.flag(handle, name, Optional.of("needs attention: " + reason), Optional.of(reason));
            write(handle, name, "workflow", "ATTENTION: " + reason);
            return true;
        });
    }

    public boolean approved(String name, String stage) {
        return transactions.read(handle -> WorkflowRows.approved(handle, name, stage));
    }

    public void note(String name, String message) {
        transactions.act(handle -> write(handle, name, "workflow", message));
    }

    public List<JournalEntry> journal(String name, int limit) {
        return transactions.read(handle -> JournalRows.newest(handle, new MigrationName(name), limit));
    }

    /** What people want of workflows; see there. */
    public WorkflowWishes wishes() {
        return new WorkflowWishes(transactions, time);
    }

    @Override
    public void close() {
        onClose.run();
    }

    private <T> T asRunner(String name, String runner, Function<Handle, T> work) {
        return transactions.change(handle -> {
            if (!WorkflowRows.runs(handle, name, runner)) {
                throw new GodwitException(ErrorCode.CONTROL_STORE_IN_USE, "another process runs " + name + " now");
            }
            return work.apply(handle);
        });
    }

    private void write(Handle handle, String name, String subject, String message) {
        JournalRows.write(handle, time.wallClock(), new MigrationName(name), subject, message);
    }

    private long now() {
        return time.wallClock().toEpochMilli();
    }
}
