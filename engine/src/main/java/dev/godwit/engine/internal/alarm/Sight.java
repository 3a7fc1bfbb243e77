package dev.godwit.engine.internal.alarm;

import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Plan;
import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.internal.status.UnitTally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that alarms are decided on, as it was at one moment.
 *
 * @param now by the calendar, which deadlines are dates of
 * @param clock for what lasts
 * @param backlog why the copy pauses for marks, if it does
 * @param keyRanges what is wrong with key ranges
 * @param failing who fails again and again, and why
 * @param silentRouters those whose lease has lapsed
 * @param differing how many shadow reads have differed lately
 * @param stillFor how long nothing has moved that should
 * @param quietSince when anything happened last
 * @param objects what is installed although the migration has ended and no other needs it, by store
 */
record Sight(
        Plan plan,
        MigrationStatus status,
        UnitTally units,
        Instant now,
        SteadyClock clock,
        Optional<String> backlog,
        List<String> keyRanges,
        List<String> failing,
        List<String> silentRouters,
        long differing,
        Duration stillFor,
        Instant quietSince,
        List<String> objects) {

    /** Whether the waves are not all through. */
    boolean moving() {
        return status.stage().equals("prepare") || status.stage().startsWith("wave ");
    }

    boolean paused() {
        return status.flags().paused().isPresent();
    }
}
