package dev.godwit.jdbc.internal;

import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Asks a query of the plan which units a wave takes. It is the operator's own SQL, and can only read. Thread-safe. */
final class UnitQuery {
    private static final int FETCH_ROWS = 5_000;

    private final StoreName store;
    private final StoreTransactions transactions;

    UnitQuery(StoreName store, StoreTransactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    List<UnitId> units(String query, int limit) {
        try {
            return transactions.read(connection -> read(connection, query, limit));
        } catch (GodwitException e) {
            throw UnitAnswer.judged(e);
        }
    }

    private List<UnitId> read(Connection connection, String query, int limit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction read only");
            // As everywhere in a plan, a table without a schema is in public.
            statement.execute("set local search_path = public");
            statement.execute("set local statement_timeout = '60s'");
            statement.setFetchSize(FETCH_ROWS);
            ResultSet found = statement.executeQuery(UnitAnswer.limited(query, limit));
            return UnitAnswer.read(store, found);
        }
    }
}
