package dev.godwit.router.internal;

import dev.godwit.core.ControlPlane.RouterCounters;
import dev.godwit.core.Refusal;
import dev.godwit.router.RouterStatistics;
import dev.godwit.router.RouterStatistics.Holds;
import dev.godwit.router.RouterStatistics.Shadows;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what the router does, cheaply enough for every operation. Thread-safe. */
final class Counters {
    private static final long LONGEST_HOLD_MICROS = TimeUnit.MINUTES.toMicros(10);

    final LongAdder operations = new LongAdder();
    final LongAdder leasedReads = new LongAdder();
    final LongAdder strictReads = new LongAdder();
    final LongAdder mirrorReads = new LongAdder();
    final LongAdder sharedReads = new LongAdder();
    final LongAdder writes = new LongAdder();
    final LongAdder scatters = new LongAdder();
    final LongAdder heldWrites = new LongAdder();
    final LongAdder heldReads = new LongAdder();
    final LongAdder repeats = new LongAdder();
    final LongAdder promotions = new LongAdder();
    final LongAdder shadowsEqual = new LongAdder();
    final LongAdder shadowsDifferent = new LongAdder();
    final LongAdder shadowsUnsettled = new LongAdder();
    final LongAdder shadowsDropped = new LongAdder();
    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);
    private final ConcurrentHistogram holdMicros = new ConcurrentHistogram(LONGEST_HOLD_MICROS, 2);

    Counters() {
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new LongAdder());
        }
    }

    void refused(Refusal refusal) {
        LongAdder count = refusals.get(refusal);
        if (count != null) {
            count.increment();
        }
    }

    void held(Duration duration) {
        holdMicros.recordValue(Math.min(TimeUnit.NANOSECONDS.toMicros(duration.toNanos()), LONGEST_HOLD_MICROS));
    }

    RouterStatistics snapshot(boolean leased, long revision) {
        return new RouterStatistics(
                operations.sum(),
                leasedReads.sum(),
                strictReads.sum(),
                mirrorReads.sum(),
                sharedReads.sum(),
                writes.sum(),
                scatters.sum(),
                heldWrites.sum(),
                heldReads.sum(),
                holds(),
                counted(),
                repeats.sum(),
                promotions.sum(),
                new Shadows(shadowsEqual.sum(), shadowsDifferent.sum(), shadowsUnsettled.sum(), shadowsDropped.sum()),
                leased,
                revision);
    }

    /** What the control plane shows of it. */
    RouterCounters report() {
        return new RouterCounters(
                operations.sum(),
                strictReads.sum(),
                writes.sum(),
                heldWrites.sum() + heldReads.sum(),
                counted(),
                repeats.sum(),
                shadowsEqual.sum(),
                shadowsDifferent.sum(),
                shadowsUnsettled.sum());
    }

    private Map<Refusal, Long> counted() {
        Map<Refusal, Long> counted = new EnumMap<>(Refusal.class);
        refusals.forEach((refusal, adder) -> counted.put(refusal, adder.sum()));
        return counted;
    }

    private Holds holds() {
        Histogram copy = holdMicros.copy();
        return new Holds(
                millis(copy.getValueAtPercentile(50)),
                millis(copy.getValueAtPercentile(99)),
                millis(copy.getMaxValue()));
    }

    private static double millis(long micros) {
        return micros / 1_000.0;
    }
}
