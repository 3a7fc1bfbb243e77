package dev.godwit.bench.demo;

import dev.godwit.core.MigrationStatus;

/** Measures how fast rows are copied, from the status; time in which none is copied does not count. Not thread-safe. */
final class CopyMeter {
    private long rows = -1;
    private long lookedAt;
    private long copyingNanos;

    void look(MigrationStatus status, long nanos) {
        if (rows >= 0 && status.rowsCopied() > rows) {
            copyingNanos += nanos - lookedAt;
        }
        rows = status.rowsCopied();
        lookedAt = nanos;
    }

    double rowsPerSecond() {
        return copyingNanos == 0 ? 0 : rows * 1e9 / copyingNanos;
    }
}
