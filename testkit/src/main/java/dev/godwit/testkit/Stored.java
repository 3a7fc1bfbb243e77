package dev.godwit.testkit;

import dev.godwit.core.CopyCursor;
import dev.godwit.core.EntityName;
import dev.godwit.core.Epoch;
import dev.godwit.core.Fence;
import dev.godwit.core.Heir;
import dev.godwit.core.Key;
import dev.godwit.core.Role;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import java.util.Optional;
import java.util.OptionalLong;

/** A record of a {@link MemoryDatabase}. */
public sealed interface Stored {
    /** A row of the application. */
    record Row(Key key, UnitId unit, String value) implements Stored {}

    /**
     * A unit's fence.
     *
     * @param frozenUntilNanos by the database's clock; present while FROZEN
     */
    record FenceRow(
            UnitId unit,
            Role role,
            Epoch epoch,
            Epoch homeSince,
            Token token,
            Optional<Heir> heir,
            OptionalLong frozenUntilNanos,
            boolean inFlight)
            implements Stored {
        /** Whether the time of a freeze is over. */
        public boolean expiredAt(long nowNanos) {
            return frozenUntilNanos.isPresent() && nowNanos - frozenUntilNanos.getAsLong() >= 0;
        }

        /** Whether writers pass. */
        public boolean takesWritesAt(long nowNanos) {
            return role == Role.HOME || (role == Role.FROZEN && expiredAt(nowNanos));
        }

        /** Another role at the next epoch; no heir, no freeze. */
        public FenceRow become(Role newRole) {
            return new FenceRow(
                    unit, newRole, epoch.next(), homeSince, token, Optional.empty(), OptionalLong.empty(), inFlight);
        }

        /** Home from this epoch on. */
        public FenceRow homeFromNow() {
            return new FenceRow(unit, role, epoch, epoch, token, heir, frozenUntilNanos, inFlight);
        }

        public FenceRow with(Token newToken) {
            return new FenceRow(unit, role, epoch, homeSince, newToken, heir, frozenUntilNanos, inFlight);
        }

        public FenceRow with(Heir newHeir) {
            return new FenceRow(unit, role, epoch, homeSince, token, Optional.of(newHeir), frozenUntilNanos, inFlight);
        }

        public FenceRow frozenUntil(long nanos) {
            return new FenceRow(unit, role, epoch, homeSince, token, heir, OptionalLong.of(nanos), inFlight);
        }

        public FenceRow inFlight(boolean newInFlight) {
            return new FenceRow(unit, role, epoch, homeSince, token, heir, frozenUntilNanos, newInFlight);
        }

        Fence seenAt(long nowNanos) {
            return new Fence(unit, role, epoch, homeSince, token, heir, expiredAt(nowNanos), inFlight);
        }
    }

    /** The role of units without a row. */
    record DefaultRow(Role role, Epoch epoch) implements Stored {
        DefaultRow bumped(Role newRole) {
            return new DefaultRow(newRole, epoch.next());
        }
    }

    /** A mark; {@code transaction} is the number of the one that left it. */
    record MarkRow(long number, long transaction, UnitId unit, EntityName entity, Key key, long markedAtNanos)
            implements Stored {}

    /** How far a copy has come. */
    record CursorRow(UnitId unit, CopyCursor cursor) implements Stored {}
}
