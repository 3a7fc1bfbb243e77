package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitRule;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The columns of the entities' tables, read once. Whatever fails with them makes this class read again, for a failure
 * may mean that somebody changed the table. Thread-safe.
 */
final class TableCatalog {
    private static final String TABLE = """
            select case when c.relkind = 'p' then array(
                       select format('%I.%I', n.nspname, x.relname)
                         from pg_partition_tree(c.oid) i join pg_class x on x.oid = i.relid
                         join pg_namespace n on n.oid = x.relnamespace where i.relid <> c.oid) end,
                   case when c.reltuples > 0 then (pg_table_size(c.oid) / c.reltuples)::bigint else 0 end,
                   current_setting('server_encoding')
              from pg_class c where c.oid = to_regclass(?)
            """;

    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, -1), y.typtype = 'e',
                   coalesce((select quote_ident(n.nspname) || '.' || quote_ident(l.collname)
                      from pg_collation l join pg_namespace n on n.oid = l.collnamespace
                     where l.oid = a.attcollation), '')
              from pg_attribute a join pg_type y on y.oid = a.atttypid
             where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
            """;

    private final StoreName store;
    private final Keyspace keyspace;
    private final StoreTransactions transactions;
    private final Map<Entity, TableColumns> known = new ConcurrentHashMap<>();

    TableCatalog(StoreName store, Keyspace keyspace, StoreTransactions transactions) {
        this.store = store;
        this.keyspace = keyspace;
        this.transactions = transactions;
    }

    /** One column as the catalog has it. */
    private record Found(String type, boolean isEnum, String collation) {}

    /** Reads again whatever is asked for next. */
    void forget() {
        known.clear();
    }

    /** Runs work that needs to know the columns. */
    <T> T with(Entity entity, Function<TableColumns, T> work) {
        try {
            return work.apply(columns(entity));
        } catch (GodwitException e) {
            known.clear();
            throw e;
        }
    }

    private TableColumns columns(Entity entity) {
        TableColumns found = known.get(entity);
        return found == null ? transactions.read(connection -> columns(connection, entity)) : found;
    }

    /** The columns, for who has a connection. */
    TableColumns columns(Connection connection, Entity entity) throws SQLException {
        TableColumns found = known.get(entity);
        if (found == null) {
            found = read(connection, entity);
            known.put(entity, found);
        }
        return found;
    }

    private TableColumns read(Connection connection, Entity entity) throws SQLException {
        CatalogReader catalog = new CatalogReader(connection);
        String table = Identifiers.quoteTable(entity.tableIn(store));
        Map<String, Found> columns = new HashMap<>();
        catalog.rows(
                COLUMNS,
                row -> columns.put(row.getString(1), new Found(row.getString(2), row.getBoolean(3), row.getString(4))),
                table);
        KeyColumns key = new KeyColumns(entity.key().stream()
                .map(column -> typed(entity, column, columns, ErrorCode.KEY_TYPE))
                .toList());
        return catalog.rows(
                        TABLE,
                        row -> new TableColumns(
                                store,
                                entity,
                                table,
                                partitions(row),
                                key,
                                unit(connection, entity, columns, row.getString(3)),
                                row.getLong(2)),
                        table)
                .getFirst();
    }

    private UnitColumns unit(Connection connection, Entity entity, Map<String, Found> columns, String encoding)
            throws SQLException {
        return switch (entity.unit()) {
            case UnitRule.Columns rule ->
                new UnitColumns.Own(rule.columns().stream()
                        .map(column -> unitColumn(entity, column, columns))
                        .toList());
            case UnitRule.Whole rule -> new UnitColumns.Whole(rule.unit());
            case UnitRule.Bucket rule -> bucket(entity, rule, columns, encoding);
            case UnitRule.Through rule ->
                new UnitColumns.Through(
                        rule.columns().stream()
                                .map(column -> typed(entity, column, columns, ErrorCode.UNIT_TYPE))
                                .toList(),
                        columns(connection, keyspace.entity(rule.parent())));
        };
    }

    private static Optional<List<String>> partitions(ResultSet row) throws SQLException {
        Array names = row.getArray(1);
        return names == null ? Optional.empty() : Optional.of(Arrays.asList((String[]) names.getArray()));
    }

    private UnitColumns bucket(Entity entity, UnitRule.Bucket rule, Map<String, Found> columns, String encoding) {
        TypedColumn column = unitColumn(entity, rule.column(), columns);
        boolean possible = switch (rule.bucketing()) {
            case HASH -> encoding.equals("UTF8");
            case MODULO -> column.type().isInteger();
        };
        if (!possible) {
            throw new GodwitException(
                    ErrorCode.UNIT_TYPE,
                    place(entity) + ", column " + column.name() + ": no bucket by " + rule.bucketing() + " of type "
                            + column.sqlType() + " in encoding " + encoding);
        }
        return new UnitColumns.Bucket(column, rule.bucketing(), rule.buckets());
    }

    private TypedColumn unitColumn(Entity entity, String column, Map<String, Found> columns) {
        TypedColumn typed = typed(entity, column, columns, ErrorCode.UNIT_TYPE);
        if (!typed.type().isUnitType()) {
            throw unsupported(entity, typed.name(), typed.sqlType(), ErrorCode.UNIT_TYPE);
        }
        return typed;
    }

    private TypedColumn typed(Entity entity, String column, Map<String, Found> columns, ErrorCode otherwise) {
        String name = entity.columnIn(store, column);
        Found found = columns.get(name);
        if (found == null) {
            throw new GodwitException(
                    ErrorCode.COLUMN_MISSING, place(entity) + ": the table or its column " + name + " is missing");
        }
        if (found.isEnum()) {
            return new TypedColumn(name, ColumnType.ENUM, found.type(), "");
        }
        return ColumnType.of(found.type())
                .map(type -> new TypedColumn(name, type, type.sql(), found.collation()))
                .orElseThrow(() -> unsupported(entity, name, found.type(), otherwise));
    }

    private GodwitException unsupported(Entity entity, String column, String type, ErrorCode code) {
        return new GodwitException(code, place(entity) + ", column " + column + ": type " + type + " is not supported");
    }

    private String place(Entity entity) {
        return "store " + store + ", table " + entity.tableIn(store);
    }
}
