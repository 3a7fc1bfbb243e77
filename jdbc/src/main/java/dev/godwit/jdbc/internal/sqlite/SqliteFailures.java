package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's failures mean. A trigger can only say words, so refusals are told by the words they begin with. */
final class SqliteFailures {
    static final String FROZEN = "GODWIT FROZEN";
    static final String MOVED = "GODWIT MOVED";
    /** A row of a unit that is not at home here would be replaced by one of another unit. */
    static final String KEPT = "GODWIT KEPT";

    static final String FOREIGN_ROW = "GODWIT FOREIGN ROW";
    static final String SHUT_OUT = "GODWIT MOVER SHUT OUT";
    /** A row without a unit or a key, or with one of a type that has no canonical text. */
    static final String UNNAMED = "GODWIT UNNAMED ROW";

    private static final int DEEPEST_CAUSE = 50;
    private static final int PRIMARY_CODE = 0xff;

    private SqliteFailures() {}

    static GodwitException translate(StoreName store, SQLException failure) {
        return new GodwitException(code(failure), "store " + store + ": " + message(failure), failure);
    }

    /** The exception for a statement that names nothing but what Godwit installs. */
    static GodwitException translateOwn(StoreName store, SQLException failure) {
        if (message(failure).contains("no such table")) {
            return new StoreRefusedException(Refusal.UNFENCED, "store " + store + ": nothing is installed", failure);
        }
        return refusal(failure)
                .<GodwitException>map(refusal ->
                        new StoreRefusedException(refusal, "store " + store + ": " + message(failure), failure))
                .orElseGet(() -> translate(store, failure));
    }

    /** What the refusal in this failure, or in one of its causes, says. */
    static Optional<Refusal> refusal(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            Optional<Refusal> refusal = switch (cause) {
                case StoreRefusedException refused -> Optional.of(refused.refusal());
                case SQLException sql -> of(sql);
                default -> Optional.empty();
            };
            if (refusal.isPresent()) {
                return refusal;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** Whether somebody else has the lock that was asked for, or has written since the snapshot was taken. */
    static boolean busy(GodwitException failure) {
        return failure.getCause() instanceof SQLException cause && busy(cause);
    }

    /** As {@link #busy(GodwitException)}, of what the driver says. */
    static boolean busy(SQLException failure) {
        return switch (primary(failure)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> true;
            default -> false;
        };
    }

    /** Whether a unique index or primary key has refused a row. */
    static boolean duplicate(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);
    }

    private static Optional<Refusal> of(SQLException failure) {
        String message = message(failure);
        if (message.contains(FROZEN)) {
            return Optional.of(Refusal.FROZEN);
        }
        if (message.contains(MOVED)) {
            return Optional.of(Refusal.MOVED);
        }
        return busy(failure) ? Optional.of(Refusal.CONFLICT) : Optional.empty();
    }

    private static ErrorCode code(SQLException failure) {
        String message = message(failure);
        if (message.contains(SHUT_OUT)) {
            return ErrorCode.MOVER_SHUT_OUT;
        }
        if (message.contains(FOREIGN_ROW)) {
            return ErrorCode.KEY_OWNED_BY_OTHER_UNIT;
        }
        if (String.valueOf(failure.getSQLState()).startsWith("22")) {
            return ErrorCode.ROW_REFUSED;
        }
        if (failure instanceof SQLiteException sqlite
                && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY) {
            return ErrorCode.ROW_WITHOUT_PARENT;
        }
        return switch (primary(failure)) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_SCHEMA -> ErrorCode.STORE_BUSY;
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG -> ErrorCode.ROW_REFUSED;
            case SQLITE_FULL, SQLITE_NOMEM -> ErrorCode.STORE_EXHAUSTED;
            case SQLITE_CANTOPEN -> ErrorCode.STORE_DATABASE_MISSING;
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> ErrorCode.STORE_RIGHTS_MISSING;
            case SQLITE_INTERRUPT -> ErrorCode.STORE_STATEMENT_TIMEOUT;
            case SQLITE_IOERR -> ErrorCode.STORE_UNREACHABLE;
            default -> ErrorCode.STORE_FAILED;
        };
    }

    private static SQLiteErrorCode primary(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY_CODE)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static String message(SQLException failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
