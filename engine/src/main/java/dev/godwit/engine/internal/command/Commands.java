package dev.godwit.engine.internal.command;

import dev.godwit.core.CommandPhases;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.core.NotInThisPhaseException;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Route;
import dev.godwit.core.Side;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.internal.unit.NextAction;
import dev.godwit.engine.internal.unit.Probation;
import dev.godwit.engine.internal.unit.Recorder;
import dev.godwit.engine.internal.unit.UnitBoard;
import dev.godwit.engine.internal.unit.UnitWorker;
import dev.godwit.engine.internal.workflow.DefaultHomeStep;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.ControlStore.StepState;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.MigrationRecord.Intent;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.engine.spi.WaveRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Carries out an operator's commands: each is checked, then written down; its effect follows. Thread-safe. */
public final class Commands {
    private final Plan plan;
    private final MigrationName migration;
    private final ControlStore control;
    private final Recorder recorder;
    private final UnitBoard board;
    private final UnitWorker worker;
    private final Probation probation;
    private final Resumption resumption;
    private final Consumer<Optional<Long>> bound;
    private final MoveOnRequest moves;
    /** Held by the commands that must not meet: one lets a unit go, the others end the going of all. */
    private final ReentrantLock ending = new ReentrantLock();

    public Commands(
            Plan plan,
            ControlStore control,
            Recorder recorder,
            UnitBoard board,
            UnitWorker worker,
            Probation probation,
            Resumption resumption,
            Consumer<Optional<Long>> bound,
            Function<UnitId, Route> ways,
            PausePoints pausePoints) {
        this.moves = new MoveOnRequest(plan, control, recorder, board, ways, pausePoints);
        this.bound = bound;
        this.plan = plan;
        this.migration = plan.migration();
        this.control = control;
        this.recorder = recorder;
        this.board = board;
        this.worker = worker;
        this.probation = probation;
        this.resumption = resumption;
    }

    /** What else happens when work that needed attention is resumed. */
    @FunctionalInterface
    public interface Resumption {
        void resume();
    }

    /**
     * Carries a command out.
     *
     * @return what will happen, in one sentence
     * @throws GodwitException when it is not possible now; nothing was changed
     */
    public String carryOut(Command command) {
        return switch (command.kind()) {
            case PAUSE -> pause(command);
            case RESUME -> resume(command);
            case APPROVE -> approve(command);
            case MOVE -> alone(() -> moves.carryOut(command));
            case CUTOVER -> cutOver(command);
            case ROLLBACK -> rollBack(command);
            case ABORT -> alone(() -> abort(command));
            case FINALIZE -> alone(() -> finish(command));
            case VERIFY -> verify(command);
            case THROTTLE -> throttle(command);
            case REPAIR -> repair(command);
        };
    }

    private String alone(Supplier<String> command) {
        ending.lock();
        try {
            return command.get();
        } finally {
            ending.unlock();
        }
    }

    private String pause(Command command) {
        String reason = command.reason().isEmpty() ? "paused by " + command.actor() : command.reason();
        if (command.scope().equals(Scope.MIGRATION)) {
            control.update(
                    migration,
                    record -> record.with(
                            new Flags(Optional.of(reason), record.flags().attention())),
                    "paused: " + reason);
            board.changed().raise();
            return "The migration pauses: nothing new begins, mirrors stay equal to their homes.";
        }
        List<UnitId> units = units(command.scope());
        change(
                units,
                command,
                record -> record.with(
                        new Flags(Optional.of(reason), record.flags().attention())));
        return counted(units, "unit pauses.", "units pause.");
    }

    private String resume(Command command) {
        resumption.resume();
        if (command.scope().equals(Scope.MIGRATION)) {
            control.update(migration, record -> record.with(Flags.NONE), "resumed by " + command.actor());
        }
        List<UnitId> units = units(command.scope());
        change(units, command, record -> record.with(Flags.NONE));
        units.forEach(board::hurry);
        return counted(units, "unit goes on.", "units go on.");
    }

    private String approve(Command command) {
        WaveRecord wave = wave(command.scope());
        if (!wave.approved() && !wave.begun()) {
            control.approve(
                    migration,
                    new WaveRecord(wave.name(), wave.position(), false, true, false),
                    "approved by " + command.actor());
            return "Wave " + wave.name() + " may begin.";
        }
        control.approve(
                migration,
                new WaveRecord(wave.name(), wave.position(), wave.begun(), true, true),
                "cutover approved by " + command.actor());
        change(units(new Scope(Optional.of(wave.name()), Optional.empty())), command, this::towardsTarget);
        return "The units of wave " + wave.name() + " are cut over.";
    }

