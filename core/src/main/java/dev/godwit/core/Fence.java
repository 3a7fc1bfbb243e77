package dev.godwit.core;

import java.util.Optional;

/**
 * A unit's fence row in one store, as it was read.
 *
 * @param homeSince the epoch at which the store became home; freeze and thaw leave it
 * @param token the mover that may write here, or {@link Token#NONE}
 * @param heir present while the store is sealed and waits to become home
 * @param expired whether a FROZEN row's time was over by the store's own clock when it was read
 * @param inFlight whether a move is under way, so that writes leave marks
 */
public record Fence(
        UnitId unit,
        Role role,
        Epoch epoch,
        Epoch homeSince,
        Token token,
        Optional<Heir> heir,
        boolean expired,
        boolean inFlight) {

    public boolean is(Role expectedRole, Epoch expectedEpoch) {
        return role == expectedRole && epoch.equals(expectedEpoch);
    }
}
