package dev.godwit.core;

/** What can happen to a unit. */
public enum UnitEvent {
    /** A wave begins the unit's move. */
    START,
    /** All rows are copied and verified. */
    COPIED,
    /** The cutover to the target begins. */
    CUT_OVER,
    /** The other store is home: a cutover or a roll-back has succeeded. */
    PROMOTED,
    /** A cutover or roll-back was given up and the old home takes writes again. */
    THAWED,
    /** The roll-back to the source begins. */
    ROLL_BACK,
    /** The move is given up before its cutover. */
    ABORT,
    /** The removal after an abort has found nothing left. */
    CLEANED,
    /** The move is accepted for good. */
    FINALIZE
}
