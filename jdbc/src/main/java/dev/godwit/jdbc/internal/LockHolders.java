package dev.godwit.jdbc.internal;

import dev.godwit.core.LockHolder;
import dev.godwit.core.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Who holds the locks of units, from {@code pg_locks}: sessions, and prepared transactions, which outlive their sessions
 * and even the server's restart.
 */
final class LockHolders {
    private static final String HOLDERS = holders("", "");

    private static String holders(String column, String join) {
        return TransactionWords.WITH_LOCKS + "select " + column + "l.virtualtransaction, " + TransactionWords.OF_HOLDER
                + " as description from locks l left join pg_stat_activity a on a.pid = l.pid" + join
                + " where l.locktype = 'advisory' and l.objsubid = 2"
                + " and l.database = (select oid from pg_database where datname = current_database())"
                + " and l.pid is distinct from pg_backend_pid() and ";
    }

    private final UnitLocks locks;

    LockHolders(KeyspaceSchema schema) {
        this.locks = new UnitLocks(schema);
    }

    Set<LockHolder> of(StoreTransactions transactions, Collection<UnitId> units) {
        String[] texts = units.stream().map(UnitId::value).toArray(String[]::new);
        return new HashSet<>(transactions.readAtOnce(ofUnits(), LockHolders::holder, (Object) texts));
    }

    /** A query for {@link #holder} whose parameter is an array of units. */
    private String ofUnits() {
        return HOLDERS + locks.ofUnitsOrBulk();
    }

    /** A query for {@link #holder} with the unit in front; its parameter is an array of units. */
    String byUnit() {
        return holders("u.unit, ", " cross join unnest(?::text[]) u(unit)") + locks.ofUnitOrBulk("u.unit");
    }

    /**
     * As {@link #ofUnits} for one unit, which is the second parameter too. To list the locks of a server takes longer than
     * the rest of a freeze; whoever gets the exclusive locks at once, without queueing, knows that there is no holder.
     */
    String ofFrozenUnit() {
        return ofUnits() + " and not (select " + locks.tryExclusive() + ")";
    }

    /** Those of the transactions that still hold a lock, as they were described at first. */
    Set<LockHolder> still(StoreTransactions transactions, Set<LockHolder> holders) {
        String[] names = holders.stream().map(LockHolder::transaction).toArray(String[]::new);
        String sql = HOLDERS + locks.ofAnyUnitOrBulk() + " and l.virtualtransaction = any (?)";
        Set<String> still =
                new HashSet<>(transactions.readAtOnce(sql, row -> row.getString("virtualtransaction"), (Object) names));
        Set<LockHolder> result = new HashSet<>(holders);
        result.removeIf(holder -> !still.contains(holder.transaction()));
        return result;
    }

    static LockHolder holder(ResultSet row) throws SQLException {
        return new LockHolder(row.getString("virtualtransaction"), row.getString("description"));
    }
}
