package dev.godwit.core;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What else becomes of an entity's columns on their way from the source to the target, besides other names.
 *
 * @param dropped columns of the source that are not carried. Rows that the source still has keep their values there; rows
 *     that were born in the target come back with the column's default
 * @param constants columns of the target with the text of the value that a row gets when it is brought there. They are
 *     nobody's afterwards: never compared, never mirrored, not brought back
 * @param transforms what changes the values of columns, by their names in the source
 */
public record ColumnMapping(
        Set<String> dropped, Map<String, String> constants, Map<String, ColumnTransform> transforms) {
    /** Every column is carried as it is. */
    public static final ColumnMapping NONE = new ColumnMapping(Set.of(), Map.of(), Map.of());

    /** Sorted, so that the text of a plan is the same in each process. */
    public ColumnMapping {
        dropped = Collections.unmodifiableSortedSet(new TreeSet<>(dropped));
        constants = Collections.unmodifiableSortedMap(new TreeMap<>(constants));
        transforms = Collections.unmodifiableSortedMap(new TreeMap<>(transforms));
    }

    /** Whether the values of a column, called as the plan calls it, travel between the stores. */
    public boolean carries(String column) {
        return !dropped.contains(column) && !constants.containsKey(column);
    }

    /** What changes the values of a column on their way. */
    public Optional<ColumnTransform> transform(String column) {
        return Optional.ofNullable(transforms.get(column));
    }

    /** Names the transforms, for what they are is not known beyond their names. */
    @Override
    public String toString() {
        return "drop " + dropped + ", constant " + constants + ", transform "
                + transforms.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().name())
                        .toList();
    }

    /** Whether the plan says anything of this column. */
    boolean mentions(String column) {
        return !carries(column) || transforms.containsKey(column);
    }
}
