package dev.godwit.router.internal;

import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** All the waiting of one operation, most often none. Used by one thread. */
final class Hold<C> {
    private static final int MOST_CONFLICTS = 10;
    private static final Duration CONFLICT_PAUSE = Duration.ofMillis(1);
    private static final int LONGEST_CONFLICT_PAUSE_SHIFT = 4;

    private final HeldOperations<C> held;
    private final TimeSource time;
    private final Duration limit;
    private @Nullable Patience patience;
    private @Nullable Duration waited;
    private int conflicts;

    Hold(HeldOperations<C> held, TimeSource time, Duration limit) {
        this.held = held;
        this.time = time;
        this.limit = limit;
    }

    /** Waits for a home; see {@link HeldOperations#await}. */
    @Nullable
    StoreName await(Set<UnitId> units, @Nullable Exception refusal) {
        if (patience == null) {
            patience = new Patience(time, limit);
        }
        try {
            return held.await(units, patience, refusal);
        } finally {
            waited = patience.spent();
        }
    }

    /** Whether the work may run again after one more conflict; waits a little before it does. */
    boolean mayRepeatAfterConflict() {
        if (conflicts == MOST_CONFLICTS) {
            return false;
        }
        try {
            time.sleep(CONFLICT_PAUSE.multipliedBy(1L << Math.min(conflicts, LONGEST_CONFLICT_PAUSE_SHIFT)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        conflicts++;
        return true;
    }

    /** The operation has ended. */
    void over(Counters counters, LongAdder heldOperations) {
        if (waited != null) {
            heldOperations.increment();
            counters.held(waited);
        }
    }
}
