package dev.godwit.notely.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often something happened in each of the last sixty seconds. Thread-safe; one compare-and-set per happening. */
final class LastMinute {
    static final int SECONDS = 60;

    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    /** One slot per second of the minute: the second that it counts, and the count below. */
    private final AtomicLongArray slots = new AtomicLongArray(SECONDS);

    /** It happened in this second, which is any count of seconds that never steps back. */
    void happened(long second) {
        int slot = Math.floorMod(second, SECONDS);
        while (true) {
            long before = slots.get(slot);
            long after = before >> COUNT_BITS == second ? before + 1 : (second << COUNT_BITS) + 1;
            boolean full = (before & COUNT_MASK) == COUNT_MASK && before >> COUNT_BITS == second;
            if (full || slots.compareAndSet(slot, before, after)) {
                return;
            }
        }
    }

    /** The counts by age in seconds: first those of this second. Ends with the oldest that is not zero. */
    List<Long> byAge(long second) {
        List<Long> counts = new ArrayList<>(SECONDS);
        int meaningful = 0;
        for (int age = 0; age < SECONDS; age++) {
            long slot = slots.get(Math.floorMod(second - age, SECONDS));
            long count = slot >> COUNT_BITS == second - age ? slot & COUNT_MASK : 0;
            counts.add(count);
            if (count > 0) {
                meaningful = age + 1;
            }
        }
        return List.copyOf(counts.subList(0, meaningful));
    }
}
