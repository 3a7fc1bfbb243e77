package dev.godwit.engine.rehearsal;

import dev.godwit.core.PausePoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** At which pause points an engine dies: once at each of those that chance has chosen. Thread-safe. */
public final class Deaths {
    /** A rehearsal comes by these only when a cutover is given up, if at all: nothing joins and nothing is finalized. */
    private static final Set<PausePoint> RARE = EnumSet.of(
            PausePoint.AFTER_JOIN_RECORD,
            PausePoint.AFTER_THAW,
            PausePoint.AFTER_REOPEN,
            PausePoint.AFTER_THAW_RECORD,
            PausePoint.AFTER_FINALIZE_RECORD,
            PausePoint.AFTER_RETIRE_SOURCE,
            PausePoint.AFTER_STOP_MARKING,
            PausePoint.AFTER_SOURCE_REMOVED,
            PausePoint.AFTER_DEFAULT_MOVED,
            PausePoint.AFTER_DEFAULT_HOME);

    private final Set<PausePoint> awaited = EnumSet.noneOf(PausePoint.class);
    private final List<PausePoint> happened = new ArrayList<>();

    /**
     * Chooses where.
     *
     * @param most how many pause points, 0 or more; all of them where there are no more
     */
    public Deaths(int most, RandomGenerator chance) {
        List<PausePoint> points = new ArrayList<>(EnumSet.complementOf(EnumSet.copyOf(RARE)));
        Collections.shuffle(points, chance);
        points.addAll(RARE);
        awaited.addAll(points.subList(0, Math.min(most, points.size())));
    }

    /** Whether the engine that has arrived there dies now. */
    synchronized boolean at(PausePoint point) {
        return awaited.remove(point) && happened.add(point);
    }

    /** Where engines have died so far, in order. */
    public synchronized List<PausePoint> happened() {
        return List.copyOf(happened);
    }
}
