package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.Keyspace;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds units that have rows and no fence row: those that live by the default role. */
final class UnlistedUnits {
    private final Keyspace keyspace;
    private final TableCatalog catalog;
    private final String unlisted;

    UnlistedUnits(Keyspace keyspace, KeyspaceSchema schema, TableCatalog catalog) {
        this.keyspace = keyspace;
        this.catalog = catalog;
        this.unlisted = "not exists (select from " + schema.fence() + " f where f.unit = found.unit collate \"C\")";
    }

    List<UnitId> find(Connection connection, int limit) throws SQLException {
        SortedSet<UnitId> found = new TreeSet<>();
        for (Entity entity : keyspace.entities()) {
            if (entity.unit() instanceof UnitRule.Through) {
                // It has the units of its parents.
                continue;
            }
            found.addAll(
                    UnitSteps.read(connection, catalog.columns(connection, entity), Optional.empty(), unlisted, limit));
        }
        return new ArrayList<>(found).subList(0, Math.min(limit, found.size()));
    }
}
