package dev.godwit.engine.internal.mover;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds the mover back when its own commits become slow, for then the application's do too. Additive increase,
 * multiplicative decrease of the chunk size, as in TCP congestion control (RFC 5681); at the smallest size it also waits
 * between chunks. Starts small. Thread-safe.
 */
public final class Throttle {
    private static final int SMALLEST_CHUNK = 250;
    private static final int FIRST_CHUNK = 2_000;
    private static final int INCREASE = 2_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final TimeSource time;
    private final Duration latencyLimit;
    private final int largestChunk;
    private final int smallestChunk;
    private int chunkRows;
    private Duration wait = Duration.ZERO;
    private String reason = "";

    /**
     * A throttle.
     *
     * @param latencyLimit the longest that writing one chunk should take
     * @param largestChunk in rows
     */
    public Throttle(TimeSource time, Duration latencyLimit, int largestChunk) {
        this.time = time;
        this.latencyLimit = latencyLimit;
        this.largestChunk = largestChunk;
        this.smallestChunk = Math.min(SMALLEST_CHUNK, largestChunk);
        this.chunkRows = Math.min(FIRST_CHUNK, largestChunk);
    }

    /** How many rows the next chunk may have. */
    public synchronized int chunkRows() {
        return chunkRows;
    }

    /** A chunk was written in this time. */
    public synchronized void observe(int rows, Duration latency) {
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
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    private synchronized Duration currentWait() {
        return wait;
    }
}