    private String cutOver(Command command) {
        List<UnitId> units = units(command.scope());
        change(units, command, record -> {
            requirePhase(command, record);
            return towardsTarget(record);
        });
        return counted(units, "unit goes on to its cutover.", "units go on to their cutover.");
    }

    private UnitRecord towardsTarget(UnitRecord record) {
        if (plan.isReference(record.wave())) {
            return record;
        }
        boolean settled = !record.phase().inFlight() && record.state().home() == Side.TARGET;
        return settled || record.goal() == Goal.FINALIZED ? record : record.with(Goal.MOVED);
    }

    private String rollBack(Command command) {
        List<UnitId> units = units(command.scope());
        change(units, command, record -> {
            requireWayBack(record);
            requirePhase(command, record);
            boolean inFlight = record.phase().inFlight() && record.phase() != Phase.CLEANING;
            return inFlight ? record.with(Goal.SYNCED) : record;
        });
        return counted(
                units,
                "unit goes back to its source and stays mirrored; 'godwit cutover' moves it again.",
                "units go back to their source and stay mirrored; 'godwit cutover' moves them again.");
    }

    private void requireNoneBornInTarget() {
        boolean begun = control.step(migration.value(), DefaultHomeStep.NAME)
                .filter(state -> state != StepState.UNDONE)
                .isPresent();
        if (begun) {
            throw new GodwitException(
                    ErrorCode.POINT_OF_NO_RETURN,
                    "units are born in " + plan.target() + " by now, which nobody could take back; 'godwit rollback'"
                            + " takes back those that were moved");
        }
    }

    private String abort(Command command) {
        List<UnitId> units = units(command.scope());
        units.forEach(unit -> requireWayBack(board.record(unit).orElseThrow()));
        if (command.scope().equals(Scope.MIGRATION)) {
            requireNoneBornInTarget();
            control.update(
                    migration,
                    record -> {
                        if (record.intent() == Intent.FINALIZE) {
                            throw new GodwitException(ErrorCode.POINT_OF_NO_RETURN, "the migration is being finalized");
                        }
                        return record.with(Intent.ABORT);
                    },
                    "abort asked for by " + command.actor());
            return "The migration is undone: units go back to the source, what was copied is removed.";
        }
        change(units, command, record -> {
            requireWayBack(record);
            return record.with(Goal.ABANDONED);
        });
        return counted(units, "move is undone.", "moves are undone.");
    }

    private String finish(Command command) {
        List<UnitId> units = units(command.scope());
        if (command.scope().equals(Scope.MIGRATION) && !plan.takesAll()) {
            // They stay in the source, as those that no wave took.
            units = units.stream()
                    .filter(unit -> !board.record(unit).orElseThrow().givenUp())
                    .toList();
        }
        for (UnitId unit : units) {
            UnitRecord record = board.record(unit).orElseThrow();
            boolean moved = (record.state().home() == Side.TARGET || plan.isReference(record.wave()))
                    && NextAction.of(record) == NextAction.REST;
            if (!moved && record.goal() != Goal.FINALIZED) {
                throw new NotInThisPhaseException(
                        "unit " + unit + " is " + record.state() + "; finalize needs it to be moved and at rest",
                        CommandPhases.of(command.kind()));
            }
        }
        if (command.reason().isBlank()) {
            requireProbationOver(units);
        }
        if (command.scope().equals(Scope.MIGRATION)) {
            requireAllWavesBegun();
            control.update(
                    migration, record -> record.with(Intent.FINALIZE), "finalize asked for by " + command.actor());
            return "The move of " + counted(units, "unit", "units") + " is accepted for good.";
        }
        change(units, command, record -> record.with(Goal.FINALIZED));
        return "The move of " + counted(units, "unit", "units") + " is accepted for good.";
    }

    private String verify(Command command) {
        command.scope().unit().flatMap(board::record).ifPresent(record -> requirePhase(command, record));
        List<UnitId> units = mirrored(command.scope());
        units.forEach(worker::requestVerify);
        return counted(units, "unit is", "units are")
                + " compared row by row; differences show as attention, the rest in the journal.";
    }

    /** As after a loss of commits: the next whole comparison makes the mirror equal instead of asking for attention. */
    private String repair(Command command) {
        command.scope().unit().flatMap(board::record).ifPresent(record -> requirePhase(command, record));
        List<UnitId> units = mirrored(command.scope());
        change(
                units,
                command,
                record -> record.leftover() == Leftover.NONE
                        ? record.with(Leftover.UNVERIFIED).with(Flags.NONE)
                        : record.with(Flags.NONE));
        units.forEach(worker::requestRepair);
        return counted(units, "unit is", "units are")
                + " compared row by row, and what differs in the mirror is made equal to home.";
    }

