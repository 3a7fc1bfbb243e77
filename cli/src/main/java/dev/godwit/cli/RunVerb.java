package dev.godwit.cli;

import dev.godwit.cli.internal.ProgressDisplay;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Plan;
import dev.godwit.server.plan.WrittenPlan;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit run}: carries out a plan and shows how far it is. */
@Command(
        name = "run",
        description = {
            "Carries out a plan, or goes on with it, and shows how far it is.",
            "Serves the control plane on loopback meanwhile, its address in .godwit/. When all waves are moved it stays,"
                    + " mirrors back and serves, until 'godwit finalize' in another terminal. The source's rows stay for"
                    + " the retention after that; running the plan again then removes them.",
            "Ctrl-C stops it where it is; running the plan again goes on there. Ctrl-C twice ends it at once, which is"
                    + " safe too."
        },
        footer = {"", "Examples:", "  godwit run plan.yaml", "  godwit run plan.yaml --json >> progress.jsonl"})
final class RunVerb implements Callable<Integer> {
    private static final int PORT_MAX = 65_535;
    private static final Duration RESPONSE = Duration.ofMillis(100);

    private final Surroundings surroundings;

    @Mixin
    private PlanOption plan = new PlanOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private WebhookOption webhooks = new WebhookOption();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the control plane on loopback; by default a free one.")
    private int port;

    RunVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > PORT_MAX) {
            throw new UsageException("--port must be from 0 to " + PORT_MAX);
        }
        WrittenPlan written = plan.readWritten();
        Plan read = written.plan();
        surroundings.logToFile().accept(surroundings.console().interactive() && !output.json());
        AtomicBoolean asked = new AtomicBoolean();
        ProgressDisplay display = output.progress(surroundings.console());
        try (Interruptions.Registration ignored = surroundings.interruptions().onFirst(() -> asked.set(true));
                RunningMigration running = surroundings.migrations().start(written, webhooks.in(plan.settings(port)))) {
            display.say("Migration " + read.migration() + " runs; its control plane is " + running.url()
                    + ". Ctrl-C pauses it.");
            return follow(running, display, asked, !read.retention().isZero()).number();
        } finally {
            display.finish();
        }
    }

    private ExitCode follow(RunningMigration running, ProgressDisplay display, AtomicBoolean asked, boolean leavesRows)
            throws InterruptedException {
        boolean ended = false;
        while (!ended && !asked.get()) {
            MigrationStatus status = show(running, display);
            if (status.retains() && leavesRows) {
                return leave(display);
            }
            ended = awaitNext(running, display.interval(), asked);
        }
        MigrationStatus last = show(running, display);
        if (!ended) {
            return stop(running, display);
        }
        return last.ended() ? ExitCode.OK : ExitCode.ATTENTION;
    }

    private ExitCode stop(RunningMigration running, ProgressDisplay display) {
        display.say("Stopping; Ctrl-C again ends it at once.");
        running.close();
        display.say("Paused. Nothing is copied, mirrored or mirrored back until it goes on: godwit run " + plan.file());
        return ExitCode.INTERRUPTED;
    }

    /** Nobody wants to wait for weeks; the rows are harmless, for the source refuses writes to their units. */
    private ExitCode leave(ProgressDisplay display) {
        display.say(
                "Finalized. The source's rows stay for the retention; to remove them then: godwit run " + plan.file());
        return ExitCode.OK;
    }

    private MigrationStatus show(RunningMigration running, ProgressDisplay display) {
        MigrationStatus status = running.control().status();
        display.show(status, surroundings.time().wallClock());
        return status;
    }

    /** Waits in small steps, so that Ctrl-C is answered at once. */
    private boolean awaitNext(RunningMigration running, Duration interval, AtomicBoolean asked)
            throws InterruptedException {
        long start = surroundings.time().monotonicNanos();
        while (!asked.get() && surroundings.time().since(start).compareTo(interval) < 0) {
            if (running.awaitEnd(RESPONSE)) {
                return true;
            }
        }
        return false;
    }
}
