package dev.godwit.engine.internal.status;

import dev.godwit.core.Flags;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.MigrationStatus.UnitAttention;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Side;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.keys.KeyRangeWatch;
import dev.godwit.engine.internal.mover.MoveCounters;
import dev.godwit.engine.internal.mover.Throttle;
import dev.godwit.engine.internal.unit.BacklogWatch;
import dev.godwit.engine.internal.unit.MirrorKeeper;
import dev.godwit.engine.internal.unit.MirrorKeeper.Backlog;
import dev.godwit.engine.internal.unit.NextAction;
import dev.godwit.engine.internal.unit.UnitBoard;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.engine.spi.WaveRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the one status record from what the records and counters say. Thread-safe. */
public final class StatusReporter {
    private static final int MOST_REASONS = 5;
    private static final int MOST_ATTENTION = 50;

    /** Where the numbers come from. */
    public record Sources(
            Plan plan,
            ControlStore control,
            UnitBoard board,
            MoveCounters counters,
            Throttle throttle,
            MirrorKeeper keeper,
            PauseLog pauses,
            BacklogWatch watch,
            KeyRangeWatch keyRanges,
            Supplier<String> stage,
            Supplier<String> waitsFor) {}

    private final Sources sources;
    private final TimeSource time;
    private final long rowsEstimate;
    private final RateMeter copyRate;
    private final RateMeter byteRate;
    private final RateMeter verifyRate;
    private final RateMeter unitRate;

    /**
     * A reporter.
     *
     * @param rowsEstimate how many rows the source has, by its own statistics
     */
    public StatusReporter(Sources sources, TimeSource time, long rowsEstimate) {
        this.sources = sources;
        this.time = time;
        this.rowsEstimate = rowsEstimate;
        this.copyRate = new RateMeter(time, sources.counters().rowsCopied::sum);
        this.byteRate = new RateMeter(time, sources.counters().bytesCopied::sum);
        this.verifyRate = new RateMeter(time, sources.counters().rowsVerified::sum);
        this.unitRate = new RateMeter(time, () -> moved(withoutReferences(records())));
    }

    public MigrationStatus status() {
        Plan plan = sources.plan();
        List<UnitRecord> records = records();
        List<UnitRecord> moving = withoutReferences(records);
        Backlog backlog = sources.keeper().backlog();
        long moved = moved(moving);
        long copied = sources.counters().rowsCopied.sum();
        Optional<Estimate> end = estimate(moving, moved, copied);
        KeyspaceName keyspace = plan.keyspace().name();
        return new MigrationStatus(
                keyspace.value(),
                plan.migration().value(),
                plan.source().value(),
                plan.target().value(),
                sources.stage().get(),
                flags(),
                waits(),
                sources.board().phases(),
                waves(records),
                moving.size(),
                moved,
                Math.max(rowsEstimate, copied),
                copied,
                sources.counters().rowsVerified.sum(),
                copyRate.perSecond(),
                byteRate.perSecond(),
                verifyRate.perSecond(),
                backlog.marks(),
                backlog.lagMillis(),
                end,
                plan.deadline(),
                sources.throttle().reason(),
                sources.pauses().pauses(Side.TARGET),
                sources.pauses().pauses(Side.SOURCE),
                attention(records),
                new Alarms(plan, sources.watch(), sources.keyRanges()).of(records, moving(), end, time.wallClock()),
                sources.keyRanges().inWords(),
                sources.control().revision(keyspace));
    }

    /** Whether the waves are not all through. */
    private boolean moving() {
        String stage = sources.stage().get();
        return stage.equals("prepare") || stage.startsWith("wave ");
    }

    private List<UnitRecord> records() {
        return sources.board().records(record -> true);
    }

    /** Reference tables move when the migration is finalized; until then they would look like units that are left. */
    private List<UnitRecord> withoutReferences(List<UnitRecord> records) {
        return records.stream()
                .filter(record -> !sources.plan().isReference(record.wave()))
                .toList();
    }

    private Flags flags() {
        return sources.control()
                .migration(sources.plan().migration())
                .map(MigrationRecord::flags)
                .orElse(Flags.NONE);
    }

    private List<String> waits() {
        List<String> reasons = new ArrayList<>();
        String stageWaits = sources.waitsFor().get();
        if (!stageWaits.isEmpty()) {
            reasons.add(stageWaits);
        }
        sources.throttle().reason().ifPresent(reasons::add);
        reasons.addAll(sources.board().waits(MOST_REASONS));
        return reasons;
    }

    private List<WaveStatus> waves(List<UnitRecord> records) {
        List<WaveStatus> waves = new ArrayList<>();
        for (WaveRecord wave : sources.control().waves(sources.plan().migration())) {
            Plan.Wave planned = sources.plan().waves().stream()
                    .filter(candidate -> candidate.name().equals(wave.name()))
                    .findFirst()
                    .orElseThrow();
            List<UnitRecord> units = records.stream()
                    .filter(record -> record.wave().equals(wave.name()))
                    .toList();
            boolean beginWanted = planned.approve() && !wave.approved() && !wave.begun();
            boolean cutoverWanted = sources.plan().cutover().approve()
                    && wave.begun()
                    && !wave.cutoverApproved()
                    && !sources.plan().isReference(wave.name());
            waves.add(new WaveStatus(
                    wave.name().value(),
                    stage(wave, units),
                    Flags.NONE,
                    beginWanted || cutoverWanted,
                    units.size(),
                    moved(units)));
        }
        return waves;
    }

    private static String stage(WaveRecord wave, List<UnitRecord> units) {
        if (!wave.begun()) {
            return "waiting";
        }
        return units.stream().allMatch(record -> NextAction.of(record) == NextAction.REST) ? "rests" : "moving";
    }

    private Optional<Estimate> estimate(List<UnitRecord> records, long moved, long copied) {
        double unitsPerSecond = unitRate.perSecond();
        double rowsPerSecond = copyRate.perSecond();
        long unitsLeft = records.size() - moved;
        if (unitsLeft <= 0) {
            return Optional.empty();
        }
        double seconds;
        if (unitsPerSecond > 0) {
            seconds = unitsLeft / unitsPerSecond;
        } else if (rowsPerSecond > 0 && rowsEstimate > copied) {
            seconds = (rowsEstimate - copied) / rowsPerSecond;
        } else {
            return Optional.empty();
        }
        Instant now = time.wallClock();
        return Optional.of(new Estimate(
                now.plus(seconds(seconds * 0.8)), now.plus(seconds(seconds)), now.plus(seconds(seconds * 1.5))));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }

    private static long moved(List<UnitRecord> records) {
        return records.stream()
                .filter(record -> record.state().home() == Side.TARGET)
                .filter(record -> record.phase() == Phase.PROBATION || record.phase() == Phase.SETTLED)
                .count();
    }

    private static List<UnitAttention> attention(List<UnitRecord> records) {
        return records.stream()
                .filter(record -> record.flags().attention().isPresent())
                .limit(MOST_ATTENTION)
                .map(record -> new UnitAttention(
                        record.unit().value(),
                        record.phase(),
                        record.flags().attention().orElseThrow()))
                .toList();
    }
}
