package dev.godwit.notely.migration;

import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;

/**
 * Where a unit is or goes, as the flags of its account say it.
 *
 * @param place the store in which it rests, or the target of its move
 * @param migrating whether it is on its way there or may still go back
 */
record Heading(StoreName place, boolean migrating) {
    static Heading of(Placement placement) {
        boolean inFlight = placement.phase().inFlight();
        return new Heading(inFlight ? target(placement) : placement.home(), inFlight);
    }

    /** Where a unit in flight came from. */
    static StoreName source(Placement placement) {
        return isAtTarget(placement) ? placement.mirror().orElseThrow() : placement.home();
    }

    private static StoreName target(Placement placement) {
        return isAtTarget(placement) ? placement.home() : placement.mirror().orElseThrow();
    }

    private static boolean isAtTarget(Placement placement) {
        return switch (placement.phase()) {
            case PROBATION, CUTTING_BACK -> true;
            case SETTLED, COPYING, SYNCED, CUTTING, CLEANING -> false;
        };
    }
}
