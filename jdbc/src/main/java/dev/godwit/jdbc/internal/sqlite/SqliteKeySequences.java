package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Entity;
import dev.godwit.core.KeySequence;
import dev.godwit.core.KeySequences;
import dev.godwit.core.StoreName;
import dev.godwit.jdbc.internal.Identifiers;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The numbers that SQLite gives to rows by itself. They always follow the greatest row; one that is greater than any row
 * can only be told to a table with AUTOINCREMENT, which remembers it in {@code sqlite_sequence}. Thread-safe.
 */
final class SqliteKeySequences implements KeySequences {
    private final StoreName store;
    private final SqliteTransactions transactions;

    SqliteKeySequences(StoreName store, SqliteTransactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public Optional<KeySequence> read(Entity entity, String column) {
        return transactions.read(sql -> read(sql, entity, column));
    }

    private Optional<KeySequence> read(Sql sql, Entity entity, String column) throws SQLException {
        String table = StoreObjects.bareTable(entity.tableIn(store));
        String here = entity.columnIn(store, column);
        if (!new TableCatalog(sql, table).rowidAlias().equals(Optional.of(here))) {
            return Optional.empty();
        }
        boolean remembers = remembers(sql, table);
        Optional<Long> last = remembers ? remembered(sql, table) : greatest(sql, table, here);
        return Optional.of(new KeySequence(
                table + "." + here,
                last.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                last.orElse(0L) + 1,
                1,
                Long.MAX_VALUE,
                1,
                false,
                true,
                remembers));
    }

    @Override
    public OptionalLong greatestKey(Entity entity, String column) {
        return transactions
                .read(sql ->
                        greatest(sql, StoreObjects.bareTable(entity.tableIn(store)), entity.columnIn(store, column)))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public boolean goOnBeyond(Entity entity, String column, long value) {
        String table = StoreObjects.bareTable(entity.tableIn(store));
        return transactions.write(SqliteTransactions.LONG, sql -> {
            if (remembered(sql, table).orElse(0L) >= value) {
                return false;
            }
            if (sql.update("update sqlite_sequence set seq = ? where name = ? collate nocase", value, table) == 0) {
                sql.update(
                        "insert into sqlite_sequence (name, seq) select name, ? from sqlite_master"
                                + " where type = 'table' and name = ? collate nocase",
                        value,
                        table);
            }
            return true;
        });
    }

    /** The table of remembered numbers exists in a file with at least one table that has AUTOINCREMENT. */
    private static boolean remembers(Sql sql, String table) throws SQLException {
        return sql.holds(
                "select exists (select 1 from sqlite_master where type = 'table' and name = ? collate nocase"
                        + " and sql like '%autoincrement%')",
                table);
    }

    private static Optional<Long> remembered(Sql sql, String table) throws SQLException {
        return sql.first("select seq from sqlite_sequence where name = ? collate nocase", row -> row.getLong(1), table);
    }

    private static Optional<Long> greatest(Sql sql, String table, String column) throws SQLException {
        return sql.first(
                        "select max(" + Identifiers.quote(column) + ") from " + Identifiers.quote(table),
                        row -> Optional.ofNullable(row.getString(1)).map(Long::valueOf))
                .flatMap(found -> found);
    }
}
