package dev.godwit.core;

/** What a decision of the lifecycle asks the engine to do next, in order. */
public enum UnitCommand {
    WRITE_FENCES,
    WAIT_FOR_WRITERS,
    COPY,
    VERIFY,
    MIRROR,
    AWAIT_ACKNOWLEDGEMENTS,
    FREEZE,
    DRAIN,
    COMPARE,
    SEAL,
    DEMOTE,
    PROMOTE,
    SHUT_OUT_MOVERS,
    REMOVE_TARGET_ROWS,
    RETIRE_TARGET,
    RETIRE_SOURCE,
    STOP_MARKING,
    REMOVE_SOURCE_ROWS_AFTER_RETENTION
}
