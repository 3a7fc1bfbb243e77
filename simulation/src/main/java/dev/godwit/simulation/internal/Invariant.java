package dev.godwit.simulation.internal;

/** What must hold in every run, whatever fails. */
public enum Invariant {
    /** A unit never takes writes in two stores. */
    ONE_HOME,
    /** The home has exactly what was committed. */
    HOME_HAS_ALL,
    /** Between two homes both stores have the same rows. */
    MIRRORS_EQUAL,
    /** From its seal to its promotion, nobody changes a row of the unit in the mirror. */
    SEALED_IS_STILL,
    /** A row that differs in a complete mirror has a mark in its home. */
    DIFFERENCES_ARE_MARKED,
    /** A mover changes rows of its own unit only. */
    OWN_ROWS_ONLY,
    /** A read answers what was true at some moment between its call and its return. */
    READS_LINEARIZABLE,
    /** A write that was acknowledged has happened, one that failed for certain has not. */
    ANSWERS_TRUE,
    /** After the end nothing is left that the move has made. */
    NO_ARTEFACTS,
    /** When the faults stop, each unit comes to its goal without a hand at the wheel. */
    PROGRESS,
    /** No task of the system dies, and no error says that Godwit is wrong. */
    NO_BUG
}
