package dev.godwit.notely.migration;

import dev.godwit.core.Epoch;
import dev.godwit.core.Placement;

/**
 * What somebody has just asked for, and the placement of the unit does not show yet.
 *
 * @param since the placement's epoch right after that
 */
record Wish(Heading heading, Epoch since) {
    /** Whether the placement still has to follow. Nobody may have looked for a long time, so its way may be over by now. */
    boolean pending(Placement now) {
        return !heading.equals(Heading.of(now))
                && (since.equals(now.epoch()) || (!heading.migrating() && comesBack(now)));
    }

    private static boolean comesBack(Placement now) {
        return switch (now.phase()) {
            case CUTTING_BACK, SYNCED, CLEANING -> true;
            case SETTLED, COPYING, CUTTING, PROBATION -> false;
        };
    }
}
