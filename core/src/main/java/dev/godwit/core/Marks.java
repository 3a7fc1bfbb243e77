package dev.godwit.core;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The marks of one keyspace in one store. Thread-safe. */
public interface Marks {
    /** Reads marks of a unit in one snapshot, from a horizon that an earlier complete batch gave. */
    MarkBatch read(UnitId unit, long horizon, int limit);

    /** Deletes exactly these marks. */
    void delete(List<Mark> marks);

    /** Whether a mark of the unit exists, whatever its age. */
    boolean exist(UnitId unit);

    /** Which of the units have a mark, whatever its age. */
    default Set<UnitId> existing(Collection<UnitId> units) {
        return units.stream().filter(this::exist).collect(Collectors.toSet());
    }

    /** The units that have marks. */
    List<MarkBacklog> backlog();

    /** Deletes all marks of a unit whose writes leave marks no more. */
    void purge(UnitId unit);
}
