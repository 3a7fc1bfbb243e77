package dev.godwit.engine.internal.throttle;

import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads all signals again and again and tells the copy rate. Does nothing when there is no signal. Thread-safe. */
public final class ThrottleWatch {
    private final List<ThrottleSignal> signals;
    private final CopyRate rate;
    private final Tasks tasks;
    private final Signal stop;
    private final AtomicReference<Tasks.@Nullable Task> running = new AtomicReference<>();

    public ThrottleWatch(List<ThrottleSignal> signals, CopyRate rate, Tasks tasks, TimeSource time) {
        this.signals = List.copyOf(signals);
        this.rate = rate;
        this.tasks = tasks;
        this.stop = time.signal();
    }

    public void start() {
        if (!signals.isEmpty()) {
            running.set(tasks.start("godwit-throttle", this::watch));
        }
    }

    /** Ends it and waits for its end. */
    public void stop() {
        stop.raise();
        Tasks.Task task = running.getAndSet(null);
        if (task != null) {
            try {
                task.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                task.cancel();
            }
        }
    }

    private void watch() {
        try {
            do {
                rate.adjust(signals.stream().map(ThrottleSignal::read).toList());
            } while (!stop.await(0, CopyRate.STEP));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
