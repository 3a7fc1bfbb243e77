package dev.godwit.engine.internal.alarm;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.Repetition;
import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.internal.keys.KeyRangeWatch;
import dev.godwit.engine.internal.lease.LeaseRegistry;
import dev.godwit.engine.internal.mover.MoveCounters;
import dev.godwit.engine.internal.status.StatusReporter;
import dev.godwit.engine.internal.status.UnitTally;
import dev.godwit.engine.internal.unit.BacklogWatch;
import dev.godwit.engine.spi.ControlStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again for what somebody should know. Thread-safe. */
public final class AlarmWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmWatch.class);
    /** Alarms write journal entries themselves; older ones say when anything else happened. */
    private static final int ENTRIES = 200;

    /** Where it looks. */
    public record Sources(
            Plan plan,
            ControlStore control,
            StatusReporter reporter,
            MoveCounters counters,
            BacklogWatch backlog,
            KeyRangeWatch keyRanges,
            Failures failures,
            LeaseRegistry leases,
            ShadowDifferences shadows,
            ObjectsLeft objects) {}

    /** What changes when something moves; a unit's record also changes when an attempt has failed. */
    private record Moved(long rowsCopied, long rowsRemoved, long rowsVerified, Map<Phase, Long> phases) {}

    private record Happened(Moved moved, String stage, Object flags, Object waves) {}

    private final Sources sources;
    private final AlarmTerms terms;
    private final Conditions conditions;
    private final AlarmBook book;
    private final TimeSource time;
    private final SteadyClock clock;
    private final Repetition repetition;
    private @Nullable Progress moves;
    private @Nullable Progress events;

    public AlarmWatch(
            Sources sources, AlarmBook book, AlarmTerms terms, Tasks tasks, TimeSource time, SteadyClock clock) {
        this.sources = sources;
        this.book = book;
        this.terms = terms;
        this.conditions = new Conditions(terms);
        this.time = time;
        this.clock = clock;
        this.repetition = new Repetition("godwit-alarms", this::look, terms.every(), tasks, time);
    }

    public void start() {
        repetition.start();
    }

    /** Ends it and waits for its end. */
    public void stop() {
        repetition.stop();
    }

    private void look() {
        try {
            MigrationStatus status = sources.reporter().status();
            book.update(conditions.in(sight(status, sources.reporter().tally())));
        } catch (GodwitException e) {
            // What can't be asked now is asked again; that the control store is gone is told by those who need it.
            LOG.debug("{}: alarms could not be looked at: {}", sources.plan().migration(), e.describe());
        }
    }

    private Sight sight(MigrationStatus status, UnitTally units) {
        Progress still = observeMoves(status, units);
        Progress quiet = observeEvents(status);
        return new Sight(
                sources.plan(),
                status,
                units,
                time.wallClock(),
                clock,
                sources.backlog().copyHeld(),
                sources.keyRanges().alarms(),
                sources.failures().lasting(terms.failing()),
                sources.leases().silent(terms.routerSilent()),
                sources.shadows().within(terms.differing()),
                still.quietFor(),
                quiet.quietSince(),
                sources.objects().leftBy(status));
    }

    private Progress observeMoves(MigrationStatus status, UnitTally units) {
        Progress progress = moves;
        if (progress == null) {
            // A server before this one may have seen the beginning of it.
            Instant since = book.isOn(AlarmKind.STALLED) ? clock.now().minus(terms.stalled()) : clock.now();
            progress = new Progress(clock, since);
            moves = progress;
        }
        boolean should = units.pending() > 0 || prepares(status);
        if (!should || status.ended() || status.flags().paused().isPresent()) {
            progress.restart();
        }
        progress.observe(moved(status));
        return progress;
    }

    /** Before the first wave; not while somebody has to let it begin. */
    private static boolean prepares(MigrationStatus status) {
        return status.stage().equals("prepare") && status.waves().stream().noneMatch(WaveStatus::approvalWanted);
    }

    private Progress observeEvents(MigrationStatus status) {
        Progress progress = events;
        if (progress == null) {
            progress = new Progress(clock, lastEntry());
            events = progress;
        }
        progress.observe(new Happened(moved(status), status.stage(), status.flags(), status.waves()));
        return progress;
    }

    private Moved moved(MigrationStatus status) {
        MoveCounters counters = sources.counters();
        return new Moved(
                counters.rowsCopied.sum(), counters.rowsRemoved.sum(), counters.rowsVerified.sum(), status.phases());
    }

    private Instant lastEntry() {
        List<JournalEntry> entries = sources.control().journal(sources.plan().migration(), ENTRIES);
        return entries.stream()
                .filter(entry -> !entry.subject().equals(ControlStore.ALARM))
                .map(entry -> Instant.parse(entry.at()))
                .reduce((earlier, later) -> later)
                .orElseGet(clock::now);
    }
}
