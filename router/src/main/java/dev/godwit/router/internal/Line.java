package dev.godwit.router.internal;

import dev.godwit.core.Signal;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The operations that wait for the home of the same units. One of them looks for it, the others wait for its word or for
 * news, so that a cutover is not disturbed by all who wait for it.
 */
final class Line {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(10);

    final Set<UnitId> units;
    final Signal signal;
    /** Changed only while the table of lines is locked for this entry. */
    int members;

    private final AtomicLong openings = new AtomicLong();
    private final AtomicBoolean scouted = new AtomicBoolean();

    // Of the scout; handed on through 'scouted'.
    private Duration pause = FIRST_PAUSE;

    @Nullable
    Long betweenHomesSince;

    @Nullable
    Long lastTryNanos;

    volatile @Nullable Findings findings;

    Line(Set<UnitId> units, Signal signal) {
        this.units = units;
        this.signal = signal;
    }

    /** How often a home was found. */
    long openings() {
        return openings.get();
    }

    /** A home was found: everybody may go. */
    void open() {
        openings.incrementAndGet();
        signal.raise();
    }

    boolean becomeScout() {
        return scouted.compareAndSet(false, true);
    }

    /** Somebody else may look. */
    void resignAsScout() {
        scouted.set(false);
        signal.raise();
    }

    /** Short at first, for most changes of home take milliseconds. */
    Duration nextPause() {
        Duration result = pause;
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        return result;
    }
}
