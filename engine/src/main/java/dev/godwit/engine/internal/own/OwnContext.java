package dev.godwit.engine.internal.own;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Step;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.control.WorkflowRecords;
import dev.godwit.engine.internal.status.RateMeter;
import dev.godwit.engine.internal.workflow.AbortRequestedException;
import dev.godwit.engine.internal.workflow.RunnerContext;
import dev.godwit.engine.spi.WorkflowRecord;
import dev.godwit.engine.spi.WorkflowRecord.View;
import dev.godwit.engine.spi.WorkflowRecord.Wish;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the steps of a user's workflow see, and what they say about themselves. Thread-safe. */
final class OwnContext implements RunnerContext {
    private static final Logger LOG = LoggerFactory.getLogger(OwnContext.class);
    private static final Duration POLL = Duration.ofMillis(50);

    /** How far a step says that it is. */
    private record Figures(long done, long total) {
        static final Figures NONE = new Figures(0, 0);
    }

    private final String workflow;
    private final String runner;
    private final WorkflowRecords records;
    private final TimeSource time;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile boolean undoing;
    private volatile String stage = "";
    private volatile Optional<Step> step = Optional.empty();
    private volatile String waitsFor = "";
    private volatile Figures figures = Figures.NONE;
    private volatile Optional<RateMeter> rate = Optional.empty();

    OwnContext(String workflow, String runner, WorkflowRecords records, TimeSource time) {
        this.workflow = workflow;
        this.runner = runner;
        this.records = records;
        this.time = time;
    }

    /** What people see of it now. */
    View view() {
        Figures now = figures;
        double perSecond = rate.map(RateMeter::perSecond).orElse(0.0);
        return new View(stage, stepName(), waitsFor, now.done, now.total, perSecond);
    }

    void stage(String next) {
        stage = next;
    }

    /** The step that is under way, or was when something failed. */
    Optional<Step> current() {
        return step;
    }

    /** Tells the runner to stop at its next wait. */
    void stop() {
        stopped.set(true);
    }

    /** The steps that run from now on are undone, so the wish to undo no longer stops them. */
    void undoing() {
        undoing = true;
    }

    @Override
    public void begins(Step next) {
        step = Optional.of(next);
        figures = Figures.NONE;
        rate = Optional.empty();
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public void note(String message) {
        LOG.info("{}: {}", workflow, message);
        records.note(workflow, message);
    }

    @Override
    public void waitsFor(String reason) {
        waitsFor = reason;
    }

    /** The rate counts from the first figure on: what an earlier run did was not done in these seconds. */
    @Override
    public void progress(long done, long total) {
        figures = new Figures(done, total);
        if (rate.isEmpty()) {
            rate = Optional.of(new RateMeter(time, () -> figures.done));
        }
    }

    @Override
    public void remember(String text) {
        records.remember(workflow, runner, stepName(), text);
    }

    @Override
    public Optional<String> remembered() {
        return records.remembered(workflow, stepName());
    }

    @Override
    public void awaitNotPaused() throws InterruptedException {
        while (true) {
            if (stopped.get()) {
                throw new InterruptedException("the run is stopped");
            }
            WorkflowRecord record = records.find(workflow).orElseThrow();
            if (!record.runner().equals(Optional.of(runner))) {
                throw new InterruptedException("another process runs " + workflow + " now");
            }
            if (record.wish() == Wish.UNDO && !undoing) {
                throw new AbortRequestedException();
            }
            if (record.flags().paused().isEmpty()) {
                return;
            }
            time.sleep(POLL);
        }
    }

    /** Waits a while after a failure, saying why, and until nobody holds the workflow. */
    void rest(GodwitException failure, Duration duration) throws InterruptedException {
        waitsFor = failure.describe();
        time.sleep(duration);
        awaitNotPaused();
        waitsFor = "";
    }

    private String stepName() {
        return step.map(Step::name).orElse("");
    }
}
