package dev.godwit.server.internal.http;

import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest entries of a journal, read from the control store once for all who follow it, however many they are: whoever
 * asks first after a while reads, the others find what was read. Thread-safe.
 */
final class JournalTail {
    /** Reads the oldest entries after a number, at most so many. */
    @FunctionalInterface
    interface Reading {
        List<JournalEntry> after(long number, int limit);
    }

    static final Duration READ_EVERY = Duration.ofMillis(200);

    private static final int KEPT_MAX = 4_000;
    private static final int READ_AT_ONCE = 1_000;

    private final Reading reading;
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<JournalEntry> kept = new ArrayDeque<>();
    /** Everything after this number that was read is kept. */
    private long keptAfter = -1;

    private long readAtNanos;

    JournalTail(Reading reading, TimeSource time) {
        this.reading = reading;
        this.time = time;
    }

    /** The oldest entries after a number, at most so many; those who are far behind get theirs from the journal itself. */
    List<JournalEntry> after(long number, int limit) {
        lock.lock();
        try {
            refresh(number);
            if (number >= keptAfter) {
                return kept.stream()
                        .dropWhile(entry -> entry.number() <= number)
                        .limit(limit)
                        .toList();
            }
        } finally {
            lock.unlock();
        }
        return reading.after(number, limit);
    }

    private void refresh(long asked) {
        boolean first = keptAfter < 0;
        if (!first && time.since(readAtNanos).compareTo(READ_EVERY) < 0) {
            return;
        }
        if (first) {
            keptAfter = asked;
        }
        long last = kept.isEmpty() ? keptAfter : kept.getLast().number();
        kept.addAll(reading.after(last, READ_AT_ONCE));
        readAtNanos = time.monotonicNanos();
        while (kept.size() > KEPT_MAX) {
            keptAfter = kept.removeFirst().number();
        }
    }
}
