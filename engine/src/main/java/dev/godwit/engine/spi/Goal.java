package dev.godwit.engine.spi;

/** The resting state that a unit is on its way to. */
public enum Goal {
    /** Home is the source, the target is kept equal: before an approved cutover, or after a roll-back. */
    SYNCED,
    /** Home is the target, the source is kept equal. */
    MOVED,
    /** The move is accepted for good. */
    FINALIZED,
    /** The move is given up and what it wrote is removed. */
    ABANDONED
}
