package dev.godwit.engine.internal.status;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How fast a counter has grown over the last seconds. Thread-safe. */
public final class RateMeter {
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Duration RESOLUTION = Duration.ofMillis(200);

    private record Sample(long nanos, long value) {}

    private final TimeSource time;
    private final LongSupplier counter;
    private final Deque<Sample> samples = new ArrayDeque<>();

    public RateMeter(TimeSource time, LongSupplier counter) {
        this.time = time;
        this.counter = counter;
        samples.add(new Sample(time.monotonicNanos(), counter.getAsLong()));
    }

    /** Units of the counter per second. */
    public synchronized double perSecond() {
        Sample now = new Sample(time.monotonicNanos(), counter.getAsLong());
        if (now.nanos - samples.getLast().nanos >= RESOLUTION.toNanos()) {
            samples.addLast(now);
        }
        while (samples.size() > 1 && now.nanos - samples.getFirst().nanos > WINDOW.toNanos()) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        double seconds = (now.nanos - first.nanos) / 1e9;
        return seconds <= 0 ? 0 : (now.value - first.value) / seconds;
    }
}
