package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Many units in a control store about which nothing is done any more, so that only what is measured costs something. */
final class RestingUnits {
    private RestingUnits() {}

    /** The control store of a migration that was prepared in the folder of a pair. */
    static Connection controlStore(Pair pair) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + pair.folder().resolve(".godwit/control-store.db") + "?busy_timeout=5000");
    }

    /** Adds units that were given up, half of them in a wave {@code early}. */
    static void fill(Connection store, int units) throws SQLException {
        try (Statement statement = store.createStatement()) {
            statement.execute("with recursive n(i) as (select 0 union all select i + 1 from n where i < " + (units - 1)
                    + ") insert into unit (keyspace, unit, migration, wave, source, target, phase, home, goal, epoch,"
                    + " revision, rows_copied, rows_verified, leftover) select keyspace.name, 'customer-' || i || '-eu',"
                    + " 'bench', case when i % 2 = 0 then 'early' else 'all' end, 'legacy', 'new', 'SETTLED', 'SOURCE',"
                    + " 'ABANDONED', 1, 1, 0, 0, 'NONE' from n, keyspace");
        }
    }
}
