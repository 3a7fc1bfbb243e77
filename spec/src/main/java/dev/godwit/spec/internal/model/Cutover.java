package dev.godwit.spec.internal.model;

/** How far an attempt to change the home is, by the last step of the protocol that was done. */
enum Cutover {
    /** No attempt, or step 1: announced, waiting for the routers. */
    ANNOUNCED,
    /** Step 3: the old home is frozen. */
    FROZEN,
    /** Step 6: the mirror is sealed. */
    SEALED,
    /** Step 7: the old home is a mirror. */
    DEMOTED;

    static final Cutover[] ALL = values();
}
