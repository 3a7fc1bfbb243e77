package dev.godwit.server.internal.page;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is looked up once for all who want it: whoever asks first after a second looks, the others get what was found. What
 * takes long to look up is looked up less often, so that it never takes more than a tenth of a processor. Thread-safe.
 *
 * @param <T> what is looked up
 */
final class Shared<T> {
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final int SHARE = 10;

    private final Supplier<T> lookup;
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable T found;
    private long foundAtNanos;
    private Duration goodFor = USUAL;

    Shared(Supplier<T> lookup, TimeSource time) {
        this.lookup = lookup;
        this.time = time;
    }

    /** The same object as before, as long as it is good. */
    T get() {
        lock.lock();
        try {
            T known = found;
            if (known == null || time.since(foundAtNanos).compareTo(goodFor) >= 0) {
                known = look();
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was found: something was changed. */
    void refresh() {
        lock.lock();
        try {
            found = null;
        } finally {
            lock.unlock();
        }
    }

    private T look() {
        long begun = time.monotonicNanos();
        T now = lookup.get();
        Duration cost = time.since(begun).multipliedBy(SHARE);
        found = now;
        foundAtNanos = time.monotonicNanos();
        goodFor = cost.compareTo(USUAL) > 0 ? cost : USUAL;
        return now;
    }
}
