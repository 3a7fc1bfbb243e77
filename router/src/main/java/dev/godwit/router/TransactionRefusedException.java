package dev.godwit.router;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;

/**
 * A transaction that the application holds in its own hands can't go on, because its unit changes its home or has changed
 * it. Nothing that it wrote is committed, and what it read may be of the past: repeat it from its beginning.
 */
public final class TransactionRefusedException extends GodwitException {
    private static final long serialVersionUID = 1L;

    public TransactionRefusedException(String message) {
        super(ErrorCode.TRANSACTION_REFUSED, message);
    }

    public TransactionRefusedException(String message, Throwable cause) {
        super(ErrorCode.TRANSACTION_REFUSED, message, cause);
    }
}
