package dev.godwit.bench.application;

import dev.godwit.bench.workload.Misses;
import dev.godwit.bench.workload.Tally;
import dev.godwit.router.RouterStatistics;
import java.util.List;

/**
 * What an application process says about itself.
 *
 * @param kind why it says so
 * @param heldMillisP99 of all operations that waited for a change of home
 */
public record ApplicationReport(
        Kind kind,
        long operations,
        long writes,
        long deletes,
        long errors,
        List<String> errorTexts,
        long misses,
        List<String> missTexts,
        long heldWrites,
        double heldMillisP50,
        double heldMillisP99,
        double heldMillisMax,
        long leasedReads,
        long strictReads,
        boolean leased) {

    /** Why a process reports. */
    public enum Kind {
        /** The users are at work. */
        STARTED,
        /** It reports twice a second. */
        PROGRESS,
        /** As it was told, no user is in an operation now. */
        PAUSED,
        /** It ends now; these are the final numbers. */
        ENDED
    }

    static ApplicationReport of(Kind kind, Tally tally, Misses misses, RouterStatistics router) {
        return new ApplicationReport(
                kind,
                tally.operations(),
                tally.writes(),
                tally.deletes(),
                tally.errors(),
                tally.errorTexts(),
                misses.count(),
                misses.texts(),
                router.heldWrites(),
                router.holds().p50Millis(),
                router.holds().p99Millis(),
                router.holds().maxMillis(),
                router.leasedReads(),
                router.strictReads(),
                router.leased());
    }
}
