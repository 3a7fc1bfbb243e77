package dev.godwit.engine.internal.unit;

import dev.godwit.core.Side;
import dev.godwit.core.UnitState;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;

/** What a unit needs next on the way to its goal. Pure. */
public enum NextAction {
    /** Nothing: the unit is where it should be, and is mirrored if its phase says so. */
    REST,
    START,
    COPY,
    CUT_OVER,
    ROLL_BACK,
    /** A change of the home was begun and has to be brought to an end. */
    FINISH_CHANGE,
    ABORT,
    /** The move was given up before it was recorded as begun: whatever fences it has are settled. */
    RETREAT,
    CLEAN,
    FINALIZE,
    RETIRE_SOURCE,
    REMOVE_SOURCE_ROWS;

    public static NextAction of(UnitRecord record) {
        return switch (record.phase()) {
            case SETTLED -> settled(record);
            case COPYING -> record.goal() == Goal.ABANDONED ? ABORT : COPY;
            case SYNCED -> synced(record.goal());
            case CUTTING, CUTTING_BACK -> FINISH_CHANGE;
            case PROBATION -> probation(record.goal());
            case CLEANING -> CLEAN;
        };
    }

    private static NextAction settled(UnitRecord record) {
        UnitState state = record.state();
        if (state.home() == Side.SOURCE) {
            return record.goal() != Goal.ABANDONED ? START : record.leftover() == Leftover.FENCES ? RETREAT : REST;
        }
        return switch (record.leftover()) {
            case NONE, STALE_MIRROR, UNVERIFIED -> REST;
            case FENCES -> RETIRE_SOURCE;
            case ROWS -> REMOVE_SOURCE_ROWS;
        };
    }

    private static NextAction synced(Goal goal) {
        return switch (goal) {
            case SYNCED -> REST;
            case MOVED, FINALIZED -> CUT_OVER;
            case ABANDONED -> ABORT;
        };
    }

    private static NextAction probation(Goal goal) {
        return switch (goal) {
            case MOVED -> REST;
            case SYNCED, ABANDONED -> ROLL_BACK;
            case FINALIZED -> FINALIZE;
        };
    }

    /** Whether the retention has to be over first. */
    public boolean waitsForRetention() {
        return this == REMOVE_SOURCE_ROWS;
    }
}
