package dev.godwit.engine.internal.status;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.Plan;
import dev.godwit.engine.internal.keys.KeyRangeWatch;
import dev.godwit.engine.internal.unit.BacklogWatch;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What somebody should know although nothing stands still for it. Thread-safe. */
record Alarms(Plan plan, BacklogWatch watch, KeyRangeWatch keyRanges) {
    private static final int NAMED = 3;

    /**
     * The alarms, the gravest first.
     *
     * @param moving whether units still have to move
     * @param end when the last of them is expected to have moved
     */
    List<String> of(List<UnitRecord> records, boolean moving, Optional<Estimate> end, Instant now) {
        List<String> alarms = new ArrayList<>();
        if (plan.cutover().wayBack()) {
            wayBack(records).ifPresent(alarms::add);
        }
        watch.copyHeld()
                .map(held -> ErrorCode.MARKS_BACKLOG + ": the copy pauses: " + held)
                .ifPresent(alarms::add);
        alarms.addAll(keyRanges.alarms());
        if (moving) {
            plan.deadline().flatMap(deadline -> deadline(deadline, end, now)).ifPresent(alarms::add);
        }
        return List.copyOf(alarms);
    }

    private static Optional<String> wayBack(List<UnitRecord> records) {
        List<UnitRecord> stale =
                records.stream().filter(UnitRecord::wayBackStale).toList();
        if (stale.isEmpty()) {
            return Optional.empty();
        }
        List<String> some =
                stale.stream().limit(NAMED).map(record -> record.unit().value()).toList();
        return Optional.of(ErrorCode.WAY_BACK_STALE + ": " + stale.size() + " units can't go back, such as "
                + String.join(", ", some) + ": " + ErrorCode.WAY_BACK_STALE.nextStep());
    }

    private static Optional<String> deadline(Instant deadline, Optional<Estimate> end, Instant now) {
        if (now.isAfter(deadline)) {
            return Optional.of("the deadline, " + bare(deadline) + ", passed " + between(deadline, now) + " ago");
        }
        return end.map(Estimate::likely)
                .filter(likely -> likely.isAfter(deadline))
                .map(likely -> "the last unit is expected to move at " + bare(likely) + ", " + between(deadline, likely)
                        + " after the deadline");
    }

    private static Instant bare(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String between(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        if (length.toDays() > 1) {
            return length.toDays() + " d";
        }
        return length.toHours() > 1 ? length.toHours() + " h" : length.toMinutes() + " min";
    }
}
