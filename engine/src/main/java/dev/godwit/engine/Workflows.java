package dev.godwit.engine;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.SystemTime;
import dev.godwit.core.Tasks;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.Workflow;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.control.WorkflowRecords;
import dev.godwit.engine.internal.own.OwnRun;
import dev.godwit.engine.internal.own.OwnStatus;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs workflows that users write, and lets people steer them. What was decided is in the control store, in SQLite or
 * PostgreSQL: a run that was killed goes on where it was, in this process or another one, and what people want of a
 * workflow reaches whichever process runs it. One process runs a workflow at a time; one that has lost it can't write a
 * step down any more. Thread-safe.
 *
 * <p>All methods throw {@link GodwitException}: {@link ErrorCode#MIGRATION_NOT_FOUND} for a workflow that nobody has run,
 * {@link ErrorCode#CONTROL_STORE_FAILED} when the control store can't be used.
 */
public final class Workflows implements AutoCloseable {
    private final String server;
    private final WorkflowRecords records;
    private final TimeSource time;
    private final Tasks tasks;
    private final Set<OwnRun> runs = ConcurrentHashMap.newKeySet();

    private Workflows(String server, WorkflowRecords records, TimeSource time, Tasks tasks) {
        this.server = server;
        this.records = records;
        this.time = time;
        this.tasks = tasks;
    }

    /** Opens the control store of these settings, whose server is this process's name among those that share it. */
    public static Workflows open(EngineSettings settings) {
        return open(settings, new SystemTime(), new ThreadTasks());
    }

    /** The same with another clock and other threads. */
    public static Workflows open(EngineSettings settings, TimeSource time, Tasks tasks) {
        return new Workflows(settings.server(), ControlStores.openWorkflows(settings, time), time, tasks);
    }

    /**
     * Runs a workflow to its end, from wherever an earlier run stopped. A step that fails is tried again if that may help;
     * otherwise the workflow waits for {@link #resume}.
     *
     * @throws GodwitException with {@link ErrorCode#CONTROL_STORE_IN_USE} when another process runs it, {@link
     *     ErrorCode#STEPS_CHANGED} when it lacks a step that has begun, {@link ErrorCode#MIGRATION_EXISTS} when a move has
     *     its name
     * @throws InterruptedException when the thread is interrupted; the workflow goes on later
     */
    public WorkflowEnd run(Workflow workflow) throws InterruptedException {
        OwnRun run = new OwnRun(workflow, server, records, time, tasks);
        runs.add(run);
        try {
            return run.run();
        } finally {
            runs.remove(run);
        }
    }

    /** The names of all workflows that have ever been run. */
    public List<String> names() {
        return records.names();
    }

    public WorkflowStatus status(String workflow) {
        return records.find(workflow)
                .map(record -> OwnStatus.of(record, time.wallClock()))
                .orElseThrow(() -> new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "no workflow " + workflow));
    }

    /** Lets it wait before its next step or batch, for this reason. */
    public void pause(String workflow, String reason) {
        records.wishes().pause(workflow, reason);
    }

    /** Lets it go on that was paused or needs attention. One that was undone begins again when it is run. */
    public void resume(String workflow, String actor) {
        records.wishes().resume(workflow, actor);
    }

    /** Lets a stage begin that needs an approval. */
    public void approve(String workflow, String stage, String actor) {
        records.wishes().approve(workflow, stage, actor);
    }

    /**
     * Wants all of it undone that has begun, the newest step first; also of a workflow that is done already, when it is run
     * the next time.
     *
     * @throws GodwitException with {@link ErrorCode#POINT_OF_NO_RETURN} when a step without a way back has begun
     */
    public void undo(String workflow, String reason) {
        records.wishes().undo(workflow, reason);
    }

    /** The newest journal entries, oldest first. */
    public List<JournalEntry> journal(String workflow, int limit) {
        return records.journal(workflow, limit);
    }

    /** Stops the runs of this process at the next wait of their steps. */
    public void stop() {
        runs.forEach(OwnRun::stop);
    }

    /** Closes the control store. Runs are stopped; whoever called {@link #run} sees it return before that matters. */
    @Override
    public void close() {
        stop();
        records.close();
    }
}
