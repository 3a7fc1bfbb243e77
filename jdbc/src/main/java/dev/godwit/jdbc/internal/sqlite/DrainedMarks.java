package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Mark;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Marks whose rows are equal in the mirror and that are still in the file. Thread-safe. */
final class DrainedMarks {
    private static final Duration BETWEEN_DELETIONS = Duration.ofSeconds(1);
    private static final int MAXIMUM_KEPT = 20_000;

    private final TimeSource time;
    private final Set<Long> numbers = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastTried;

    DrainedMarks(TimeSource time) {
        this.time = time;
        this.lastTried = new AtomicLong(time.monotonicNanos());
    }

    void add(Collection<Mark> marks) {
        marks.forEach(mark -> numbers.add(mark.number()));
    }

    boolean contains(long number) {
        return numbers.contains(number);
    }

    int size() {
        return numbers.size();
    }

    List<Long> numbers() {
        return numbers.stream().sorted().toList();
    }

    /** Whether it is time to delete them. */
    boolean due() {
        return !numbers.isEmpty() && (full() || time.since(lastTried.get()).compareTo(BETWEEN_DELETIONS) > 0);
    }

    /** Whether their deletion can't be put off any more. */
    boolean full() {
        return numbers.size() > MAXIMUM_KEPT;
    }

    /** They could not be deleted now. */
    void putOff() {
        lastTried.set(time.monotonicNanos());
    }

    /** They are not in the file any more. */
    void deleted(Collection<Long> gone) {
        gone.forEach(numbers::remove);
        lastTried.set(time.monotonicNanos());
    }

    /** The file is another one, in which the numbers mean other marks. */
    void forget() {
        numbers.clear();
    }
}
