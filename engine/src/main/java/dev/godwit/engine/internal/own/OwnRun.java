package dev.godwit.engine.internal.own;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Step;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.Workflow;
import dev.godwit.engine.WorkflowEnd;
import dev.godwit.engine.internal.control.WorkflowRecords;
import dev.godwit.engine.internal.workflow.AbortRequestedException;
import dev.godwit.engine.internal.workflow.StepFailure;
import dev.godwit.engine.internal.workflow.WorkflowRunner;
import dev.godwit.engine.spi.WorkflowRecord;
import dev.godwit.engine.spi.WorkflowRecord.Outcome;
import dev.godwit.engine.spi.WorkflowRecord.Wish;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a user's workflow in this process, from wherever an earlier one stopped. {@link #stop} is thread-safe. */
public final class OwnRun {
    private static final Logger LOG = LoggerFactory.getLogger(OwnRun.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final Workflow workflow;
    private final WorkflowRecords records;
    private final OwnContext context;
    private final OwnLead lead;
    private final WorkflowRunner runner;

    public OwnRun(Workflow workflow, String server, WorkflowRecords records, TimeSource time, Tasks tasks) {
        this.workflow = workflow;
        this.records = records;
        this.context = new OwnContext(workflow.name(), server, records, time);
        this.lead = new OwnLead(workflow.name(), server, records, context, tasks);
        this.runner = new WorkflowRunner(
                new OwnJournal(records, workflow.name(), server),
                context,
                stage -> records.approved(workflow.name(), stage.name()),
                context::stage);
    }

    /**
     * Runs it until it is done, undone or stopped.
     *
     * @throws GodwitException when it can't begin: another process runs it, or steps that have begun are gone
     * @throws InterruptedException when the thread is interrupted
     */
    public WorkflowEnd run() throws InterruptedException {
        records.create(workflow);
        lead.take();
        try {
            records.describe(workflow, lead.runner());
            lead.keep();
            return untilEnd();
        } finally {
            lead.resign();
        }
    }

    /** Stops at the next wait of a step. */
    public void stop() {
        context.stop();
    }

    private WorkflowEnd untilEnd() throws InterruptedException {
        Duration retry = FIRST_RETRY;
        while (true) {
            try {
                switch (record().outcome()) {
                    case DONE -> {
                        return WorkflowEnd.DONE;
                    }
                    case UNDONE -> {
                        return WorkflowEnd.UNDONE;
                    }
                    case OPEN -> once();
                }
            } catch (AbortRequestedException e) {
                LOG.info("{} is to be undone", workflow.name());
            } catch (InterruptedException e) {
                if (Thread.interrupted()) {
                    throw e;
                }
                LOG.info("{} stops: {}", workflow.name(), e.getMessage());
                return WorkflowEnd.STOPPED;
            } catch (GodwitException e) {
                if (e.code() == ErrorCode.CONTROL_STORE_IN_USE) {
                    return WorkflowEnd.STOPPED;
                }
                if (!rest(e, retry)) {
                    return WorkflowEnd.STOPPED;
                }
                retry = retry.compareTo(LONGEST_RETRY) >= 0 ? retry : retry.multipliedBy(2);
            }
        }
    }

    private void once() throws InterruptedException {
        if (record().wish() == Wish.UNDO) {
            context.undoing();
            guarded(() -> runner.undo(workflow));
            records.end(workflow.name(), lead.runner(), Outcome.UNDONE);
        } else {
            guarded(() -> runner.run(workflow));
            records.end(workflow.name(), lead.runner(), Outcome.DONE);
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** A user's code may throw anything; all of it means something to the operator. */
    private void guarded(Work work) throws InterruptedException {
        try {
            work.run();
        } catch (AbortRequestedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw StepFailure.of(context.current().map(Step::name).orElse(""), e);
        }
    }

    /** Whether it may go on after a failure. */
    private boolean rest(GodwitException failure, Duration retry) throws InterruptedException {
        LOG.warn("{}: {}", workflow.name(), failure.describe());
        try {
            switch (failure.code().kind()) {
                case RETRYABLE, AMBIGUOUS, ENVIRONMENT -> {}
                case USER, BUG -> records.needAttention(workflow.name(), lead.runner(), failure.describe());
            }
            context.rest(failure, retry);
            return true;
        } catch (AbortRequestedException e) {
            LOG.debug("the next attempt undoes it", e);
            return true;
        } catch (GodwitException e) {
            LOG.warn("{}: {}", workflow.name(), e.describe());
            return e.code() != ErrorCode.CONTROL_STORE_IN_USE;
        } catch (InterruptedException e) {
            if (Thread.interrupted()) {
                throw e;
            }
            return false;
        }
    }

    private WorkflowRecord record() {
        return records.find(workflow.name()).orElseThrow();
    }
}
