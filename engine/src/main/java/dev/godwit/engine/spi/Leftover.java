package dev.godwit.engine.spi;

/** What still has to be done about the other store of a unit. */
public enum Leftover {
    /** Nothing: it is a mirror or the home, or all is done. */
    NONE,
    /** In probation: it is no longer kept equal, for too much waited; a compare rebuilds the way back. */
    STALE_MIRROR,
    /** A store has lost commits: rows that differ are no fault, and the next whole comparison makes them equal. */
    UNVERIFIED,
    /**
     * After finalize: the source's fence still says MIRROR or the target still leaves marks. In the source: the move was
     * given up before it was recorded as begun, and its fences may be there.
     */
    FENCES,
    /** After finalize: the source's rows wait for the end of the retention. */
    ROWS
}
