package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.KeySequence;
import dev.godwit.core.KeySequences;
import dev.godwit.core.StoreName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sequences behind key columns: of identity and serial columns, and those that a default names. A sequence's last value
 * covers what sessions hold in advance. Thread-safe.
 */
final class PostgresKeySequences implements KeySequences {
    private static final String SEQUENCE = """
            select format('%I.%I', n.nspname, c.relname), s.seqincrement, s.seqcache, s.seqcycle,
                   has_sequence_privilege(s.seqrelid, 'UPDATE'),
                   least(s.seqmax, case a.atttypid when 'int2'::regtype then 32767 when 'int4'::regtype then 2147483647
                                        when 'int8'::regtype then s.seqmax else 0 end)
              from pg_attribute a
              join pg_sequence s on s.seqrelid in (
                   select d.objid from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
                      and d.refobjid = a.attrelid and d.refobjsubid = a.attnum
                   union all
                   select d.refobjid from pg_attrdef f join pg_depend d on d.objid = f.oid
                    where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass
                      and f.adrelid = a.attrelid and f.adnum = a.attnum)
              join pg_class c on c.oid = s.seqrelid
              join pg_namespace n on n.oid = c.relnamespace
             where a.attrelid = to_regclass(?) and a.attname = ? and not a.attisdropped
             limit 1
            """;

    private final StoreName store;
    private final UnitLocks locks;
    private final StoreTransactions transactions;

    PostgresKeySequences(StoreName store, KeyspaceSchema schema, StoreTransactions transactions) {
        this.store = store;
        this.locks = new UnitLocks(schema);
        this.transactions = transactions;
    }

    /** A sequence without its position, by a name that is quoted and qualified. */
    private record Found(String name, long step, long held, boolean cycles, boolean movable, long limit) {}

    /** Where a sequence is. */
    private record Position(long value, boolean called) {
        long next(long step) {
            return called ? value + step : value;
        }
    }

    @Override
    public Optional<KeySequence> read(Entity entity, String column) {
        return transactions.read(connection -> {
            Optional<Found> found = find(connection, entity, column);
            return found.isEmpty() ? Optional.empty() : Optional.of(described(connection, found.get()));
        });
    }

    @Override
    public OptionalLong greatestKey(Entity entity, String column) {
        return transactions.read(connection -> {
            Statements.run(connection, List.of("set local statement_timeout = '5s'"));
            List<Optional<Long>> greatest = new CatalogReader(connection)
                    .rows(
                            "select " + StatementStatistics.OWN + " max("
                                    + Identifiers.quote(entity.columnIn(store, column)) + ")::bigint from "
                                    + table(entity),
                            row -> Optional.ofNullable(row.getObject(1, Long.class)));
            return greatest.getFirst().map(OptionalLong::of).orElseGet(OptionalLong::empty);
        });
    }

    @Override
    public boolean goOnBeyond(Entity entity, String column, long value) {
        return transactions.write(connection -> {
            Statements.run(connection, List.of("set local lock_timeout = '1s'", locks.takeSequences()));
            Found found = find(connection, entity, column)
                    .orElseThrow(
                            () -> new IllegalArgumentException("nothing hands out " + entity.name() + "." + column));
            // Only Godwit moves it by more than a step, and whoever does so has the lock: what is below the value now
            // can't be above it when it is set.
            if (position(connection, found).next(found.step()) > value) {
                return false;
            }
            new CatalogReader(connection)
                    .texts("select setval(?::regclass, ?::bigint, false)", found.name(), Long.toString(value + 1));
            return true;
        });
    }

    private Optional<Found> find(Connection connection, Entity entity, String column) throws SQLException {
        return new CatalogReader(connection)
                .rows(SEQUENCE, PostgresKeySequences::found, table(entity), entity.columnIn(store, column)).stream()
                        .findFirst();
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getString(1), row.getLong(2), row.getLong(3), row.getBoolean(4), row.getBoolean(5), row.getLong(6));
    }

    private static Position position(Connection connection, Found sequence) throws SQLException {
        return new CatalogReader(connection)
                .rows(
                        "select last_value, is_called from " + sequence.name(),
                        row -> new Position(row.getLong(1), row.getBoolean(2)))
                .getFirst();
    }

    private static KeySequence described(Connection connection, Found found) throws SQLException {
        Position position = position(connection, found);
        return new KeySequence(
                found.name(),
                position.called() ? OptionalLong.of(position.value()) : OptionalLong.empty(),
                position.next(found.step()),
                found.step(),
                found.limit(),
                found.held(),
                found.cycles(),
                false,
                found.movable());
    }

    private String table(Entity entity) {
        return Identifiers.quoteTable(entity.tableIn(store));
    }
}
