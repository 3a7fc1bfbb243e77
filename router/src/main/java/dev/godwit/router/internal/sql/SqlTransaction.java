package dev.godwit.router.internal.sql;

import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.Router;
import dev.godwit.router.RouterTransaction;
import dev.godwit.router.TransactionWatch;
import dev.godwit.router.Units;
import dev.godwit.router.UnitsApartException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transaction of the router whose errors are those of JDBC. Used by one thread at a time. */
final class SqlTransaction {
    private final RouterTransaction<Connection> transaction;
    private final boolean aboutUnits;
    private boolean settled;

    private SqlTransaction(RouterTransaction<Connection> transaction, boolean aboutUnits) {
        this.transaction = transaction;
        this.aboutUnits = aboutUnits;
    }

    /** Begins one about the bound units. */
    static SqlTransaction open(Router<Connection> router, @Nullable StoreName withoutUnit, TransactionOptions options)
            throws SQLException {
        Set<UnitId> units = Units.bound();
        if (!units.isEmpty()) {
            return SqlFailures.translating(() -> new SqlTransaction(router.open(units, options), true));
        }
        if (withoutUnit == null) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST,
                    "no unit is bound, and no store is named for tables outside of the plan");
        }
        return aside(router, withoutUnit, options);
    }

    /** Begins one about no unit. */
    static SqlTransaction aside(Router<Connection> router, StoreName store, TransactionOptions options)
            throws SQLException {
        return SqlFailures.translating(() -> new SqlTransaction(router.open(store, options), false));
    }

    Connection connection() throws SQLException {
        return SqlFailures.translating(transaction::connection);
    }

    /** Lets the units take part that are bound now. */
    void join() throws SQLException {
        Set<UnitId> units = Units.bound();
        if (!units.isEmpty()) {
            SqlFailures.translating(() -> {
                transaction.join(units);
                return units;
            });
        }
    }

    void rolledBackToSavepoint() {
        transaction.rolledBackToSavepoint();
    }

    /** Before an answer is given away; one that was committed has been judged already. */
    void requireTrust() throws SQLException {
        if (!settled) {
            SqlFailures.translating(() -> {
                transaction.requireTrust();
                return transaction;
            });
        }
    }

    /** A statement has failed: what is told about it, unless it failed because the home is somewhere else now. */
    SQLException judge(SQLException failure) throws SQLException {
        try {
            requireTrust();
        } catch (SQLException e) {
            e.addSuppressed(failure);
            return e;
        }
        if (aboutUnits && SqlFailures.isOfAnotherStore(failure)) {
            throw new UnitsApartException(
                    "the transaction touched rows of a unit that lives elsewhere: " + failure.getMessage(), failure);
        }
        return SqlFailures.typed(failure);
    }

    void commit() throws SQLException {
        settled = true;
        SqlFailures.translating(() -> {
            transaction.commit();
            return transaction;
        });
        if (transaction.writes()) {
            TransactionWatch.sawCommit();
        }
    }

    void rollback() throws SQLException {
        settled = true;
        SqlFailures.translating(() -> {
            transaction.rollback();
            return transaction;
        });
    }

    /** Gives the connection back; a transaction that is still open is rolled back. */
    void close() {
        settled = true;
        transaction.close();
    }
}
