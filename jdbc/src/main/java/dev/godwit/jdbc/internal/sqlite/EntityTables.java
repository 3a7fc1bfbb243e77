package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitRule;
import dev.godwit.core.UnitRule.Bucketing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The tables of the keyspace, read from the catalog once. Whatever fails with them makes this class read again, for a
 * failure may mean that somebody changed the table. Thread-safe.
 */
final class EntityTables {
    private final StoreName store;
    private final Keyspace keyspace;
    private final SqliteTransactions transactions;
    private final Map<EntityName, EntityTable> known = new ConcurrentHashMap<>();

    EntityTables(StoreName store, Keyspace keyspace, SqliteTransactions transactions) {
        this.store = store;
        this.keyspace = keyspace;
        this.transactions = transactions;
    }

    /** Runs work that needs to know a table. */
    <T> T with(Entity entity, Function<EntityTable, T> work) {
        try {
            EntityTable table = known.get(entity.name());
            if (table == null) {
                transactions.read(this::read).forEach(known::put);
                table = known.get(entity.name());
            }
            if (table == null) {
                throw new IllegalArgumentException("no entity " + entity.name() + " in keyspace " + keyspace.name());
            }
            return work.apply(table);
        } catch (GodwitException e) {
            known.clear();
            throw e;
        }
    }

    /** All tables as they are now, parents first. */
    Map<EntityName, EntityTable> read(Sql sql) throws SQLException {
        Map<EntityName, EntityTable> tables = new LinkedHashMap<>();
        for (Entity entity : keyspace.entities()) {
            tables.put(
                    entity.name(),
                    read(new TableCatalog(sql, StoreObjects.bareTable(entity.tableIn(store))), entity, tables));
        }
        return tables;
    }

    private EntityTable read(TableCatalog catalog, Entity entity, Map<EntityName, EntityTable> before)
            throws SQLException {
        List<KeyColumn> key = columns(catalog, entity, entity.key(), ErrorCode.KEY_TYPE);
        UnitSql unit = unit(catalog, entity, before);
        return new EntityTable(
                entity,
                StoreObjects.bareTable(entity.tableIn(store)),
                StoreObjects.table(entity.tableIn(store)),
                key,
                unit,
                catalog.uniques(store),
                catalog.affinities(column -> entity.columnOf(store, column)));
    }

    private UnitSql unit(TableCatalog catalog, Entity entity, Map<EntityName, EntityTable> before) throws SQLException {
        List<KeyColumn> columns = columns(catalog, entity, entity.unit().columns(), ErrorCode.UNIT_TYPE);
        return switch (entity.unit()) {
            case UnitRule.Columns rule -> new UnitSql.Columns(columns);
            case UnitRule.Whole rule -> new UnitSql.Whole(rule.unit());
            case UnitRule.Bucket rule -> {
                if (rule.bucketing() == Bucketing.HASH || !columns.getFirst().whole()) {
                    throw new GodwitException(
                            ErrorCode.UNIT_TYPE,
                            place(entity) + ": SQLite can only make buckets of whole numbers, by modulo");
                }
                yield new UnitSql.Modulo(columns.getFirst(), rule.buckets());
            }
            case UnitRule.Through rule -> {
                EntityTable parent = before.get(rule.parent());
                if (parent == null) {
                    throw new IllegalArgumentException(
                            "entity " + rule.parent() + " has to come before its child " + entity.name());
                }
                yield new UnitSql.Through(columns, parent);
            }
        };
    }

    private List<KeyColumn> columns(TableCatalog catalog, Entity entity, List<String> names, ErrorCode otherwise)
            throws SQLException {
        List<KeyColumn> columns = new ArrayList<>();
        for (String name : names) {
            String here = entity.columnIn(store, name);
            String type = catalog.declaredType(here)
                    .orElseThrow(() -> new GodwitException(
                            ErrorCode.COLUMN_MISSING,
                            place(entity) + ": the table or its column " + here + " is missing"));
            Affinity affinity = Affinity.of(type);
            if (affinity != Affinity.INTEGER && affinity != Affinity.TEXT) {
                throw new GodwitException(
                        otherwise,
                        place(entity) + ", column " + here + ": type '" + type
                                + "' is neither a whole number nor a text");
            }
            columns.add(new KeyColumn(here, affinity == Affinity.INTEGER, catalog.collationInKey(here)));
        }
        return columns;
    }

    private String place(Entity entity) {
        return "store " + store + ", table " + entity.tableIn(store);
    }
}
