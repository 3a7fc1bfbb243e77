package dev.godwit.simulation;

import dev.godwit.simulation.Simulation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Seeds one after the other, each in one thread, several threads at a time.
 *
 * @param first the first seed
 * @param count how many at most
 * @param threads how many run at the same time
 */
record SeedRange(long first, long count, int threads) {
    /**
     * Runs them.
     *
     * @param run gives the result of a seed
     * @param goesOn is told of each result, one at a time, and says whether further seeds are wanted
     */
    void run(LongFunction<Result> run, Predicate<Result> goesOn) {
        AtomicLong next = new AtomicLong(first);
        AtomicBoolean wanted = new AtomicBoolean(true);
        ReentrantLock turn = new ReentrantLock();
        Runnable work = () -> {
            long seed = next.getAndIncrement();
            while (seed < first + count && wanted.get()) {
                Result result = run.apply(seed);
                turn.lock();
                try {
                    // A seed that was under way when enough was known is not told any more.
                    if (wanted.get() && !goesOn.test(result)) {
                        wanted.set(false);
                    }
                } finally {
                    turn.unlock();
                }
                seed = next.getAndIncrement();
            }
        };
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                workers.add(executor.submit(work));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulation itself has failed", e.getCause());
        } catch (InterruptedException e) {
            wanted.set(false);
            Thread.currentThread().interrupt();
        }
    }
}
