package dev.godwit.core;

import static dev.godwit.core.Phase.CLEANING;
import static dev.godwit.core.Phase.COPYING;
import static dev.godwit.core.Phase.CUTTING;
import static dev.godwit.core.Phase.CUTTING_BACK;
import static dev.godwit.core.Phase.PROBATION;
import static dev.godwit.core.Phase.SETTLED;
import static dev.godwit.core.Phase.SYNCED;
import static dev.godwit.core.Side.SOURCE;
import static dev.godwit.core.Side.TARGET;
import static dev.godwit.core.UnitCommand.AWAIT_ACKNOWLEDGEMENTS;
import static dev.godwit.core.UnitCommand.COMPARE;
import static dev.godwit.core.UnitCommand.COPY;
import static dev.godwit.core.UnitCommand.DEMOTE;
import static dev.godwit.core.UnitCommand.DRAIN;
import static dev.godwit.core.UnitCommand.FREEZE;
import static dev.godwit.core.UnitCommand.MIRROR;
import static dev.godwit.core.UnitCommand.PROMOTE;
import static dev.godwit.core.UnitCommand.REMOVE_SOURCE_ROWS_AFTER_RETENTION;
import static dev.godwit.core.UnitCommand.REMOVE_TARGET_ROWS;
import static dev.godwit.core.UnitCommand.RETIRE_SOURCE;
import static dev.godwit.core.UnitCommand.RETIRE_TARGET;
import static dev.godwit.core.UnitCommand.SEAL;
import static dev.godwit.core.UnitCommand.SHUT_OUT_MOVERS;
import static dev.godwit.core.UnitCommand.STOP_MARKING;
import static dev.godwit.core.UnitCommand.VERIFY;
import static dev.godwit.core.UnitCommand.WAIT_FOR_WRITERS;
import static dev.godwit.core.UnitCommand.WRITE_FENCES;
import static dev.godwit.core.UnitEvent.ABORT;
import static dev.godwit.core.UnitEvent.CLEANED;
import static dev.godwit.core.UnitEvent.COPIED;
import static dev.godwit.core.UnitEvent.CUT_OVER;
import static dev.godwit.core.UnitEvent.FINALIZE;
import static dev.godwit.core.UnitEvent.PROMOTED;
import static dev.godwit.core.UnitEvent.ROLL_BACK;
import static dev.godwit.core.UnitEvent.START;
import static dev.godwit.core.UnitEvent.THAWED;

import java.util.List;

/**
 * The phases of a unit as a pure transition table: (state, event) to (state, commands). No clock, no I/O. The diagram in
 * {@code ARCHITECTURE.md} is generated from this table and compared in a test.
 */
public final class UnitLifecycle {
    /** One edge of the table. */
    public record Transition(UnitState from, UnitEvent event, UnitState to, List<UnitCommand> commands) {}

    /** What an allowed event leads to. */
    public record Decision(UnitState state, List<UnitCommand> commands) {}

    private static final List<UnitCommand> CHANGE_HOME =
            List.of(AWAIT_ACKNOWLEDGEMENTS, FREEZE, DRAIN, COMPARE, SEAL, DEMOTE, PROMOTE);

    private static final List<Transition> TABLE = List.of(
            edge(SETTLED, SOURCE, START, COPYING, SOURCE, WRITE_FENCES, WAIT_FOR_WRITERS, COPY, VERIFY),
            edge(COPYING, SOURCE, COPIED, SYNCED, SOURCE, MIRROR),
            edge(COPYING, SOURCE, ABORT, CLEANING, SOURCE, SHUT_OUT_MOVERS, REMOVE_TARGET_ROWS, RETIRE_TARGET),
            edge(SYNCED, SOURCE, ABORT, CLEANING, SOURCE, SHUT_OUT_MOVERS, REMOVE_TARGET_ROWS, RETIRE_TARGET),
            edge(SYNCED, SOURCE, CUT_OVER, CUTTING, SOURCE, CHANGE_HOME),
            edge(CUTTING, SOURCE, THAWED, SYNCED, SOURCE, MIRROR),
            edge(CUTTING, SOURCE, PROMOTED, PROBATION, TARGET, MIRROR),
            edge(PROBATION, TARGET, ROLL_BACK, CUTTING_BACK, TARGET, CHANGE_HOME),
            edge(CUTTING_BACK, TARGET, THAWED, PROBATION, TARGET, MIRROR),
            edge(CUTTING_BACK, TARGET, PROMOTED, SYNCED, SOURCE, MIRROR),
            edge(CLEANING, SOURCE, CLEANED, SETTLED, SOURCE, STOP_MARKING),
            edge(
                    PROBATION,
                    TARGET,
                    FINALIZE,
                    SETTLED,
                    TARGET,
                    RETIRE_SOURCE,
                    STOP_MARKING,
                    REMOVE_SOURCE_ROWS_AFTER_RETENTION));

    private UnitLifecycle() {}

    /**
     * Decides what an event does to a unit.
     *
     * @throws ForbiddenTransitionException when the table has no such edge
     */
    public static Decision decide(UnitState state, UnitEvent event) {
        for (Transition transition : TABLE) {
            if (transition.from().equals(state) && transition.event() == event) {
                return new Decision(transition.to(), transition.commands());
            }
        }
        throw new ForbiddenTransitionException(state, event);
    }

    /** All edges, in the order of a successful move. */
    public static List<Transition> transitions() {
        return TABLE;
    }

    private static Transition edge(
            Phase from, Side home, UnitEvent event, Phase to, Side newHome, UnitCommand... commands) {
        return edge(from, home, event, to, newHome, List.of(commands));
    }

    private static Transition edge(
            Phase from, Side home, UnitEvent event, Phase to, Side newHome, List<UnitCommand> commands) {
        return new Transition(new UnitState(from, home), event, new UnitState(to, newHome), commands);
    }
}
