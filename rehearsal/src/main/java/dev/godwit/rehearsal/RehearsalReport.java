package dev.godwit.rehearsal;

import dev.godwit.core.MigrationStatus.Pauses;
import java.time.Duration;
import java.util.List;

/**
 * What a rehearsal came to.
 *
 * @param green whether nothing is wrong
 * @param reasons why it is red, the first ones of each kind
 * @param rows that were sampled
 * @param writes of the users that were committed
 * @param reads of the users, each compared with what was written last
 * @param repeats operations that users had to repeat, because they had waited too long
 * @param crashes the pause points at which an engine died, in order
 * @param cutovers how long writers could wait for a change of home to the target
 * @param rollbacks the same for the way back
 */
public record RehearsalReport(
        String migration,
        boolean green,
        List<String> reasons,
        long seed,
        Duration took,
        int units,
        long rows,
        long writes,
        long reads,
        long repeats,
        List<String> crashes,
        Pauses cutovers,
        Pauses rollbacks) {
    public RehearsalReport {
        reasons = List.copyOf(reasons);
        crashes = List.copyOf(crashes);
    }

    /** In one sentence, without names of units. */
    public String inShort() {
        return units + " units with " + rows + " rows, " + cutovers.count() + " cutovers and " + rollbacks.count()
                + " roll-backs under " + writes + " writes, " + reads + " reads and " + crashes.size() + " crashes"
                + (green ? "" : "; " + reasons.size() + " reasons to be red");
    }
}
