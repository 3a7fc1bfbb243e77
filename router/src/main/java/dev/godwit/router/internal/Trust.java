package dev.godwit.router.internal;

import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * What a leased read relied on when it began.
 *
 * @param placement the unit's own, or null while it lives in the default home
 */
record Trust(
        long continuity,
        PlacementCache.Known known,
        UnitId unit,
        @Nullable Placement placement,
        StoreName home) {
    /** Whether nothing is on its way. */
    boolean atRest() {
        return placement == null || !placement.phase().inFlight();
    }
}
