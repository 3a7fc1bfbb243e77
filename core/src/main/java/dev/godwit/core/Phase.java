package dev.godwit.core;

/**
 * Where a unit is in its move. <em>Paused</em> and <em>needs attention</em> are {@link Flags} with a reason, never
 * phases.
 */
public enum Phase {
    /** At rest in one store. */
    SETTLED,
    /** Rows are copied and changed rows are mirrored from the source to the target. */
    COPYING,
    /** The target equals the source but for the last marks, and has been verified. */
    SYNCED,
    /** The home changes from the source to the target. */
    CUTTING,
    /** The target is home; changes are mirrored back so that rolling back loses nothing. */
    PROBATION,
    /** The home changes back from the target to the source. */
    CUTTING_BACK,
    /** What the move wrote into the target is being removed after an abort. */
    CLEANING;

    /** Whether a router may read under its lease, without asking the store. */
    public boolean allowsLeasedReads() {
        return switch (this) {
            case SETTLED, COPYING, SYNCED, PROBATION, CLEANING -> true;
            case CUTTING, CUTTING_BACK -> false;
        };
    }

    /** Whether a mover keeps the mirror equal to home. */
    public boolean mirrors() {
        return switch (this) {
            case COPYING, SYNCED, CUTTING, PROBATION, CUTTING_BACK -> true;
            case SETTLED, CLEANING -> false;
        };
    }

    /** Whether the unit takes part in a move. */
    public boolean inFlight() {
        return this != SETTLED;
    }

    /** Whether the home is about to change. */
    public boolean cutting() {
        return !allowsLeasedReads();
    }
}
