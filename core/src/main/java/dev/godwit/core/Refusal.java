package dev.godwit.core;

/** Why a store did not do what a router asked. */
public enum Refusal {
    /** The unit is frozen for a moment: try again soon. */
    FROZEN,
    /** The store is not the unit's home: try the other one. */
    MOVED,
    /** The transaction saw an older state of the fence, or lost to another transaction: try again at once. */
    CONFLICT,
    /** Nothing is installed in the store, so it can't judge anything: only the control plane knows what it is. */
    UNFENCED
}
