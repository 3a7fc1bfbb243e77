package dev.godwit.server.access;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who has come in lately, for the time when the control store can't be asked; so that its own absence can be looked at.
 * Bounded. Thread-safe.
 */
final class LatelySeen {
    /** A token that is taken back meanwhile, on another server, may look for so long. */
    static final Duration LATELY = Duration.ofMinutes(15);

    private static final int MOST = 256;

    private record Seen(Identity identity, long atNanos) {}

    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    LatelySeen(TimeSource time) {
        this.time = time;
    }

    /** @param key what they showed, in a form that can't be turned back */
    void came(String key, Identity identity) {
        lock.lock();
        try {
            // Anew, so that the oldest is the first.
            seen.remove(key);
            seen.put(key, new Seen(identity, time.monotonicNanos()));
            if (seen.size() > MOST) {
                seen.remove(seen.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Shown the door. */
    void refused(String key) {
        lock.lock();
        try {
            seen.remove(key);
        } finally {
            lock.unlock();
        }
    }

    Optional<Identity> find(String key) {
        lock.lock();
        try {
            return Optional.ofNullable(seen.get(key))
                    .filter(one -> time.since(one.atNanos()).compareTo(LATELY) < 0)
                    .map(Seen::identity);
        } finally {
            lock.unlock();
        }
    }
}
