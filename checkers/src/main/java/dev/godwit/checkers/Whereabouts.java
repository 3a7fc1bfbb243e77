package dev.godwit.checkers;

/** In which of two databases the rows of a unit have to be. */
public enum Whereabouts {
    /** In both, equal in every column: a unit that is mirrored, when nothing is left to mirror. */
    BOTH,
    /** In the first only: a unit that has not begun to move, or whose copy was removed. */
    FIRST_ONLY,
    /** In the second only: a unit that has moved, and whose old rows were removed. */
    SECOND_ONLY
}
