package dev.godwit.server.internal.http;

import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest entries of a journal, read from the control store once for all who follow it, however many they are: whoever
 * asks first after a while reads, the others find what was read and don't wait for that. Thread-safe.
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
    /** Held while the control store is read, which may take long; nobody waits for it. */
    private final ReentrantLock refreshing = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<JournalEntry> kept = new ArrayDeque<>();
    /** Everything after this number that was read is kept. */
    private OptionalLong keptAfter = OptionalLong.empty();

    private long readAtNanos;

    JournalTail(Reading reading, TimeSource time) {
        this.reading = reading;
        this.time = time;
    }

    /**
     * The oldest entries after a number, at most so many; those who are far behind get theirs from the journal itself. While
     * somebody else reads there may be more than those.
     */
    List<JournalEntry> after(long number, int limit) {
        refresh(number);
        lock.lock();
        try {
            if (keptAfter.isEmpty()) {
                return List.of();
            }
            if (number >= keptAfter.getAsLong()) {
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
        if (!refreshing.tryLock()) {
            return;
        }
        try {
            OptionalLong last = due(asked);
            if (last.isPresent()) {
                keep(last.getAsLong(), reading.after(last.getAsLong(), READ_AT_ONCE));
            }
        } finally {
            refreshing.unlock();
        }
    }

    /** After which number there may be news. */
    private OptionalLong due(long asked) {
        lock.lock();
        try {
            if (keptAfter.isEmpty()) {
                return OptionalLong.of(asked);
            }
            if (time.since(readAtNanos).compareTo(READ_EVERY) < 0) {
                return OptionalLong.empty();
            }
            return kept.isEmpty() ? keptAfter : OptionalLong.of(kept.getLast().number());
        } finally {
            lock.unlock();
        }
    }

    private void keep(long last, List<JournalEntry> news) {
        lock.lock();
        try {
            if (keptAfter.isEmpty()) {
                keptAfter = OptionalLong.of(last);
            }
            kept.addAll(news);
            readAtNanos = time.monotonicNanos();
            while (kept.size() > KEPT_MAX) {
                keptAfter = OptionalLong.of(kept.removeFirst().number());
            }
        } finally {
            lock.unlock();
        }
    }
}
