package dev.godwit.engine.rehearsal;

import dev.godwit.core.PausePoint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** At which pause points an engine dies: at each one once, or at some that chance has chosen. Thread-safe. */
public final class Deaths {
    /** Where there are fewer deaths than points, an engine survives so many arrivals for each at which it dies. */
    private static final int ODDS = 4;

    private final int most;
    private final RandomGenerator chance;
    private final Set<PausePoint> seen = EnumSet.noneOf(PausePoint.class);
    private final List<PausePoint> happened = new ArrayList<>();

    /** @param most how many, 0 or more */
    public Deaths(int most, RandomGenerator chance) {
        this.most = most;
        this.chance = chance;
    }

    /** Whether the engine that has arrived there dies now. */
    synchronized boolean at(PausePoint point) {
        if (happened.size() >= most || seen.contains(point)) {
            return false;
        }
        if (most < PausePoint.values().length && chance.nextInt(ODDS) != 0) {
            return false;
        }
        seen.add(point);
        happened.add(point);
        return true;
    }

    /** Where engines have died so far, in order. */
    public synchronized List<PausePoint> happened() {
        return List.copyOf(happened);
    }
}
