package dev.godwit.engine.internal.status;

import dev.godwit.core.Flags;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Plan;
import dev.godwit.core.Side;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.MoveFigures;
import dev.godwit.engine.internal.keys.KeyRangeWatch;
import dev.godwit.engine.internal.mover.MoveCounters;
import dev.godwit.engine.internal.mover.Throttle;
import dev.godwit.engine.internal.unit.BacklogWatch;
import dev.godwit.engine.internal.unit.MirrorKeeper;
import dev.godwit.engine.internal.unit.MirrorKeeper.Backlog;
import dev.godwit.engine.internal.unit.UnitBoard;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.engine.spi.WaveRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the one status record from what the records and counters say. Thread-safe. */
public final class StatusReporter {
    private static final int MOST_REASONS = 5;
    /** From so many on counting them takes milliseconds. */
    private static final int MANY_UNITS = 10_000;

    private static final int REST_PER_COUNT = 10;

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
            Supplier<List<Alarm>> alarms,
            Supplier<String> stage,
            Supplier<String> waitsFor) {}

    private final Sources sources;
    private final TimeSource time;
    private final long rowsEstimate;
    private final RateMeter copyRate;
    private final RateMeter byteRate;
    private final RateMeter verifyRate;
    private final Forecast unitForecast;
    private final Forecast rowForecast;
    private volatile Optional<Counted> last = Optional.empty();

    /** A tally, the version of the board that it was made of, and until when it is good enough although units change. */
    private record Counted(long version, UnitTally tally, long untilNanos) {}

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
        this.unitForecast = new Forecast(time);
        this.rowForecast = new Forecast(time);
    }

    /**
     * What the units come to; counted anew only when one has changed since, and for most of the time not at all when they
     * are many.
     */
    public UnitTally tally() {
        long version = sources.board().changed().version();
        long begun = time.monotonicNanos();
        Optional<Counted> known = last;
        if (known.isPresent()
                && (known.get().version() == version || begun - known.get().untilNanos() < 0)) {
            return known.get().tally();
        }
        List<UnitRecord> records = sources.board().records();
        UnitTally tally = new UnitTally(sources.plan(), records);
        long rest = records.size() < MANY_UNITS ? 0 : (time.monotonicNanos() - begun) * REST_PER_COUNT;
        last = Optional.of(new Counted(version, tally, begun + rest));
        return tally;
    }

    public MigrationStatus status() {
        Plan plan = sources.plan();
        UnitTally tally = tally();
        Backlog backlog = sources.keeper().backlog();
        long copied = sources.counters().rowsCopied.sum();
        Flags flags = flags();
        KeyspaceName keyspace = plan.keyspace().name();
        return new MigrationStatus(
                keyspace.value(),
                plan.migration().value(),
                plan.sourcesInWords(),
                plan.targetsInWords(),
                sources.stage().get(),
                flags,
                waits(),
                sources.board().phases(),
                waves(tally),
                tally.units(),
                tally.moved(),
                Math.max(rowsEstimate, copied),
                copied,
                sources.counters().rowsVerified.sum(),
                copyRate.perSecond(),
                byteRate.perSecond(),
                verifyRate.perSecond(),
                backlog.marks(),
                backlog.lagMillis(),
                estimate(tally, copied, flags.paused().isPresent()),
                plan.deadline(),
                heldBack(),
                sources.pauses().pauses(Side.TARGET),
                sources.pauses().pauses(Side.SOURCE),
                List.copyOf(tally.attention()),
                sources.alarms().get(),
                sources.keyRanges().inWords(),
                sources.control().revision(keyspace));
    }

    /** What the movers have done, for graphs. */
    public MoveFigures figures() {
        MoveCounters counters = sources.counters();
        return new MoveFigures(
                counters.bytesCopied.sum(),
                counters.marksDrained.sum(),
                counters.rowsRemoved.sum(),
                counters.differencesRepaired.sum(),
                sources.throttle().kind(),
                sources.pauses().counts(Side.TARGET),
                sources.pauses().counts(Side.SOURCE));
    }

    private Flags flags() {
        return sources.control()
                .migration(sources.plan().migration())
                .map(MigrationRecord::flags)
                .orElse(Flags.NONE);
    }

    /** Whoever is done with everything has nothing to hold back. */
    private Optional<String> heldBack() {
        return MigrationStatus.isEnd(sources.stage().get())
                ? Optional.empty()
                : sources.throttle().reason();
    }

    private List<String> waits() {
        List<String> reasons = new ArrayList<>();
        String stageWaits = sources.waitsFor().get();
        if (!stageWaits.isEmpty()) {
            reasons.add(stageWaits);
        }
        heldBack().ifPresent(reasons::add);
        reasons.addAll(sources.board().waits(MOST_REASONS));
        return reasons;
    }

    private List<WaveStatus> waves(UnitTally tally) {
        List<WaveStatus> waves = new ArrayList<>();
        for (WaveRecord wave : sources.control().waves(sources.plan().migration())) {
            Plan.Wave planned = sources.plan().waves().stream()
                    .filter(candidate -> candidate.name().equals(wave.name()))
                    .findFirst()
                    .orElseThrow();
            boolean beginWanted = planned.approve() && !wave.approved() && !wave.begun();
            boolean cutoverWanted = sources.plan().cutover().approve()
                    && wave.begun()
                    && !wave.cutoverApproved()
                    && !sources.plan().isReference(wave.name());
            UnitTally.OfWave units = tally.wave(wave.name());
            waves.add(new WaveStatus(
                    wave.name().value(),
                    !wave.begun() ? "waiting" : units.rests() ? "rests" : "moving",
                    Flags.NONE,
                    beginWanted || cutoverWanted,
                    units.units(),
                    units.moved()));
        }
        return waves;
    }

    /** By units where some have moved; before the first one has, by rows. */
    private Optional<Estimate> estimate(UnitTally tally, long copied, boolean paused) {
        if (paused) {
            unitForecast.forget();
            rowForecast.forget();
            return Optional.empty();
        }
        unitForecast.observe(tally.moved());
        rowForecast.observe(copied);
        long unitsLeft = tally.units() - tally.moved();
        return unitsLeft == 0
                ? Optional.empty()
                : unitForecast.end(unitsLeft).or(() -> rowForecast.end(rowsEstimate - copied));
    }
}
