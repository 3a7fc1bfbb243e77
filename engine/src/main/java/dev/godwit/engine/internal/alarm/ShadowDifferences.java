package dev.godwit.engine.internal.alarm;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How many shadow reads have differed lately, of all routers. Thread-safe. */
public final class ShadowDifferences {
    private record Seen(long nanos, long more) {}

    private final TimeSource time;
    private final LongSupplier total;
    private final Deque<Seen> seen = new ArrayDeque<>();
    private long known;

    /** @param total how many there have been since the server started; never falls */
    public ShadowDifferences(TimeSource time, LongSupplier total) {
        this.time = time;
        this.total = total;
    }

    /** Those of the last so long. */
    synchronized long within(Duration span) {
        long now = total.getAsLong();
        if (now > known) {
            seen.addLast(new Seen(time.monotonicNanos(), now - known));
            known = now;
        }
        seen.removeIf(some -> time.since(some.nanos()).compareTo(span) > 0);
        return seen.stream().mapToLong(Seen::more).sum();
    }
}
