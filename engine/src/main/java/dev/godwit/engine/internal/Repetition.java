package dev.godwit.engine.internal;

import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Something that is done again and again, on a task of its own, until it is stopped. Thread-safe. */
public final class Repetition {
    private final String name;
    private final Runnable look;
    private final Duration pause;
    private final Tasks tasks;
    private final Signal stop;
    private final AtomicReference<Tasks.@Nullable Task> running = new AtomicReference<>();

    /**
     * Not started yet.
     *
     * @param name of the task
     * @param look what is done; it throws nothing
     * @param pause between the end of one and the beginning of the next
     */
    public Repetition(String name, Runnable look, Duration pause, Tasks tasks, TimeSource time) {
        this.name = name;
        this.look = look;
        this.pause = pause;
        this.tasks = tasks;
        this.stop = time.signal();
    }

    public void start() {
        running.set(tasks.start(name, this::repeat));
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

    private void repeat() {
        try {
            do {
                look.run();
            } while (!stop.await(0, pause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
