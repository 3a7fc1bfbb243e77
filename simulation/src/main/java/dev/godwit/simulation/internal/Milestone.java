package dev.godwit.simulation.internal;

/** What must have happened in some run: a suite that never gets somewhere proves nothing about that place. */
public enum Milestone {
    /** A freeze, its drain, the seal and the demotion went through at the first attempt or a later one. */
    HOME_CHANGED,
    HOME_CHANGED_BACK,
    /** Somebody was refused while the unit was frozen. */
    WRITE_REFUSED_FROZEN,
    /** Somebody was refused by a store that is not the home. */
    WRITE_REFUSED_MOVED,
    /** A snapshot was older than a change of the fence. */
    WRITE_REFUSED_CONFLICT,
    /** A freeze ran out, and a write came through. */
    EXPIRED_FREEZE_WRITTEN,
    /** A mark was left after the freeze, and the demotion was refused. */
    DEMOTION_REFUSED,
    /** The home was thawed. */
    THAWED,
    /** A sealed mirror was opened again. */
    REOPENED,
    /** Between seal and promotion the old home became home again. */
    RESTORED,
    /** A cutover began again after one that had failed. */
    CUTOVER_REPEATED,
    /** A router did step 8. */
    PROMOTED_BY_ROUTER,
    /** A mover's token was void. */
    MOVER_SHUT_OUT,
    /** A change of a fence found another epoch or role than it expected. */
    FENCE_CHANGE_REFUSED,
    /** A server took the lead from another one. */
    LEAD_CHANGED,
    /** Fences were asserted again after a promotion of a standby. */
    FENCES_REASSERTED,
    /** A router held a write until there was a home again. */
    WRITE_HELD,
    READ_HELD,
    READ_LEASED,
    READ_STRICT,
    /** A read was answered by one of two mirrors. */
    READ_FROM_MIRROR,
    /** A row changed its unit while both were on the move. */
    ROW_CHANGED_UNIT,
    FINALIZED,
    ABORTED
}
