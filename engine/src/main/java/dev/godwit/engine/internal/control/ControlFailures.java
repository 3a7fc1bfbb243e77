package dev.godwit.engine.internal.control;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What failures of the control store's database mean. The database's own words are shown, and not the statement with its
 * values, which are not everybody's business.
 */
final class ControlFailures {
    private static final String DISK_FULL = "53100";
    private static final int DEEPEST_CAUSE = 50;
    private static final int PRIMARY_CODE = 0xff;

    private ControlFailures() {}

    /** The exception for what the database, or the way to it, has refused. */
    static GodwitException translate(Exception failure) {
        @Nullable SQLException innermost = innermost(failure);
        boolean full = innermost != null && full(innermost);
        return new GodwitException(
                full ? ErrorCode.CONTROL_STORE_FULL : ErrorCode.CONTROL_STORE_FAILED,
                "control store: " + firstLine(innermost == null ? failure : innermost),
                failure);
    }

    /** The others are details, which may name values. */
    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static boolean full(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            // The memory that connections share is a file too.
            return (code.code & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_FULL.code
                    || code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
        }
        return DISK_FULL.equals(failure.getSQLState());
    }

    private static @Nullable SQLException innermost(Throwable failure) {
        @Nullable SQLException innermost = null;
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException sql) {
                innermost = sql;
            }
            cause = cause.getCause();
        }
        return innermost;
    }
}
