package dev.godwit.engine.internal.mover;

import dev.godwit.core.TimeSource;
import dev.godwit.engine.ThrottleReason;
import dev.godwit.engine.internal.throttle.CopyRate;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds the mover back when its own commits become slow, for then the application's do too. Additive increase,
 * multiplicative decrease of the chunk size, as in TCP congestion control (RFC 5681); at the smallest size it also waits
 * between chunks. Starts small. What else the application may suffer from decides the {@link CopyRate}. Thread-safe.
 */
public final class Throttle {
    private static final int SMALLEST_CHUNK = 250;
    private static final int FIRST_CHUNK = 2_000;
    private static final int INCREASE = 2_000;
    private static final int COMPARED_PER_COPIED = 4;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final TimeSource time;
    private final Duration latencyLimit;
    private final int largestChunk;
    private final int smallestChunk;
    private final CopyRate rate;
    private int chunkRows;
    private Duration wait = Duration.ZERO;
    private String reason = "";

    /**
     * A throttle.
     *
     * @param latencyLimit the longest that writing one chunk should take
     * @param largestChunk in rows
     */
    public Throttle(TimeSource time, Duration latencyLimit, int largestChunk, CopyRate rate) {
        this.rate = rate;
        this.time = time;
        this.latencyLimit = latencyLimit;
        this.largestChunk = largestChunk;
        this.smallestChunk = Math.min(SMALLEST_CHUNK, largestChunk);
        this.chunkRows = Math.min(FIRST_CHUNK, largestChunk);
    }

    /** How many rows the next chunk may have. */
    public synchronized int chunkRows() {
        return rate.chunkRows(chunkRows);
    }

    /** A chunk was written in this time. */
    public synchronized void observe(int rows, Duration latency) {
        rate.spend(rows);
        if (latency.compareTo(latencyLimit) > 0) {
            chunkRows = Math.max(smallestChunk, chunkRows / 2);
            if (chunkRows == smallestChunk) {
                Duration doubled = wait.isZero() ? Duration.ofMillis(50) : wait.multipliedBy(2);
                wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
            }
            reason = "writing %d rows took %d ms > %d ms; chunks of %d rows, %d ms apart, until it is faster"
                    .formatted(rows, latency.toMillis(), latencyLimit.toMillis(), chunkRows, wait.toMillis());
            return;
        }
        wait = wait.dividedBy(2);
        if (rows >= chunkRows) {
            chunkRows = Math.min(largestChunk, chunkRows + INCREASE);
        }
        if (wait.toMillis() == 0) {
            wait = Duration.ZERO;
            reason = "";
        }
    }

    /** Rows were read in both stores to compare them, which costs less than to write them. */
    public void compared(long rows) {
        rate.spend((int) Math.min(Integer.MAX_VALUE, rows / COMPARED_PER_COPIED));
    }

    /**
     * Waits as long as the mover is held back.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public void pace() throws InterruptedException {
        Duration now = currentWait();
        if (!now.isZero()) {
            time.sleep(now);
        }
    }

    /** Why the mover is held back, with the comparison that tripped it; empty when it is not. */
    public synchronized Optional<String> reason() {
        return reason.isEmpty() ? rate.reason() : Optional.of(reason);
    }

    /** The same in one word. */
    public synchronized ThrottleReason kind() {
        return reason.isEmpty() ? rate.kind() : ThrottleReason.CHUNK_LATENCY;
    }

    private synchronized Duration currentWait() {
        Duration debt = rate.debt();
        return debt.compareTo(wait) > 0 ? debt : wait;
    }
}
