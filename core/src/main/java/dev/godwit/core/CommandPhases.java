package dev.godwit.core;

import dev.godwit.core.MigrationControl.CommandKind;
import java.util.EnumSet;
import java.util.Set;

/** In which phases of a unit a command about it means anything. Pure. */
public final class CommandPhases {
    private CommandPhases() {}

    /** The phases in which the command is taken for one unit. */
    public static Set<Phase> of(CommandKind kind) {
        return switch (kind) {
            case PAUSE, RESUME, APPROVE, MOVE, ABORT, THROTTLE -> EnumSet.allOf(Phase.class);
            case CUTOVER -> EnumSet.complementOf(EnumSet.of(Phase.CLEANING));
            case ROLLBACK ->
                EnumSet.of(Phase.COPYING, Phase.SYNCED, Phase.CUTTING, Phase.PROBATION, Phase.CUTTING_BACK);
            case FINALIZE -> EnumSet.of(Phase.PROBATION, Phase.SETTLED);
            case VERIFY, REPAIR -> EnumSet.of(Phase.SYNCED, Phase.PROBATION);
        };
    }

    /**
     * Makes sure that a unit is in such a phase.
     *
     * @throws NotInThisPhaseException when it is not
     */
    public static void require(CommandKind kind, UnitId unit, Phase phase) {
        Set<Phase> allowed = of(kind);
        if (!allowed.contains(phase)) {
            throw new NotInThisPhaseException(
                    "unit " + unit + " is " + phase + "; " + kind + " needs it to be one of " + allowed, allowed);
        }
    }
}
