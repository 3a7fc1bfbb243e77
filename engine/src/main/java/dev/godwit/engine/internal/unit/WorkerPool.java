package dev.godwit.engine.internal.unit;

import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of a migration: each takes a unit from the board, works on it, and takes the next. Thread-safe. */
public final class WorkerPool {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final UnitBoard board;
    private final UnitGroups groups;
    private final UnitWorker worker;
    private final PauseGate gate;
    private final Tasks tasks;
    private final TimeSource time;
    private final BooleanSupplier paused;
    private final int size;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Tasks.Task> running = new CopyOnWriteArrayList<>();

    /**
     * A pool that is not started yet.
     *
     * @param size how many units are worked on at once
     */
    public WorkerPool(
            UnitBoard board,
            UnitGroups groups,
            UnitWorker worker,
            PauseGate gate,
            Tasks tasks,
            TimeSource time,
            BooleanSupplier paused,
            int size) {
        this.board = board;
        this.groups = groups;
        this.worker = worker;
        this.gate = gate;
        this.tasks = tasks;
        this.time = time;
        this.paused = paused;
        this.size = size;
    }

    public void start() {
        for (int number = 1; number <= size; number++) {
            running.add(tasks.start("godwit-mover-" + number, this::loop));
        }
    }

    /** Lets each worker end its current action and waits for it. */
    public void stop() {
        stopped.set(true);
        board.changed().raise();
        for (Tasks.Task task : running) {
            try {
                task.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                task.cancel();
            }
        }
    }

    private void loop() {
        try {
            while (!stopped.get()) {
                gate.standBack();
                workOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void workOnce() throws InterruptedException {
        Signal changed = board.changed();
        long seen = changed.version();
        Optional<UnitId> unit = board.claim();
        if (unit.isEmpty()) {
            changed.await(seen, board.untilNextDue(LONGEST_WAIT));
            return;
        }
        try {
            BooleanSupplier mayGoOn = () -> !stopped.get() && !paused.getAsBoolean();
            if (!groups.work(unit.get(), mayGoOn)) {
                worker.work(unit.get(), mayGoOn);
            }
        } catch (RuntimeException e) {
            LOG.error("unit {} could not be worked on", unit.get(), e);
            time.sleep(LONGEST_WAIT);
        }
    }
}
