package dev.godwit.core;

/** What a store is for one unit, as its fence row says and the database enforces. */
public enum Role {
    /** Takes the unit's writes and answers its reads. */
    HOME,
    /** Was home a moment ago and refuses writes until it expires, is thawed or becomes a mirror. */
    FROZEN,
    /** Kept equal to home by the mover; never written by the application. */
    MIRROR,
    /** Not the place of this unit; rows that are still there are leftovers. */
    MOVED;

    /** Whether a strict read may be answered here: no other store can have taken a newer write. */
    public boolean answersReads() {
        return switch (this) {
            case HOME, FROZEN -> true;
            case MIRROR, MOVED -> false;
        };
    }

    /** Whether a mover with the right token may write here. */
    public boolean takesMirroredRows() {
        return this == MIRROR;
    }

    /** Whether a worker with the right token may remove rows here: an abort's mirror or a finalized source. */
    public boolean allowsRemoval() {
        return switch (this) {
            case MIRROR, MOVED -> true;
            case HOME, FROZEN -> false;
        };
    }
}
