package dev.godwit.testkit;

import dev.godwit.core.Dialect;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.IndexFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.ValueKind;
import dev.godwit.testkit.Stored.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What preflight wants to know of a {@link MemoryDatabase}: sound tables of text columns. */
final class MemoryFacts {
    private static final int VERSION = 18_00_00;

    private MemoryFacts() {}

    static StoreFacts of(MemoryDatabase database) {
        Map<EntityName, TableFacts> tables = new TreeMap<>();
        for (Entity entity : database.keyspace().entities()) {
            tables.put(entity.name(), table(database, entity));
        }
        return new StoreFacts(
                database.name(),
                "memory:" + database.name(),
                Dialect.MEMORY,
                VERSION,
                false,
                database.defaultRow().isPresent(),
                tables,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static TableFacts table(MemoryDatabase database, Entity entity) {
        List<Row> rows = database.rows(entity.name());
        return new TableFacts(
                entity.tableIn(database.name()),
                entity.tableIn(database.name()),
                "table",
                false,
                false,
                false,
                Stream.of(entity.key(), entity.unit().columns(), List.of("value"))
                        .flatMap(List::stream)
                        .distinct()
                        .map(MemoryFacts::column)
                        .toList(),
                entity.key(),
                List.of(
                        new IndexFacts("by_key", entity.key(), true, false, true),
                        new IndexFacts("by_unit", entity.unit().columns(), false, false, true)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst().unit()),
                rows.size());
    }

    private static ColumnFacts column(String name) {
        return new ColumnFacts(
                name,
                "text",
                "text",
                ValueKind.TEXT,
                Optional.empty(),
                false,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                true);
    }
}
