package dev.godwit.router.internal;

/**
 * The right to trust the cached placements.
 *
 * @param continuity equal in two leases when there was no gap between them
 * @param endNanos monotonic
 */
record Lease(long continuity, boolean granted, long endNanos) {
    static final Lease NONE = new Lease(0, false, 0);

    boolean validAt(long nowNanos) {
        return granted && nowNanos - endNanos < 0;
    }

    /** This lease after a renewal that was received now. */
    Lease renewedUntil(long newEndNanos, long nowNanos) {
        return new Lease(validAt(nowNanos) ? continuity : continuity + 1, true, newEndNanos);
    }

    /** What is left when someone says that the lease is over. */
    Lease lost() {
        return new Lease(continuity + 1, false, 0);
    }
}
