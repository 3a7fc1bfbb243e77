package dev.godwit.router;

import java.sql.SQLTransactionRollbackException;

/**
 * A transaction on a {@link RoutedDataSource} was refused because its unit changes its home. Nothing is committed: repeat
 * it from its beginning, with a new connection. The SQLSTATE 40001 says so to every framework. The cause is Godwit's.
 */
public final class RefusedSqlException extends SQLTransactionRollbackException {
    /** Serialization failure: the transaction may be repeated. */
    public static final String REPEAT = "40001";

    private static final long serialVersionUID = 1L;

    public RefusedSqlException(String message, Throwable cause) {
        super(message, REPEAT, cause);
    }
}
