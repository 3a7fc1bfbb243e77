package dev.godwit.bench.baseline;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Measures again and again how long a few durable commits in a row take, beside whatever else goes on: no cutover can be
 * shorter. One at a time; not thread-safe.
 */
public final class Commits {
    /** How many a cutover makes while writers wait. */
    public static final int OF_A_CUTOVER = 5;

    /** A database to commit in; it gets a table of its own. */
    @FunctionalInterface
    public interface Place {
        Connection connect() throws SQLException;
    }

    /** How long they took in a row, in milliseconds. */
    public record Millis(double p50, double p99) {}

    private static final long BETWEEN_MILLIS = 50;

    private final FutureTask<List<Double>> sampling;
    private final Thread thread;

    private Commits(FutureTask<List<Double>> sampling, Thread thread) {
        this.sampling = sampling;
        this.thread = thread;
    }

    /**
     * Starts to measure.
     *
     * @param inARow how many commits are one sample
     */
    public static Commits start(Place place, int inARow) {
        FutureTask<List<Double>> sampling = new FutureTask<>(sample(place, inARow));
        return new Commits(
                sampling, Thread.ofPlatform().daemon().name("commits").start(sampling));
    }

    /** Ends the measuring. */
    public Millis end() throws InterruptedException {
        thread.interrupt();
        List<Double> millis = new ArrayList<>(samples());
        Collections.sort(millis);
        return new Millis(millis.get(millis.size() / 2), millis.get(millis.size() * 99 / 100));
    }

    private List<Double> samples() throws InterruptedException {
        try {
            return sampling.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("commits could not be measured", e.getCause());
        }
    }

    private static Callable<List<Double>> sample(Place place, int inARow) {
        return () -> {
            List<Double> millis = new ArrayList<>();
            try (Connection connection = place.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists commits (n integer)");
                do {
                    millis.add(commit(statement, inARow));
                } while (rest());
            }
            return millis;
        };
    }

    private static double commit(Statement statement, int inARow) throws SQLException {
        long begun = System.nanoTime();
        for (int commit = 0; commit < inARow; commit++) {
            statement.execute("insert into commits values (1)");
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    private static boolean rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
