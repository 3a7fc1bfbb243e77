package dev.godwit.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one status record that feeds the log, HTTP, the terminal and the command line.
 *
 * @param stage the stage of the migration that is under way, or {@code done}
 * @param waitsFor why nothing moves at the moment, with the comparison that tripped it
 * @param phases how many units are in each phase
 * @param rowsTotal an estimate until the copy is done
 * @param copyRowsPerSecond over the last seconds
 * @param lagMillis the age of the oldest mark that waits
 * @param throttle why the mover holds back, if it does
 */
public record MigrationStatus(
        String keyspace,
        String migration,
        String stage,
        Flags flags,
        List<String> waitsFor,
        Map<Phase, Long> phases,
        List<WaveStatus> waves,
        long unitsTotal,
        long unitsMoved,
        long rowsTotal,
        long rowsCopied,
        long rowsVerified,
        double copyRowsPerSecond,
        double verifyRowsPerSecond,
        long marks,
        long lagMillis,
        Optional<Instant> estimatedEnd,
        Optional<Instant> deadline,
        Optional<String> throttle,
        Pauses cutovers,
        Pauses rollbacks,
        List<UnitAttention> attention,
        long revision) {

    /** One wave. */
    public record WaveStatus(String name, String stage, Flags flags, boolean approvalWanted, long units, long moved) {}

    /** Pauses that writers could see, in milliseconds. */
    public record Pauses(long count, double p50Millis, double p99Millis, double maxMillis) {
        public static final Pauses NONE = new Pauses(0, 0, 0, 0);
    }

    /** A unit that a person has to look at. */
    public record UnitAttention(String unit, Phase phase, String reason) {}
}
