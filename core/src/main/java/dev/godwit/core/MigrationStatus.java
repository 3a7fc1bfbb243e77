package dev.godwit.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one status record that feeds the log, HTTP, the terminal and the command line.
 *
 * @param stage the stage of the migration that is under way, {@code retention} after finalize, {@code done} or
 *     {@code undone} at the end
 * @param waitsFor why nothing moves at the moment, with the comparison that tripped it
 * @param phases how many units are in each phase
 * @param source where the units come from
 * @param target where they go
 * @param rowsTotal an estimate until the copy is done
 * @param copyRowsPerSecond over the last seconds
 * @param copyBytesPerSecond over the last seconds; 0 when it is not known
 * @param lagMillis the age of the oldest mark that waits
 * @param throttle why the mover holds back, if it does
 * @param alarms what somebody should know although nothing stands still for it, the oldest first
 * @param keyRanges from which range each store hands out keys, and how much of it is used
 */
public record MigrationStatus(
        String keyspace,
        String migration,
        String source,
        String target,
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
        double copyBytesPerSecond,
        double verifyRowsPerSecond,
        long marks,
        long lagMillis,
        Optional<Estimate> estimatedEnd,
        Optional<Instant> deadline,
        Optional<String> throttle,
        Pauses cutovers,
        Pauses rollbacks,
        List<UnitAttention> attention,
        List<Alarm> alarms,
        List<String> keyRanges,
        long revision) {

    /** The same, with more reasons why something waits before the others. */
    public MigrationStatus waitingToo(List<String> reasons) {
        List<String> all = new ArrayList<>(reasons);
        all.addAll(waitsFor);
        return new MigrationStatus(
                keyspace,
                migration,
                source,
                target,
                stage,
                flags,
                List.copyOf(all),
                phases,
                waves,
                unitsTotal,
                unitsMoved,
                rowsTotal,
                rowsCopied,
                rowsVerified,
                copyRowsPerSecond,
                copyBytesPerSecond,
                verifyRowsPerSecond,
                marks,
                lagMillis,
                estimatedEnd,
                deadline,
                throttle,
                cutovers,
                rollbacks,
                attention,
                alarms,
                keyRanges,
                revision);
    }

    /** Whether nothing more will happen: the migration is done, or it was given up and undone. */
    public boolean ended() {
        return isEnd(stage);
    }

    /** Whether nothing is left to do in this stage. */
    public static boolean isEnd(String stage) {
        return stage.equals("done") || stage.equals("undone");
    }

    /** Whether all is accepted for good, and what is left is to remove the source's rows when their time has come. */
    public boolean retains() {
        return stage.equals("retention");
    }

    /** When the last unit will have moved, if nothing waits for a person: likely, and between which times. */
    public record Estimate(Instant earliest, Instant likely, Instant latest) {}

    /** One wave. */
    public record WaveStatus(String name, String stage, Flags flags, boolean approvalWanted, long units, long moved) {}

    /** Pauses that writers could see, in milliseconds. */
    public record Pauses(long count, double p50Millis, double p99Millis, double maxMillis) {
        public static final Pauses NONE = new Pauses(0, 0, 0, 0);
    }

    /**
     * An alarm that is on. There is at most one of a kind and subject.
     *
     * @param subject what it is about: the migration, its units, its routers
     * @param message what is the case now, with the comparison that tripped it
     * @param since when it began to be on
     */
    public record Alarm(AlarmKind kind, String subject, String message, Instant since) {
        /** For people, in one line. */
        public String inWords() {
            return kind + ": " + message;
        }
    }

    /** A unit that a person has to look at. */
    public record UnitAttention(String unit, Phase phase, String reason) {}
}
