package dev.godwit.engine.internal.latency;

import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import java.util.Map;

/**
 * What a migration does at a moment in which the application's latency is noted.
 *
 * @param stage empty where it makes no difference
 */
public record LatencyMoment(Part part, String stage) {
    private static final LatencyMoment BEFORE = new LatencyMoment(Part.BEFORE, "");
    private static final LatencyMoment BETWEEN = new LatencyMoment(Part.BETWEEN, "");

    /**
     * What it does now.
     *
     * @param pending units that should be worked on
     */
    public static LatencyMoment of(MigrationStatus status, long pending) {
        String stage = status.stage();
        if (status.ended()) {
            return new LatencyMoment(Part.AFTER, stage);
        }
        boolean works = pending > 0 || stage.equals("prepare") || stage.equals("finalize");
        if (works && status.flags().paused().isEmpty()) {
            return new LatencyMoment(Part.DURING, stage);
        }
        if (!begun(status)) {
            return BEFORE;
        }
        boolean all = stage.equals("probation") || status.retains();
        return all && pending == 0 ? new LatencyMoment(Part.AFTER, stage) : BETWEEN;
    }

    /** The same once something has moved, although nothing shows that any more. */
    LatencyMoment afterBeginning() {
        return part == Part.BEFORE ? BETWEEN : this;
    }

    /** Whether units have begun to move by now; preparing the stores moves none. */
    boolean begun() {
        return part != Part.BEFORE && !stage.equals("prepare");
    }

    private static boolean begun(MigrationStatus status) {
        Map<Phase, Long> phases = status.phases();
        boolean onTheWay =
                phases.entrySet().stream().anyMatch(entry -> entry.getKey() != Phase.SETTLED && entry.getValue() > 0);
        return onTheWay || status.unitsMoved() > 0;
    }
}
