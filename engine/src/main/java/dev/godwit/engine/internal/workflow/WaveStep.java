package dev.godwit.engine.internal.workflow;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Route;
import dev.godwit.core.Side;
import dev.godwit.core.Step;
import dev.godwit.core.StepContext;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.unit.NextAction;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.engine.spi.WaveRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Moves the units of one wave: chooses them, starts them, and waits until each rests at its goal. */
public final class WaveStep implements Step {
    private static final int START_AT_ONCE = 200;
    private static final Duration APPROVAL_POLL = Duration.ofMillis(100);

    private final Plan.Wave wave;
    private final MoveParts parts;

    public WaveStep(Plan.Wave wave, MoveParts parts) {
        this.wave = wave;
        this.parts = parts;
    }

    @Override
    public String name() {
        return "wave-" + wave.name();
    }

    @Override
    public String plan() {
        if (wave.units() instanceof Selection.Reference reference) {
            return "Copy " + reference.units().size() + " reference tables into "
                    + parts.plan().targetsInWords() + " and keep them equal until the migration is finalized";
        }
        if (onRequest()) {
            return "From now on 'godwit move --unit' moves a unit that no other wave has taken to "
                    + parts.plan().targetsInWords() + ", as the waves do; nothing waits for it";
        }
        return "Choose the units of wave " + wave.name() + ", copy and verify each, and change its home to "
                + parts.plan().targetsInWords() + " with a pause of at most "
                + parts.plan().cutover().maxPause().toMillis() + " ms for its writers";
    }

    @Override
    public void execute(StepContext context) throws InterruptedException {
        parts.keyRanges().keep();
        if (!waveRecord().begun()) {
            begin(context);
        }
        startUnits(context);
        if (onRequest()) {
            // Whoever joins is started by a worker, and nobody waits for those who never do.
            return;
        }
        UnitsAwait.until(parts, context, ofWave(), WaveStep::atRest, "moved");
        awaitCutoverApproval(context);
        UnitsAwait.until(parts, context, ofWave(), WaveStep::atRest, "moved");
    }

    @Override
    public boolean check(StepContext context) {
        return waveRecord().begun();
    }

    @Override
    public Reversal reversal() {
        return new Reversal.Undo(
                parts.plan().cutover().wayBack()
                        ? "Roll back the units of wave " + wave.name()
                                + " that were cut over, and remove what was copied"
                        : "Remove what was copied, as long as no unit of wave " + wave.name()
                                + " was cut over; no way back after cutover",
                context -> {
                    List<UnitId> units = parts.readBoard().stream()
                            .filter(ofWave())
                            .map(UnitRecord::unit)
                            .toList();
                    parts.recorder().changeAll(units, record -> record.with(Goal.ABANDONED), "the wave is undone");
                    UnitsAwait.until(
                            parts,
                            context,
                            ofWave(),
                            record -> record.state().home() == Side.SOURCE
                                    && atRest(record)
                                    && !record.phase().inFlight(),
                            "back in the source");
                    parts.control().withdraw(parts.plan().migration(), wave.name(), "undone");
                });
    }

    private void begin(StepContext context) {
        // Its own units are there already when the wave was undone before.
        Set<UnitId> elsewhere = parts.board().records(ofWave().negate()).stream()
                .map(UnitRecord::unit)
                .collect(Collectors.toSet());
        Map<Route, List<UnitId>> chosen = new Destinations(parts).of(wave.units(), elsewhere);
        Goal goal = parts.plan().cutover().approve() || wave.units() instanceof Selection.Reference
                ? Goal.SYNCED
                : Goal.MOVED;
        List<UnitId> taken = parts.recorder().begin(parts.plan(), wave.name(), chosen, goal);
        context.note(
                onRequest()
                        ? "units join wave " + wave.name() + " with 'godwit move --unit'"
                        : "wave " + wave.name() + " takes " + taken.size() + " units");
    }

    private void startUnits(StepContext context) throws InterruptedException {
        List<UnitRecord> waiting = parts.control().units(parts.plan().migration()).stream()
                .filter(ofWave())
                .filter(record -> NextAction.of(record) == NextAction.START)
                .toList();
        for (int start = 0; start < waiting.size(); start += START_AT_ONCE) {
            context.awaitNotPaused();
            start(waiting.subList(start, Math.min(waiting.size(), start + START_AT_ONCE)), context);
        }
    }

    /** Where one of several stores does not answer, its units are left to the workers, who try each again and say why. */
    private void start(List<UnitRecord> units, StepContext context) throws InterruptedException {
        try {
            parts.starter().start(units);
        } catch (GodwitException e) {
            boolean away = e.code() == ErrorCode.STORE_UNREACHABLE || e.code() == ErrorCode.STORE_CONNECTION_LOST;
            if (parts.plan().spread().isEmpty() || !away) {
                throw e;
            }
            context.note(e.describe());
            units.forEach(parts.board()::show);
        }
    }

    private void awaitCutoverApproval(StepContext context) throws InterruptedException {
        if (wave.units() instanceof Selection.Reference) {
            return;
        }
        while (parts.plan().cutover().approve() && !waveRecord().cutoverApproved()) {
            context.waitsFor(
                    "the cutover of wave " + wave.name() + " waits for 'godwit approve --wave " + wave.name() + "'");
            context.time().sleep(APPROVAL_POLL);
            context.awaitNotPaused();
        }
        context.waitsFor("");
    }

    private boolean onRequest() {
        return wave.units() instanceof Selection.OnRequest;
    }

    private WaveRecord waveRecord() {
        return parts.control().waves(parts.plan().migration()).stream()
                .filter(record -> record.name().equals(wave.name()))
                .findFirst()
                .orElseThrow();
    }

    private Predicate<UnitRecord> ofWave() {
        return record -> record.wave().equals(wave.name());
    }

    private static boolean atRest(UnitRecord record) {
        return NextAction.of(record) == NextAction.REST;
    }
}
