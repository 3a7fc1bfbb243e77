package dev.godwit.engine.internal;

import dev.godwit.core.MigrationName;
import dev.godwit.core.Step;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.workflow.AbortRequestedException;
import dev.godwit.engine.internal.workflow.RunnerContext;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.MigrationRecord.Intent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the steps of a running migration see. Thread-safe. */
public final class RunContext implements RunnerContext {
    private static final Logger LOG = LoggerFactory.getLogger(RunContext.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final MigrationName migration;
    private final ControlStore control;
    private final TimeSource time;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile boolean undoing;
    private volatile String waitsFor = "";
    private volatile String step = "";

    public RunContext(MigrationName migration, ControlStore control, TimeSource time) {
        this.migration = migration;
        this.control = control;
        this.time = time;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public void note(String message) {
        LOG.info("{}: {}", migration, message);
        control.note(migration, "migration", message);
    }

    @Override
    public void waitsFor(String reason) {
        waitsFor = reason;
    }

    public String waitsFor() {
        return waitsFor;
    }

    /** Tells the runner to stop at its next wait. */
    public void stop() {
        stopped.set(true);
    }

    /** The steps that run from now on are undone, so the wish to abort no longer stops them. */
    public void undoing() {
        undoing = true;
    }

    @Override
    public void begins(Step next) {
        step = next.name();
    }

    /** The name of the step that began last; empty before the first. */
    String step() {
        return step;
    }

    /** The status of a move is made from the records of its units, which say more. */
    @Override
    public void progress(long done, long total) {}

    @Override
    public void remember(String text) {
        control.remember(migration.value(), step, text);
    }

    @Override
    public Optional<String> remembered() {
        return control.remembered(migration.value(), step);
    }

    @Override
    public void awaitNotPaused() throws InterruptedException {
        while (true) {
            if (stopped.get()) {
                throw new InterruptedException("the server stops");
            }
            MigrationRecord record = control.migration(migration).orElseThrow();
            if (record.intent() == Intent.ABORT && !undoing) {
                throw new AbortRequestedException();
            }
            if (record.flags().paused().isEmpty()) {
                return;
            }
            time.sleep(POLL);
        }
    }
}