    /** Those that have a mirror which is at rest. */
    private List<UnitId> mirrored(Scope scope) {
        return units(scope).stream()
                .filter(unit -> {
                    Phase phase = board.record(unit).orElseThrow().phase();
                    return phase.mirrors() && !phase.cutting() && (phase != Phase.PROBATION || hasWayBack());
                })
                .toList();
    }

    private String throttle(Command command) {
        if (!command.scope().equals(Scope.MIGRATION)) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "scope: the copy of a whole migration is bounded");
        }
        if (command.rowsPerSecond().filter(rows -> rows < 1).isPresent()) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "rowsPerSecond: at least 1; to stand still, pause");
        }
        control.update(
                migration,
                record -> record.bound(command.rowsPerSecond()),
                command.rowsPerSecond()
                                .map(rows -> "bounded to " + rows + " rows/s by ")
                                .orElse("no longer bounded by ")
                        + command.actor());
        bound.accept(command.rowsPerSecond());
        return command.rowsPerSecond()
                .map(rows -> "At most " + rows + " rows are copied in a second.")
                .orElse("The copy is as fast as the plan allows.");
    }

    private void requireProbationOver(List<UnitId> units) {
        List<UnitRecord> records = units.stream()
                .map(unit -> board.record(unit).orElseThrow())
                .filter(record -> record.goal() != Goal.FINALIZED)
                .toList();
        probation.lastsUntil(records).ifPresent(end -> {
            throw new GodwitException(ErrorCode.PROBATION_OPEN, "the probation lasts until " + end);
        });
    }

    private void requireAllWavesBegun() {
        for (WaveRecord wave : control.waves(migration)) {
            if (!wave.begun()) {
                throw new GodwitException(ErrorCode.FORBIDDEN_TRANSITION, "wave " + wave.name() + " has not begun yet");
            }
        }
    }

    /** Of a wave, those are meant to which it applies; of one unit somebody has made a mistake. */
    private static void requirePhase(Command command, UnitRecord record) {
        if (command.scope().unit().isPresent()) {
            CommandPhases.require(command.kind(), record.unit(), record.phase());
        }
    }

    private boolean hasWayBack() {
        return plan.cutover().wayBack();
    }

    private void requireWayBack(UnitRecord record) {
        if (!hasWayBack() && (record.phase() == Phase.PROBATION || record.phase() == Phase.CUTTING)) {
            throw new GodwitException(
                    ErrorCode.NO_WAY_BACK,
                    "unit " + record.unit() + " is " + record.phase() + ", and the plan says 'wayBack: false'");
        }
        boolean settledInTarget = !record.phase().inFlight() && record.state().home() == Side.TARGET;
        if (settledInTarget || record.goal() == Goal.FINALIZED) {
            throw new GodwitException(ErrorCode.POINT_OF_NO_RETURN, "unit " + record.unit() + " is finalized");
        }
        record.requireWayBack();
    }

    private void change(List<UnitId> units, Command command, UnaryOperator<UnitRecord> change) {
        String reason = command.reason().isEmpty() ? "" : ": " + command.reason();
        recorder.changeAll(units, change, command.kind() + " by " + command.actor() + reason);
    }

    private List<UnitId> units(Scope scope) {
        if (scope.unit().isPresent()) {
            UnitId unit = scope.unit().get();
            if (board.record(unit).isEmpty()) {
                throw new GodwitException(ErrorCode.UNIT_NOT_FOUND, "no unit " + unit + " in migration " + migration);
            }
            return List.of(unit);
        }
        if (scope.wave().isPresent()) {
            WaveName wave = wave(scope).name();
            return board.records(record -> record.wave().equals(wave)).stream()
                    .map(UnitRecord::unit)
                    .toList();
        }
        return board.records(record -> true).stream().map(UnitRecord::unit).toList();
    }

    private WaveRecord wave(Scope scope) {
        List<WaveRecord> waves = control.waves(migration);
        if (scope.wave().isPresent()) {
            WaveName wanted = scope.wave().get();
            return waves.stream()
                    .filter(wave -> wave.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new GodwitException(
                            ErrorCode.WAVE_NOT_FOUND, "no wave " + wanted + " in migration " + migration));
        }
        return waves.stream()
                .filter(wave -> !wave.cutoverApproved())
                .findFirst()
                .orElseThrow(() -> new GodwitException(ErrorCode.WAVE_NOT_FOUND, "no wave waits for an approval"));
    }

    private static String counted(List<UnitId> units, String one, String many) {
        return units.size() + " " + (units.size() == 1 ? one : many);
    }
}
