package dev.godwit.jdbc.internal;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import org.postgresql.PGConnection;

/**
 * What is known of an application's physical connections. Each is asked once, so that later transactions need no round
 * trip to find out: a primary can't become a standby while its connections live. Thread-safe.
 */
final class Acquaintances {
    private static final String WHO =
            "select pg_catalog.current_setting('default_transaction_isolation'), pg_catalog.pg_is_in_recovery()";

    private final StoreName store;
    private final Map<PGConnection, Isolation> defaults = Collections.synchronizedMap(new WeakHashMap<>());

    Acquaintances(StoreName store) {
        this.store = store;
    }

    /**
     * The isolation that the connection's transactions have when nothing is said.
     *
     * @throws GodwitException with {@link ErrorCode#STORE_IS_STANDBY} when it leads to a standby
     */
    Isolation defaultIsolationOf(Connection connection) throws SQLException {
        PGConnection physical = connection.unwrap(PGConnection.class);
        Isolation known = defaults.get(physical);
        if (known == null) {
            known = ask(connection);
            connection.rollback();
            defaults.put(physical, known);
        }
        return known;
    }

    private Isolation ask(Connection connection) throws SQLException {
        return Pipeline.query(connection, List.of(WHO), row -> {
                    if (row.getBoolean(2)) {
                        throw new GodwitException(ErrorCode.STORE_IS_STANDBY, "store " + store + " is a standby");
                    }
                    return isolation(row.getString(1));
                })
                .getFirst();
    }

    private static Isolation isolation(String setting) {
        return setting.equals("read uncommitted")
                ? Isolation.READ_COMMITTED
                : Isolation.valueOf(setting.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
