package dev.godwit.engine.spi;

/** What still has to be done about the source after a unit was finalized, in order. */
public enum Leftover {
    /** Nothing: the unit was not finalized, or all is done. */
    NONE,
    /** The source's fence still says MIRROR or the target still leaves marks. */
    FENCES,
    /** The source's rows wait for the end of the retention. */
    ROWS
}
