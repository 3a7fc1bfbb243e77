package dev.godwit.bench.kill;

import dev.godwit.core.PausePoint;

/** What an operator does in a run, so that a pause point is reached. */
enum KillScript {
    /** All units move, are rolled back, move again and are finalized. */
    MOVE,
    /** The same, with the servers dying from the moment on in which all units are told to roll back. */
    ROLL_BACK,
    /** A guest moves on request; all others are copied, then given up before their cutover; then the whole migration is. */
    ABORT;

    /** The script that passes the point. */
    static KillScript passing(PausePoint point) {
        return switch (point) {
            case AFTER_INSTALL_SOURCE,
                    AFTER_INSTALL_TARGET,
                    BEFORE_START_FENCES,
                    AFTER_START_TARGET_FENCES,
                    AFTER_START_SOURCE_FENCES,
                    AFTER_START_RECORD,
                    AFTER_TOKEN,
                    BEFORE_CHUNK_READ,
                    BEFORE_CHUNK_WRITE,
                    AFTER_CHUNK_WRITE,
                    AFTER_MARKS_READ,
                    BEFORE_APPLY,
                    AFTER_APPLY,
                    AFTER_MARKS_CLEARED,
                    AFTER_COPY,
                    BEFORE_VERIFY,
                    AFTER_SYNCED_RECORD,
                    AFTER_CUTTING_RECORD,
                    AFTER_ACKNOWLEDGEMENTS,
                    AFTER_FREEZE,
                    AFTER_DRAIN,
                    AFTER_COMPARE,
                    AFTER_SEAL,
                    AFTER_DEMOTE,
                    AFTER_PROMOTE,
                    AFTER_HOME_RECORD,
                    AFTER_THAW,
                    AFTER_REOPEN,
                    AFTER_THAW_RECORD,
                    AFTER_FINALIZE_RECORD,
                    AFTER_RETIRE_SOURCE,
                    AFTER_STOP_MARKING,
                    AFTER_SOURCE_REMOVED,
                    AFTER_DEFAULT_MOVED,
                    AFTER_DEFAULT_HOME -> MOVE;
            case AFTER_JOIN_RECORD,
                    AFTER_CLEANING_RECORD,
                    AFTER_SHUT_OUT,
                    AFTER_REMOVAL_CHUNK,
                    AFTER_REMOVAL,
                    AFTER_RETIRE_TARGET,
                    AFTER_CLEANED_SETTLE,
                    AFTER_SETTLED_SOURCE_RECORD,
                    AFTER_UNINSTALL -> ABORT;
        };
    }
}
