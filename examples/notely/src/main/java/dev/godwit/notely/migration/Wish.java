package dev.godwit.notely.migration;

import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import java.util.Optional;

/**
 * A flag that somebody has just set, and that the placement of the unit does not show yet.
 *
 * @param revision of the unit's placement when it was set
 */
record Wish(boolean migrating, long revision) {
    static long revision(Optional<Placement> placement) {
        return placement.map(Placement::revision).orElse(0L);
    }

    /** Whether the placement still has to follow. Nobody may have looked for a long time, so its way may be over by now. */
    boolean pending(Optional<Placement> placement) {
        return revision(placement) == revision || (!migrating && comesBack(placement));
    }

    private static boolean comesBack(Optional<Placement> placement) {
        return placement
                .map(Placement::phase)
                .filter(phase -> phase == Phase.CUTTING_BACK || phase == Phase.CLEANING)
                .isPresent();
    }
}
