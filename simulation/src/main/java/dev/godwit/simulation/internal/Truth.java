package dev.godwit.simulation.internal;

import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.Stored.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the application has committed, whatever store took it: the rows of each unit, and what they were at each moment.
 * A moment is a count of commits.
 */
public final class Truth {
    private final SortedMap<UnitId, List<Version>> units = new TreeMap<>();
    private final Set<String> committedValues = new HashSet<>();
    private long moment;

    /** The rows of a unit from a moment on. */
    public record Version(long since, Map<Key, String> rows) {}

    public long moment() {
        return moment;
    }

    public Set<UnitId> units() {
        return units.keySet();
    }

    public Map<Key, String> rows(UnitId unit) {
        List<Version> versions = units.get(unit);
        return versions == null ? Map.of() : versions.getLast().rows();
    }

    public boolean hasCommitted(String value) {
        return committedValues.contains(value);
    }

    /** What the rows of a unit were at some time between two moments, both included. */
    public List<Map<Key, String>> between(UnitId unit, long from, long to) {
        List<Version> versions = units.getOrDefault(unit, List.of(new Version(0, Map.of())));
        List<Map<Key, String>> current = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            long since = versions.get(i).since();
            long until = i + 1 < versions.size() ? versions.get(i + 1).since() : Long.MAX_VALUE;
            if (since <= to && until > from) {
                current.add(versions.get(i).rows());
            }
        }
        if (versions.getFirst().since() > from) {
            current.add(Map.of());
        }
        return current;
    }

    void commit(List<Row> gone, List<Row> written) {
        moment++;
        SortedMap<UnitId, Map<Key, String>> changed = new TreeMap<>();
        for (Row row : gone) {
            changed.computeIfAbsent(row.unit(), this::copyOf).remove(row.key());
        }
        for (Row row : written) {
            changed.computeIfAbsent(row.unit(), this::copyOf).put(row.key(), row.value());
            committedValues.add(row.value());
        }
        changed.forEach((unit, rows) ->
                units.computeIfAbsent(unit, same -> new ArrayList<>()).add(new Version(moment, rows)));
    }

    /** A store has lost commits: its rows are what they are now. */
    void becomes(UnitId unit, Map<Key, String> rows) {
        moment++;
        units.computeIfAbsent(unit, same -> new ArrayList<>()).add(new Version(moment, rows));
    }

    private Map<Key, String> copyOf(UnitId unit) {
        return new LinkedHashMap<>(rows(unit));
    }
}
