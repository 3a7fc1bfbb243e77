package dev.godwit.notely.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Who writes a store next, of this process. A file has one writer, and whoever waits for it inside of SQLite holds its
 * thread and looks again and again: here they wait in the order in which they came. A server needs no turns. Thread-safe.
 */
public final class WriterTurns {
    private static final int EVERYBODY = Integer.MAX_VALUE;

    private final Semaphore turns;
    private final Duration patience;

    WriterTurns(boolean oneWriter, Duration patience) {
        turns = new Semaphore(oneWriter ? 1 : EVERYBODY, true);
        this.patience = patience;
    }

    /** Waits for a turn, not for ever; whether it has come. Then it has to {@link #end}. */
    public boolean begin() {
        try {
            // The attempt without a time limit would pass by those who wait.
            return turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** From any thread. */
    public void end() {
        turns.release();
    }
}
