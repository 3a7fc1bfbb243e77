package dev.godwit.engine.internal.unit;

import dev.godwit.core.Fence;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.engine.spi.Attempt;

/**
 * What an interrupted change of home needs next, judged from its two fences. The record that names them may be old: then
 * the fences belong to a later attempt, and an act must be void or harmless. The model {@code coordinators} of the
 * specification visits every interleaving of these acts.
 */
enum RecoveryAct {
    /** The new home is home. */
    FINISH,
    /** Home takes writes, and nobody can do a late step of this attempt: the record may go back. */
    GIVE_UP,
    THAW,
    REOPEN,
    PROMOTE,
    RESTORE,
    /** The fences are between two states, or belong to a later attempt. */
    LOOK_AGAIN,
    /** No step of a change of home leaves this. */
    IMPOSSIBLE;

    /** @param voided whether this recovery has already thawed the home or reopened the mirror */
    static RecoveryAct of(Attempt attempt, Fence atHome, Fence inMirror, StoreName home, boolean voided) {
        if (inMirror.role() == Role.HOME) {
            return FINISH;
        }
        return switch (atHome.role()) {
            case FROZEN -> THAW;
            case HOME -> {
                boolean moved = !atHome.epoch().equals(attempt.home())
                        || !inMirror.epoch().equals(attempt.mirror());
                boolean open = inMirror.role() == Role.MIRROR && inMirror.heir().isEmpty();
                yield open && (voided || moved) ? GIVE_UP : REOPEN;
            }
            case MIRROR -> betweenTheHomes(attempt, atHome, inMirror, home);
            case MOVED -> IMPOSSIBLE;
        };
    }

    private static RecoveryAct betweenTheHomes(Attempt attempt, Fence atHome, Fence inMirror, StoreName home) {
        if (inMirror.role() != Role.MIRROR) {
            return LOOK_AGAIN;
        }
        if (inMirror.heir().isPresent()) {
            return inMirror.heir()
                            .filter(heir ->
                                    heir.store().equals(home) && heir.epoch().equals(atHome.epoch()))
                            .isPresent()
                    ? PROMOTE
                    : REOPEN;
        }
        // Two mirrors and no heir: only the attempt's own epoch says which of them was home. With another one this
        // may be the way back of a later attempt, in the other direction, and both would become home.
        return atHome.epoch().equals(attempt.demoted()) ? RESTORE : LOOK_AGAIN;
    }
}
