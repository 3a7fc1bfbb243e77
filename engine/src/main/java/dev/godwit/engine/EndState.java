package dev.godwit.engine;

/** How a run of a migration came to an end. */
public enum EndState {
    /** The migration is finalized and nothing is left to do. */
    FINALIZED,
    /** The migration was aborted and undone. */
    ABORTED,
    /** The server was stopped; the migration goes on when it runs again. */
    STOPPED,
    /** The workflow met an error that needs a person; the reason is in the migration's attention flag. */
    FAILED
}
