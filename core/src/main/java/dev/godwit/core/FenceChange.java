package dev.godwit.core;

import java.time.Duration;

/**
 * One change of one fence row: a compare-and-set on (role, epoch) that takes the next epoch. The steps are those of the
 * move protocol, section 4. Every change but {@link Seal} clears the heir; every change but {@link Freeze} and
 * {@link Thaw} voids the mover's token.
 *
 * <p>A store carries a change out in one explicit READ COMMITTED transaction, committed durably, and says whether the
 * row was as expected. A change that {@link #needsExclusiveLock()} takes the unit's exclusive lock first.
 */
public sealed interface FenceChange {
    UnitId unit();

    /** The role that the row must have. */
    Role expectedRole();

    /** The epoch that the row must have. */
    Epoch expectedEpoch();

    /** The role that the row has afterwards. */
    Role newRole();

    /** Whether holders of the unit's shared lock must be gone and new ones kept out while it is made. */
    boolean needsExclusiveLock();

    default Epoch newEpoch() {
        return expectedEpoch().next();
    }

    /** Step 3: home refuses writes for at most {@code maxPause}, by the store's clock. */
    record Freeze(UnitId unit, Epoch expectedEpoch, Duration maxPause) implements FenceChange {
        @Override
        public Role expectedRole() {
            return Role.HOME;
        }

        @Override
        public Role newRole() {
            return Role.FROZEN;
        }

        @Override
        public boolean needsExclusiveLock() {
            return false;
        }
    }

    /** A cutover attempt is given up: home takes writes again, and a late {@link Demote} is void. */
    record Thaw(UnitId unit, Epoch expectedEpoch) implements FenceChange {
        @Override
        public Role expectedRole() {
            return Role.FROZEN;
        }

        @Override
        public Role newRole() {
            return Role.HOME;
        }

        @Override
        public boolean needsExclusiveLock() {
            return false;
        }
    }

    /** Step 6: the mirror shuts out every mover and learns whose heir it is. */
    record Seal(UnitId unit, Epoch expectedEpoch, Heir heir) implements FenceChange {
        @Override
        public Role expectedRole() {
            return Role.MIRROR;
        }

        @Override
        public Role newRole() {
            return Role.MIRROR;
        }

        @Override
        public boolean needsExclusiveLock() {
            return true;
        }
    }

    /** Step 7: the frozen home becomes a mirror, only while no mark of the unit exists there. */
    record Demote(UnitId unit, Epoch expectedEpoch) implements FenceChange {
        @Override
        public Role expectedRole() {
            return Role.FROZEN;
        }

        @Override
        public Role newRole() {
            return Role.MIRROR;
        }

        @Override
        public boolean needsExclusiveLock() {
            return true;
        }
    }

    /** Step 8: the sealed mirror becomes home, only while it still is that heir. */
    record Promote(UnitId unit, Epoch expectedEpoch, Heir heir) implements FenceChange {
        @Override
        public Role expectedRole() {
            return Role.MIRROR;
        }

        @Override
        public Role newRole() {
            return Role.HOME;
        }

        @Override
        public boolean needsExclusiveLock() {
            return false;
        }
    }

    /** After a thaw that followed a seal: the mirror takes a mover again. Also the first half of the way back. */
    record Reopen(UnitId unit, Epoch expectedEpoch) implements FenceChange {
        @Override
        public Role expectedRole() {
            return Role.MIRROR;
        }

        @Override
        public Role newRole() {
            return Role.MIRROR;
        }

        @Override
        public boolean needsExclusiveLock() {
            return true;
        }
    }

    /** The way back between steps 7 and 8, after the other store was reopened: the old home is home again. */
    record Restore(UnitId unit, Epoch expectedEpoch) implements FenceChange {
        @Override
        public Role expectedRole() {
            return Role.MIRROR;
        }

        @Override
        public Role newRole() {
            return Role.HOME;
        }

        @Override
        public boolean needsExclusiveLock() {
            return true;
        }
    }

    /** A mirror is given up, by finalize or at the end of an abort: no move, no marks, no writes. */
    record Retire(UnitId unit, Epoch expectedEpoch) implements FenceChange {
        @Override
        public Role expectedRole() {
            return Role.MIRROR;
        }

        @Override
        public Role newRole() {
            return Role.MOVED;
        }

        @Override
        public boolean needsExclusiveLock() {
            return true;
        }
    }

    /** The move is over for the home: its writes leave no more marks. */
    record Settle(UnitId unit, Epoch expectedEpoch) implements FenceChange {
        @Override
        public Role expectedRole() {
            return Role.HOME;
        }

        @Override
        public Role newRole() {
            return Role.HOME;
        }

        @Override
        public boolean needsExclusiveLock() {
            return false;
        }
    }
}
