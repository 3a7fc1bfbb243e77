package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
            if (e.code() == ErrorCode.STORE_FAILED || e.code() == ErrorCode.STORE_RIGHTS_MISSING) {
                throw new GodwitException(ErrorCode.WAVE_QUERY, String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    private List<UnitId> read(Connection connection, String query, int limit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction read only");
            // As everywhere in a plan, a table without a schema is in public.
            statement.execute("set local search_path = public");
            statement.execute("set local statement_timeout = '60s'");
            statement.setFetchSize(FETCH_ROWS);
            ResultSet found = statement.executeQuery("select * from (" + query + "\n) units limit " + limit);
            int columns = found.getMetaData().getColumnCount();
            if (columns != 1) {
                throw refused("it has " + columns + " columns, not one");
            }
            Set<UnitId> units = new LinkedHashSet<>();
            while (found.next()) {
                units.add(unit(found.getString(1)));
            }
            return List.copyOf(units);
        }
    }

    private UnitId unit(@Nullable String value) {
        if (value == null) {
            throw refused("one of its values is NULL");
        }
        try {
            return UnitId.of(value);
        } catch (GodwitException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private GodwitException refused(String why) {
        return new GodwitException(
                ErrorCode.WAVE_QUERY, "store " + store + ": the query's answer is no list of units: " + why);
    }
}
