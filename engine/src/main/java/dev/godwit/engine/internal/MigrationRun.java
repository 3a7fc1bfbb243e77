package dev.godwit.engine.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Signal;
import dev.godwit.core.Stage;
import dev.godwit.core.Tasks;
import dev.godwit.core.Workflow;
import dev.godwit.engine.EndState;
import dev.godwit.engine.internal.unit.Stores;
import dev.godwit.engine.internal.workflow.AbortRequestedException;
import dev.godwit.engine.internal.workflow.MoveJournal;
import dev.godwit.engine.internal.workflow.WorkflowRunner;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.MigrationRecord.Intent;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.engine.spi.WaveRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a migration's workflow, with the workers that it needs. Thread-safe. */
public final class MigrationRun {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationRun.class);
    private static final Duration AWAIT = Duration.ofMillis(500);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final EngineParts parts;
    private final Workflow workflow;
    private final WorkflowRunner runner;
    private final Signal ended;
    private volatile Optional<EndState> end = Optional.empty();
    private volatile Optional<Tasks.Task> running = Optional.empty();

    public MigrationRun(EngineParts parts, Workflow workflow) {
        this.parts = parts;
        this.workflow = workflow;
        this.runner = new WorkflowRunner(
                new ForgivingJournal(new MoveJournal(parts.plan().migration(), parts.control()), parts.failures()),
                parts.context(),
                this::approved,
                parts.stage()::set);
        this.ended = parts.time().signal();
    }

    public void start() {
        List<UnitRecord> units = parts.control().units(parts.plan().migration());
        units.forEach(parts.board()::show);
        // Whoever led before may have died in the middle of their change of home: writers wait for it.
        units.stream()
                .filter(unit -> unit.phase().cutting())
                .map(UnitRecord::unit)
                .forEach(parts.board()::hurry);
        parts.pool().start();
        parts.keeper().start();
        parts.throttleWatch().start();
        parts.keyRangeWatch().start();
        running = Optional.of(parts.tasks().start("godwit-workflow", this::run));
    }

    /** Asks once what a run asks first, and forgets it. */
    public void rehearse() {
        List<UnitRecord> units = parts.control().units(parts.plan().migration());
        units.forEach(parts.board()::show);
        units.stream().findFirst().ifPresent(record -> {
            Stores pair = parts.stores().of(record);
            pair.source().fences().read(record.unit());
            pair.target().fences().read(record.unit());
        });
        parts.reporter().status();
    }

    /**
     * Waits for the end.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public EndState awaitEnd() throws InterruptedException {
        while (end.isEmpty()) {
            long seen = ended.version();
            if (end.isEmpty()) {
                ended.await(seen, AWAIT);
            }
        }
        return end.get();
    }

    /** Stops at the next wait, and waits for the workers and the workflow, so that nobody writes into closed stores. */
    public void stop() {
        parts.context().stop();
        parts.keeper().stop();
        parts.throttleWatch().stop();
        parts.keyRangeWatch().stop();
        parts.alarmWatch().stop();
        parts.latencyWatch().stop();
        parts.pool().stop();
        try {
            if (running.isPresent()) {
                running.get().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration retry = FIRST_RETRY;
        while (end.isEmpty()) {
            try {
                end = Optional.of(runOnce());
            } catch (GodwitException e) {
                retry = afterFailure(e, retry);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end = Optional.of(EndState.STOPPED);
            } catch (RuntimeException e) {
                LOG.error("the workflow failed", e);
                end = Optional.of(EndState.FAILED);
            }
        }
        ended.raise();
    }

    private EndState runOnce() throws InterruptedException {
        MigrationName migration = parts.plan().migration();
        try {
            if (intent() != Intent.ABORT) {
                runner.run(workflow);
                parts.control().update(migration, MigrationRecord::end, "ended: finalized");
                return EndState.FINALIZED;
            }
        } catch (AbortRequestedException e) {
            LOG.info("{}: {}", migration, e.getMessage());
        }
        parts.context().undoing();
        try {
            runner.undo(workflow);
        } catch (GodwitException e) {
            if (e.code() == ErrorCode.POINT_OF_NO_RETURN) {
                // A step without a way back began while the abort was written down: the move goes on instead.
                parts.control()
                        .update(migration, record -> record.with(Intent.MOVE), "abort given up: " + e.describe());
            }
            throw e;
        }
        parts.control().update(migration, MigrationRecord::end, "ended: aborted");
        return EndState.ABORTED;
    }

    private Duration afterFailure(GodwitException failure, Duration retry) {
        LOG.warn("{}: {}", parts.plan().migration(), failure.describe());
        parts.context().waitsFor(failure.describe());
        parts.failures().failed(ForgivingJournal.failing(parts.context().step()), failure.describe());
        try {
            switch (failure.code().kind()) {
                case RETRYABLE, AMBIGUOUS, ENVIRONMENT -> {}
                case USER, BUG -> needAttention(failure);
            }
            parts.time().sleep(retry);
            parts.context().awaitNotPaused();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end = Optional.of(EndState.STOPPED);
        } catch (AbortRequestedException e) {
            LOG.debug("the next attempt undoes the workflow", e);
        } catch (GodwitException e) {
            LOG.warn("{}: {}", parts.plan().migration(), e.describe());
        }
        Duration doubled = retry.multipliedBy(2);
        return doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
    }

    /** The workflow stands still until someone resumes it; mirrors are kept meanwhile. */
    private void needAttention(GodwitException failure) {
        parts.control()
                .update(
                        parts.plan().migration(),
                        record -> record.with(new Flags(
                                Optional.of("needs attention: " + failure.describe()),
                                Optional.of(failure.describe()))),
                        "ATTENTION: " + failure.describe());
    }

    private Intent intent() {
        return parts.control()
                .migration(parts.plan().migration())
                .map(MigrationRecord::intent)
                .orElse(Intent.MOVE);
    }

    private boolean approved(Stage stage) {
        return parts.control().waves(parts.plan().migration()).stream()
                .filter(wave -> stage.name().equals("wave " + wave.name()))
                .anyMatch(WaveRecord::approved);
    }
}
