package dev.godwit.router.internal.sql;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.router.RefusedSqlException;
import dev.godwit.router.TransactionWatch;
import java.sql.SQLException;
import java.util.Set;

/** What Godwit's errors are for those who speak JDBC. */
final class SqlFailures {
    /** Transaction resolution unknown. */
    private static final String OUTCOME_UNKNOWN = "08007";
    /** The fence: the store is not the home of a row's unit. */
    private static final String WRONG_STORE = "GW001";
    /** The fence: the unit changes its home. */
    private static final String FROZEN = "GODWIT FROZEN";
    /** Serialization failure and deadlock: databases say so themselves, and so does the fence while a unit is frozen. */
    private static final Set<String> REPEAT = Set.of(RefusedSqlException.REPEAT, "40P01");

    private SqlFailures() {}

    /** Something that a transaction does. */
    @FunctionalInterface
    interface Piece<T> {
        T run() throws SQLException;
    }

    /** Runs it; what Godwit throws becomes what frameworks understand, if they do. Mistakes of the caller stay as they are. */
    static <T> T translating(Piece<T> piece) throws SQLException {
        try {
            return piece.run();
        } catch (GodwitException e) {
            throw translate(e);
        }
    }

    private static SQLException translate(GodwitException failure) {
        return switch (failure.code()) {
            case TRANSACTION_REFUSED, STORE_BUSY, HELD_TOO_LONG, TOO_MANY_HELD -> {
                TransactionWatch.sawRefusal();
                yield new RefusedSqlException(failure.describe(), failure);
            }
            case STORE_OUTCOME_UNKNOWN -> {
                TransactionWatch.sawCommit();
                yield new SQLException(failure.describe(), OUTCOME_UNKNOWN, failure);
            }
            case ErrorCode other -> {
                if (failure.getCause() instanceof SQLException cause) {
                    yield cause;
                }
                throw failure;
            }
        };
    }

    /** A statement of the application has failed: the same failure, or the refusal that it was. */
    static SQLException typed(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (!REPEAT.contains(String.valueOf(failure.getSQLState()))) {
            return failure;
        }
        TransactionWatch.sawRefusal();
        return message.contains(FROZEN) && !(failure instanceof RefusedSqlException)
                ? new RefusedSqlException(message, failure)
                : failure;
    }

    /** Whether a row of a unit that lives elsewhere was in the way. */
    static boolean isOfAnotherStore(SQLException failure) {
        return WRONG_STORE.equals(failure.getSQLState());
    }
}
