package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which failures of a unit may pass by themselves, and how long it is left alone until it is tried again. Thread-safe. */
final class SecondChances {
    private static final Duration FIRST_DELAY = Duration.ofMillis(20);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    /** After that somebody has to look which of two units a key belongs to. */
    private static final Duration LONGEST_BLOCK = Duration.ofSeconds(30);

    private final TimeSource time;
    private final Map<UnitId, Duration> delays = new ConcurrentHashMap<>();
    private final Map<UnitId, Long> blockedSinceNanos = new ConcurrentHashMap<>();

    SecondChances(TimeSource time) {
        this.time = time;
    }

    /** Forgets what has failed before. */
    void succeeded(UnitId unit) {
        delays.remove(unit);
        blockedSinceNanos.remove(unit);
    }

    boolean mayPass(UnitId unit, ErrorCode code) {
        if (code == ErrorCode.KEY_OWNED_BY_OTHER_UNIT
                || code == ErrorCode.ROW_REFUSED
                || code == ErrorCode.ROW_WITHOUT_PARENT) {
            // A row that changed its unit is gone from its old owner's mirror as soon as that one has drained, and a
            // unique value is free as soon as the mark of the row is drained that has given it up. Either may take a
            // while: the other unit is being copied, or paused, or has many marks. A row whose parents change faster
            // than
            // they are brought is written as soon as nobody writes it for a moment.
            long since = blockedSinceNanos.computeIfAbsent(unit, same -> time.monotonicNanos());
            return time.since(since).compareTo(LONGEST_BLOCK) < 0;
        }
        return switch (code.kind()) {
            case RETRYABLE, AMBIGUOUS -> true;
            case ENVIRONMENT ->
                code == ErrorCode.STORE_UNREACHABLE
                        || code == ErrorCode.CONTROL_STORE_FAILED
                        || code == ErrorCode.CONTROL_STORE_FULL
                        || code == ErrorCode.STORE_INCARNATION_CHANGED
                        || code == ErrorCode.LONG_TRANSACTION;
            case USER, BUG -> false;
        };
    }

    /** Twice the last delay of the unit, within bounds. */
    Duration nextDelay(UnitId unit) {
        return delays.compute(unit, (same, old) -> {
            Duration next = old == null ? FIRST_DELAY : old.multipliedBy(2);
            return next.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : next;
        });
    }
}
