package dev.godwit.notely.api;

import io.helidon.http.Status;

/** A request that is answered with a status and a reason; the reason is for the caller. */
final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Status status;

    Rejected(Status status, String reason) {
        super(reason);
        this.status = status;
    }

    static Rejected badRequest(String reason) {
        return new Rejected(Status.BAD_REQUEST_400, reason);
    }

    static Rejected notFound(String reason) {
        return new Rejected(Status.NOT_FOUND_404, reason);
    }

    Status status() {
        return status;
    }
}
