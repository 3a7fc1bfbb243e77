package dev.godwit.router;

import dev.godwit.core.Refusal;
import java.util.Map;

/**
 * What a router has done since it was connected. Nested operations count as part of the outer one.
 *
 * @param operations reads, writes and scatters that were begun
 * @param leasedReads reads that were answered under the lease, without asking the store who is home
 * @param strictReads reads that were answered after asking the store before and after
 * @param mirrorReads reads that were answered while both stores were mirrors
 * @param sharedReads reads that another caller's equal read answered
 * @param writes writes that were committed
 * @param scatters questions to all stores that were answered
 * @param heldWrites writes that waited for a home
 * @param heldReads reads that waited for a home
 * @param holds how long these waited
 * @param refusals writes that a store refused, by reason
 * @param repeats how often work was run again
 * @param promotions changes of home that this router completed
 * @param shadows what comparisons with mirrors have come to
 * @param leased whether the router has a valid lease now
 * @param revision the newest change of placements that it knows
 */
public record RouterStatistics(
        long operations,
        long leasedReads,
        long strictReads,
        long mirrorReads,
        long sharedReads,
        long writes,
        long scatters,
        long heldWrites,
        long heldReads,
        Holds holds,
        Map<Refusal, Long> refusals,
        long repeats,
        long promotions,
        Shadows shadows,
        boolean leased,
        long revision) {
    public RouterStatistics {
        refusals = Map.copyOf(refusals);
    }

    /**
     * Named reads that were asked of the mirror too.
     *
     * @param equal the mirror gave the same answer, at once or when it had caught up
     * @param different it did not, while nothing changed in the home
     * @param unsettled nobody can say, because something changed meanwhile or a store did not answer
     * @param dropped too many were waiting
     */
    public record Shadows(long equal, long different, long unsettled, long dropped) {}

    /** How long operations waited for a home, in milliseconds. */
    public record Holds(double p50Millis, double p99Millis, double maxMillis) {}
}
