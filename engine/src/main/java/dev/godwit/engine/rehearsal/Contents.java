package dev.godwit.engine.rehearsal;

import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.Plan;
import dev.godwit.core.RowDigest;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hashes of all rows of some units in one store. Immutable.
 *
 * @param rows by entity, unit and key
 */
public record Contents(Map<Place, Long> rows) {
    /** Where a row is, whatever store has it. */
    public record Place(EntityName entity, UnitId unit, Key key) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return entity + " " + key.text() + " of unit " + unit;
        }
    }

    public Contents {
        rows = Map.copyOf(rows);
    }

    /**
     * Reads them from a store in which Godwit is installed.
     *
     * @param shapes as the rows travel from the plan's source to its target, whichever store this is
     */
    public static Contents of(Store store, Plan plan, Collection<RowShape> shapes, Collection<UnitId> units) {
        Map<Place, Long> rows = new HashMap<>();
        for (RowShape shape : shapes) {
            for (UnitId unit : units) {
                if (plan.keyspace().entitiesOf(unit).contains(shape.entity())) {
                    for (RowDigest row : store.rows().rowDigests(shape, unit, KeyRange.ALL)) {
                        rows.put(new Place(shape.entity().name(), unit, row.key()), row.digest());
                    }
                }
            }
        }
        return new Contents(rows);
    }

    /** Rows that one of both lacks, or that differ, in words and in order; those that are left out may differ. */
    public List<String> differences(Contents now, Set<Place> leftOut) {
        Set<Place> all = new TreeSet<>(rows.keySet());
        all.addAll(now.rows.keySet());
        List<String> differences = new ArrayList<>();
        for (Place place : all) {
            Long before = rows.get(place);
            Long after = now.rows.get(place);
            if (before == null) {
                differences.add(place + " is there and should not be");
            } else if (after == null) {
                differences.add(place + " is missing");
            } else if (!before.equals(after) && !leftOut.contains(place)) {
                differences.add(place + " differs");
            }
        }
        return differences;
    }
}
