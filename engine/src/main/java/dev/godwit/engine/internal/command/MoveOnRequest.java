package dev.godwit.engine.internal.command;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Route;
import dev.godwit.core.Side;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.internal.unit.Recorder;
import dev.godwit.engine.internal.unit.UnitBoard;
import dev.godwit.engine.internal.workflow.DefaultHomeStep;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Joining;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.UnitRecord;
import java.util.function.Function;

/**
 * Moves one unit because somebody asks for it: a unit that no wave has taken joins the wave on request, one whose move was
 * taken back goes again. Whether a wave takes the unit at the same moment is decided by the control store: it belongs to
 * one of the two, and moves. Thread-safe.
 */
final class MoveOnRequest {
    private final Plan plan;
    private final ControlStore control;
    private final Recorder recorder;
    private final UnitBoard board;
    private final Function<UnitId, Route> ways;
    private final PausePoints pausePoints;

    /** @param ways the way that a unit goes */
    MoveOnRequest(
            Plan plan,
            ControlStore control,
            Recorder recorder,
            UnitBoard board,
            Function<UnitId, Route> ways,
            PausePoints pausePoints) {
        this.ways = ways;
        this.plan = plan;
        this.control = control;
        this.recorder = recorder;
        this.board = board;
        this.pausePoints = pausePoints;
    }

    /**
     * Carries the command out.
     *
     * @return what will happen, in one sentence
     * @throws GodwitException when it is not possible now; nothing was changed
     */
    String carryOut(Command command) {
        UnitId unit = command.scope()
                .unit()
                .filter(named -> command.scope().wave().isEmpty())
                .orElseThrow(() ->
                        new GodwitException(ErrorCode.INVALID_REQUEST, "scope: name one unit that moves, and no wave"));
        MigrationRecord migration = control.migration(plan.migration()).orElseThrow();
        if (board.record(unit).isEmpty()) {
            UnitRecord record = join(unit, journal(command));
            pausePoints.reached(PausePoint.AFTER_JOIN_RECORD);
            board.show(record);
        }
        String answer = again(board.record(unit).orElseThrow(), migration, command);
        return migration
                .flags()
                .paused()
                .map(reason -> answer + " The migration is paused: " + reason + ".")
                .orElse(answer);
    }

    private UnitRecord join(UnitId unit, String journal) {
        if (plan.keyspace().entitiesOf(unit).isEmpty()) {
            throw new GodwitException(ErrorCode.UNIT_NOT_FOUND, "no table of the plan can have rows of unit " + unit);
        }
        WaveName wave = plan.onRequest()
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.WAVE_ON_REQUEST_MISSING,
                        "no wave has taken unit " + unit + ", and the plan has none that units join on request"));
        return recorder.join(plan, wave, unit, ways.apply(unit), DefaultHomeStep.NAME, journal);
    }

    private String again(UnitRecord known, MigrationRecord migration, Command command) {
        UnitId unit = known.unit();
        UnitRecord record = recorder.change(
                unit,
                now -> {
                    requireMovable(now);
                    if (now.goal() == Goal.MOVED) {
                        return now;
                    }
                    Joining.requireUnderWay(migration);
                    return now.with(Goal.MOVED);
                },
                journal(command));
        String hint = record.flags()
                .attention()
                .or(() -> record.flags().paused())
                .map(reason -> " It waits for 'godwit resume --unit " + unit + "': " + reason + ".")
                .orElse("");
        return record.phase() == Phase.PROBATION
                ? "Unit " + unit + " lives in " + record.target() + "." + hint
                : "Unit " + unit + " moves to " + record.target() + ", in wave " + record.wave() + "." + hint;
    }

    private void requireMovable(UnitRecord record) {
        if (plan.isReference(record.wave())) {
            throw new GodwitException(
                    ErrorCode.FORBIDDEN_TRANSITION,
                    "unit " + record.unit() + " is a reference table, which moves when the migration is finalized");
        }
        boolean settled = !record.phase().inFlight() && record.state().home() == Side.TARGET;
        if (settled || record.goal() == Goal.FINALIZED) {
            throw new GodwitException(
                    ErrorCode.POINT_OF_NO_RETURN,
                    "unit " + record.unit() + " is finalized: it lives in " + record.target() + " for good");
        }
    }

    private static String journal(Command command) {
        String reason = command.reason().isEmpty() ? "" : ": " + command.reason();
        return "MOVE by " + command.actor() + reason;
    }
}
