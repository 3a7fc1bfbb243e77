package dev.godwit.engine.internal.own;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.control.WorkflowRecords;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** That one process at a time runs a workflow: the lead over this one, renewed every second and shown to people. */
final class OwnLead {
    private static final Logger LOG = LoggerFactory.getLogger(OwnLead.class);
    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final Duration STALE_AFTER = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String workflow;
    private final String runner;
    private final WorkflowRecords records;
    private final OwnContext context;
    private final Tasks tasks;
    private final AtomicBoolean resigned = new AtomicBoolean();

    OwnLead(String workflow, String runner, WorkflowRecords records, OwnContext context, Tasks tasks) {
        this.workflow = workflow;
        this.runner = runner;
        this.records = records;
        this.context = context;
        this.tasks = tasks;
    }

    /** Whether a heartbeat of this time means that nobody runs the workflow any more. */
    static boolean stale(long heartbeatMillis, long nowMillis) {
        return heartbeatMillis < nowMillis - STALE_AFTER.toMillis();
    }

    String runner() {
        return runner;
    }

    /**
     * Takes the lead, waiting until the heartbeat of a process that has died is stale.
     *
     * @throws GodwitException with {@link ErrorCode#CONTROL_STORE_IN_USE} when another process goes on
     * @throws InterruptedException when the thread is interrupted
     */
    void take() throws InterruptedException {
        TimeSource time = context.time();
        long start = time.monotonicNanos();
        while (!records.take(workflow, runner, STALE_AFTER.toMillis())) {
            if (time.since(start).compareTo(STALE_AFTER.plus(HEARTBEAT)) > 0) {
                throw new GodwitException(ErrorCode.CONTROL_STORE_IN_USE, "another process runs " + workflow);
            }
            time.sleep(POLL);
        }
    }

    /** Renews it until it is given up; a run that has lost it stops. */
    void keep() {
        tasks.start("godwit-lead-" + workflow, () -> {
            try {
                while (!resigned.get() && renewed()) {
                    context.time().sleep(HEARTBEAT);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void resign() {
        resigned.set(true);
        records.keep(workflow, runner, context.view());
        records.resign(workflow, runner);
    }

    private boolean renewed() {
        try {
            if (records.keep(workflow, runner, context.view())) {
                return true;
            }
            if (!resigned.get()) {
                LOG.error("another process has taken {}, so this one stops", workflow);
                context.stop();
            }
            return false;
        } catch (GodwitException e) {
            LOG.warn("the lead could not be renewed: {}", e.describe());
            return true;
        }
    }
}
