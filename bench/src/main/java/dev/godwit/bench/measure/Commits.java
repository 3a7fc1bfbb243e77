package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
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

/** Measures again and again how long a few durable commits in a row take, beside whatever else goes on. */
final class Commits {
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
    static Commits start(Pair pair, int inARow) {
        FutureTask<List<Double>> sampling = new FutureTask<>(sample(pair, inARow));
        return new Commits(
                sampling, Thread.ofPlatform().daemon().name("commits").start(sampling));
    }

    /** Ends the measuring and gives the median of all samples. */
    double endMedianMillis() throws InterruptedException, ExecutionException {
        thread.interrupt();
        List<Double> millis = new ArrayList<>(sampling.get());
        Collections.sort(millis);
        return millis.get(millis.size() / 2);
    }

    private static Callable<List<Double>> sample(Pair pair, int inARow) {
        return () -> {
            List<Double> millis = new ArrayList<>();
            try (Connection connection = pair.connectNew();
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
