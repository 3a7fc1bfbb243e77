package dev.godwit.engine.internal.mover;

import dev.godwit.core.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Does several things at the same time and waits for all of them, whatever becomes of each. Thread-safe. */
public final class Beside {
    private final Tasks tasks;

    public Beside(Tasks tasks) {
        this.tasks = tasks;
    }

    /** Work that may be interrupted. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /** Starts a result that is fetched with {@link Ahead#await}. */
    <T> Ahead<T> start(String name, Supplier<T> work) {
        return Ahead.start(tasks, name, work);
    }

    /**
     * Does the first work here and the others beside it.
     *
     * @throws RuntimeException what the first of them that failed has thrown, when all have ended
     * @throws InterruptedException when the first work, or the wait for the others, is interrupted
     */
    public void run(Work here, Runnable... others) throws InterruptedException {
        List<Ahead<Boolean>> running = new ArrayList<>();
        for (Runnable other : others) {
            running.add(start("beside", () -> {
                other.run();
                return true;
            }));
        }
        try {
            here.run();
        } finally {
            awaitAll(running);
        }
        for (Ahead<Boolean> other : running) {
            other.await();
        }
    }

    /** Each runs a few bounded statements: an interruption waits for them, for nobody must act behind the caller's back. */
    private static void awaitAll(List<Ahead<Boolean>> running) {
        boolean interrupted = false;
        for (Ahead<Boolean> other : running) {
            boolean ended = false;
            while (!ended) {
                try {
                    other.join();
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
