package dev.godwit.server;

import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.ProblemsException;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.spi.PlanText;
import dev.godwit.server.plan.WrittenPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with the migrations that the control store knows and whose plans it has kept. One that can't go on, because a
 * store is down or a secret is missing, says so and is tried again; the others don't wait for it. Thread-safe.
 */
final class Resumption implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Duration STOP_POLL = Duration.ofMillis(100);

    private final Hosting hosting;
    private final ServerPlans plans;
    private final TimeSource time;
    private final Tasks tasks;
    private volatile boolean closed;
    private Optional<Tasks.Task> trying = Optional.empty();

    Resumption(Hosting hosting, ServerPlans plans, TimeSource time, Tasks tasks) {
        this.hosting = hosting;
        this.plans = plans;
        this.time = time;
        this.tasks = tasks;
    }

    /** The plans of those that wait, as far as they can be read now. */
    List<Plan> waiting() {
        List<Plan> waiting = new ArrayList<>();
        for (MigrationName migration : hosting.waiting()) {
            try {
                hosting.text(migration).map(plans::read).map(WrittenPlan::plan).ifPresent(waiting::add);
            } catch (GodwitException e) {
                LOG.debug("the plan of {} can't be read: {}", migration, e.describe());
            }
        }
        return waiting;
    }

    /** Tries each once, and those that could not go on again and again. */
    void begin() {
        if (!tryAll()) {
            trying = Optional.of(tasks.start("godwit-resumption", this::goOnTrying));
        }
    }

    private void goOnTrying() {
        try {
            boolean all = false;
            while (!all && !closed) {
                long start = time.monotonicNanos();
                while (!closed && time.since(start).compareTo(TRY_AGAIN) < 0) {
                    time.sleep(STOP_POLL);
                }
                all = closed || tryAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether no plan is left that could be tried. */
    private boolean tryAll() {
        boolean all = true;
        for (MigrationName migration : hosting.waiting()) {
            Optional<PlanText> text = hosting.text(migration);
            if (text.isPresent() && !closed) {
                all &= tried(migration, text.get());
            }
        }
        return all;
    }

    private boolean tried(MigrationName migration, PlanText text) {
        try {
            hosting.addOrKeep(plans.read(text));
            LOG.info("migration {} goes on", migration);
            return true;
        } catch (ProblemsException e) {
            hosting.cannot(migration, e);
        } catch (GodwitException e) {
            LOG.warn("migration {} can't go on: {}", migration, e.describe());
            hosting.cannot(migration, e);
        }
        return false;
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (trying.isPresent()) {
                trying.get().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
