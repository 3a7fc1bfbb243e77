package dev.godwit.rehearsal;

import dev.godwit.core.UnitId;
import dev.godwit.engine.rehearsal.Contents.Place;
import java.util.List;

/**
 * A change of one row that the scratch source has allowed: a column takes one of two values.
 *
 * @param key the texts of the row's key
 * @param column as the plan calls it
 */
record RowChange(Place place, List<String> key, String column, String original, String other) {
    UnitId unit() {
        return place.unit();
    }

    /** The one of both values that this is not. */
    String insteadOf(String value) {
        return value.equals(original) ? other : original;
    }
}
