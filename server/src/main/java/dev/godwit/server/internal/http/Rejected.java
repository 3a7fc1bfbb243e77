package dev.godwit.server.internal.http;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import io.helidon.http.Status;

/** A request that is wrong as HTTP, with the status that says so. */
final class Rejected extends GodwitException {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    Rejected(Status status, String message) {
        super(ErrorCode.INVALID_REQUEST, message);
        this.status = status;
    }

    Status status() {
        return status;
    }
}
