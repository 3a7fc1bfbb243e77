package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.Keyspace;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds units that have rows and no fence row: those that live by the default role. */
final class UnlistedUnits {
    /** From one unit to the next along the index on the unit column: its cost grows with the units, not the rows. */
    private static final String SEARCH = """
            with recursive step (unit) as (
                (select %1$s from %2$s where %1$s is not null order by %1$s limit 1)
                union all
                select (select t.%1$s from %2$s t where t.%1$s > step.unit order by t.%1$s limit 1)
                    from step where step.unit is not null)
            select unit::text from step
                where unit is not null and not exists (
                    select from %3$s f where f.unit = step.unit::text collate "C")
                limit ?""";

    private final StoreName store;
    private final Keyspace keyspace;
    private final KeyspaceSchema schema;

    UnlistedUnits(StoreName store, Keyspace keyspace, KeyspaceSchema schema) {
        this.store = store;
        this.keyspace = keyspace;
        this.schema = schema;
    }

    List<UnitId> find(Connection connection, int limit) throws SQLException {
        SortedSet<UnitId> found = new TreeSet<>();
        for (Entity entity : keyspace.entities()) {
            String sql = SEARCH.formatted(
                    Identifiers.quote(entity.unit().columns().getFirst()),
                    Identifiers.quoteTable(entity.tableIn(store)),
                    schema.fence());
            found.addAll(Pipeline.query(connection, List.of(sql), row -> UnitId.of(row.getString(1)), limit));
        }
        return new ArrayList<>(found).subList(0, Math.min(limit, found.size()));
    }
}
