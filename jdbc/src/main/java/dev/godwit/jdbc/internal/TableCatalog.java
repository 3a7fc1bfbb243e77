package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The columns of the entities' tables, read once. Whatever fails with them makes this class read again, for a failure
 * may mean that somebody changed the table. Thread-safe.
 */
final class TableCatalog {
    private static final String QUERY = """
            select a.attname, format_type(a.atttypid, -1),
                   (select quote_ident(n.nspname) || '.' || quote_ident(l.collname)
                      from pg_collation l join pg_namespace n on n.oid = l.collnamespace
                     where l.oid = a.attcollation),
                   case when c.reltuples > 0 then (pg_table_size(c.oid) / c.reltuples)::bigint else 0 end
              from pg_class c join pg_attribute a on a.attrelid = c.oid
             where c.oid = to_regclass(?) and a.attname in (?, ?) and a.attnum > 0 and not a.attisdropped
            """;

    private final StoreName store;
    private final StoreTransactions transactions;
    private final Map<Entity, TableColumns> known = new ConcurrentHashMap<>();

    TableCatalog(StoreName store, StoreTransactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    /** Runs work that needs to know the columns. */
    <T> T with(Entity entity, Function<TableColumns, T> work) {
        try {
            return work.apply(columns(entity));
        } catch (GodwitException e) {
            known.remove(entity);
            throw e;
        }
    }

    private TableColumns columns(Entity entity) {
        TableColumns found = known.get(entity);
        if (found == null) {
            found = transactions.read(connection -> read(connection, entity));
            known.put(entity, found);
        }
        return found;
    }

    private TableColumns read(Connection connection, Entity entity) throws SQLException {
        String table = Identifiers.quoteTable(entity.tableIn(store));
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, table);
            statement.setString(2, entity.key().getFirst());
            statement.setString(3, entity.unit().columns().getFirst());
            Optional<TypedColumn> key = Optional.empty();
            Optional<TypedColumn> unit = Optional.empty();
            String keyCollation = "";
            long rowBytesTypical = 0;
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                String name = rows.getString(1);
                if (name.equals(entity.key().getFirst())) {
                    key = Optional.of(typed(entity, name, rows.getString(2), ErrorCode.KEY_TYPE));
                    keyCollation = Optional.ofNullable(rows.getString(3)).orElse("");
                    rowBytesTypical = rows.getLong(4);
                }
                if (name.equals(entity.unit().columns().getFirst())) {
                    unit = Optional.of(typed(entity, name, rows.getString(2), ErrorCode.UNIT_TYPE));
                }
            }
            return new TableColumns(
                    table,
                    key.orElseThrow(() -> missing(entity, entity.key().getFirst())),
                    unit.orElseThrow(
                            () -> missing(entity, entity.unit().columns().getFirst())),
                    keyCollation,
                    rowBytesTypical);
        }
    }

    private TypedColumn typed(Entity entity, String name, String type, ErrorCode otherwise) {
        return ColumnType.of(type)
                .map(known -> new TypedColumn(name, known))
                .orElseThrow(() -> new GodwitException(
                        otherwise, place(entity) + ", column " + name + ": type " + type + " is not supported"));
    }

    private GodwitException missing(Entity entity, String column) {
        return new GodwitException(
                ErrorCode.COLUMN_MISSING, place(entity) + ": the table or its column " + column + " is missing");
    }

    private String place(Entity entity) {
        return "store " + store + ", table " + entity.tableIn(store);
    }
}
