package dev.godwit.router;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;

/** Several units were to be used in one transaction while they live in different stores; no SQL was run for them. */
public final class UnitsApartException extends GodwitException {
    private static final long serialVersionUID = 1L;

    public UnitsApartException(String message) {
        super(ErrorCode.UNITS_APART, message);
    }

    public UnitsApartException(String message, Throwable cause) {
        super(ErrorCode.UNITS_APART, message, cause);
    }
}
