package dev.godwit.router;

import dev.godwit.core.Epoch;
import dev.godwit.core.Heir;
import dev.godwit.core.Role;

/** A unit's fence in a fake store. */
record FenceRow(Role role, Epoch epoch, Epoch homeSince, Heir heir, long frozenUntilNanos, boolean inFlight) {
    FenceRow become(Role newRole, Heir newHeir) {
        Epoch next = epoch.next();
        boolean becomesHome = newRole == Role.HOME && role == Role.MIRROR;
        return new FenceRow(newRole, next, becomesHome ? next : homeSince, newHeir, 0, inFlight);
    }

    FenceRow frozenUntil(long nanos) {
        return new FenceRow(Role.FROZEN, epoch.next(), homeSince, null, nanos, inFlight);
    }

    FenceRow settled() {
        return new FenceRow(role, epoch.next(), homeSince, null, 0, false);
    }
}
