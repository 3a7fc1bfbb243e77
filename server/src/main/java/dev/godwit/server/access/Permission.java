package dev.godwit.server.access;

import dev.godwit.core.MigrationControl.CommandKind;

/** What somebody may be allowed to do. */
public enum Permission {
    /** Look at migrations, their runbooks and what happens. */
    SEE,
    /** Look at the names of units and at row values, where they are hidden from others. */
    SEE_NAMES,
    /** Send plans, and steer migrations. */
    STEER,
    /** Let a wave begin, and agree to what another person has asked for. */
    APPROVE,
    /** Ask where units live, as a router of an application does. */
    ROUTE;

    /** What a command needs. */
    public static Permission of(CommandKind kind) {
        return switch (kind) {
            case APPROVE -> APPROVE;
            case PAUSE, RESUME, MOVE, CUTOVER, ROLLBACK, ABORT, FINALIZE, VERIFY, THROTTLE, REPAIR -> STEER;
        };
    }
}
