package dev.godwit.testkit.kit;

import dev.godwit.core.Key;
import dev.godwit.core.UnitId;

/**
 * A row of the table that the kit works with.
 *
 * @param body what the application wrote; a dialect may fill further columns from it
 */
public record TestRow(Key key, UnitId unit, String body) {
    /** The same row with another body. */
    TestRow with(String newBody) {
        return new TestRow(key, unit, newBody);
    }

    /** The same row in another unit. */
    TestRow in(UnitId newUnit) {
        return new TestRow(key, newUnit, body);
    }
}
