package dev.godwit.jdbc.internal;

import dev.godwit.core.Store.Load;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** How busy a PostgreSQL server is with this database. Thread-safe. */
final class ServerLoad {
    /** Without pg_read_all_stats the states of others' sessions and of standbys are NULL. */
    private static final String QUERY = """
            select (select count(*) from pg_stat_activity
                     where datname = current_database() and state = 'active'
                       and application_name <> current_setting('application_name')),
                   (select bool_or(state is null) from pg_stat_replication),
                   (select extract(epoch from max(replay_lag)) from pg_stat_replication)
            """;

    private final StoreTransactions transactions;

    ServerLoad(StoreTransactions transactions) {
        this.transactions = transactions;
    }

    Load read() {
        return transactions.readAtOnce(QUERY, ServerLoad::load).getFirst();
    }

    private static Load load(ResultSet row) throws SQLException {
        boolean hidden = row.getBoolean(2);
        // A standby that has replayed everything has no lag.
        Duration lag = Duration.ofMillis((long) (row.getDouble(3) * 1000));
        return new Load(row.getInt(1), hidden ? Optional.empty() : Optional.of(lag));
    }
}
