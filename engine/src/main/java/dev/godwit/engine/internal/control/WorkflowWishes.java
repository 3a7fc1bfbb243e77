package dev.godwit.engine.internal.control;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.spi.WorkflowRecord;
import dev.godwit.engine.spi.WorkflowRecord.Outcome;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/** What people want of a workflow, written down for whichever process runs it now or later. Thread-safe. */
public final class WorkflowWishes {
    private final ControlTransactions transactions;
    private final TimeSource time;

    WorkflowWishes(ControlTransactions transactions, TimeSource time) {
        this.transactions = transactions;
        this.time = time;
    }

    public void pause(String name, String reason) {
        change(name, "paused: " + reason, (handle, record) -> {
            requireOpen(record);
            WorkflowRows.flag(handle, name, Optional.of(reason), record.flags().attention());
            return true;
        });
    }

    /** Clears what holds it; one that was undone begins again. */
    public void resume(String name, String actor) {
        change(name, "resumed by " + actor, (handle, record) -> {
            WorkflowRows.flag(handle, name, Flags.NONE.paused(), Flags.NONE.attention());
            return record.outcome() != Outcome.UNDONE
                    || WorkflowRows.change(handle, name, "wish = 'RUN', outcome = 'OPEN'", "outcome = 'UNDONE'");
        });
    }

    public void approve(String name, String stage, String actor) {
        change(name, "stage " + stage + " approved by " + actor, (handle, record) -> {
            requireOpen(record);
            WorkflowRows.approve(handle, name, stage);
            return true;
        });
    }

    /**
     * Wants all of it undone, also when it is done already.
     *
     * @throws GodwitException with {@link ErrorCode#POINT_OF_NO_RETURN} when a step without a way back has begun
     */
    public void undo(String name, String reason) {
        change(name, "to be undone: " + reason, (handle, record) -> {
            if (record.outcome() == Outcome.UNDONE) {
                return true;
            }
            WorkflowRows.flag(handle, name, Flags.NONE.paused(), Flags.NONE.attention());
            return WorkflowRows.change(handle, name, "wish = 'UNDO', outcome = 'OPEN'", "no_return is null");
        });
    }

    private void change(String name, String journal, BiFunction<Handle, WorkflowRecord, Boolean> work) {
        transactions.act(handle -> {
            WorkflowRecord record = WorkflowRows.find(handle, name)
                    .orElseThrow(() -> new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "no workflow " + name));
            if (!work.apply(handle, record)) {
                throw new GodwitException(
                        ErrorCode.POINT_OF_NO_RETURN,
                        "step " + record.noReturn().orElse("") + " of " + name + " has begun and can't be undone");
            }
            JournalRows.write(handle, time.wallClock(), new MigrationName(name), "workflow", journal);
        });
    }

    private static void requireOpen(WorkflowRecord record) {
        if (record.outcome() != Outcome.OPEN) {
            throw new GodwitException(
                    ErrorCode.FORBIDDEN_TRANSITION, "workflow " + record.name() + " has ended: " + record.outcome());
        }
    }
}
