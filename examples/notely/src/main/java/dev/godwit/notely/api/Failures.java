package dev.godwit.notely.api;

import dev.godwit.notely.account.FlagsRefusedException;
import dev.godwit.notely.note.NoteException;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a route throws into a status and a reason; nothing of the server's inside is shown. Thread-safe. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Exchange exchange;

    Failures(Exchange exchange) {
        this.exchange = exchange;
    }

    void register(HttpRouting.Builder routing) {
        routing.error(Rejected.class, this::rejected)
                .error(NoteException.class, this::note)
                .error(FlagsRefusedException.class, this::flags)
                .error(DeploymentRefusedException.class, this::deployment)
                .error(JdbiException.class, this::accountStore)
                .error(HttpException.class, this::http)
                .error(Throwable.class, this::unexpected);
    }

    void notFound(ServerRequest request, ServerResponse response) {
        exchange.refuse(
                response,
                Status.NOT_FOUND_404,
                "no route " + request.prologue().method() + " " + request.path().path());
    }

    void methodNotAllowed(ServerRequest request, ServerResponse response) {
        exchange.refuse(
                response,
                Status.METHOD_NOT_ALLOWED_405,
                request.prologue().method() + " is not possible on "
                        + request.path().path());
    }

    private void rejected(ServerRequest request, ServerResponse response, Rejected failure) {
        exchange.refuse(response, failure.status(), String.valueOf(failure.getMessage()));
    }

    private void note(ServerRequest request, ServerResponse response, NoteException failure) {
        Status status = switch (failure.problem()) {
            case NOT_FOUND -> Status.NOT_FOUND_404;
            case EXISTS -> Status.CONFLICT_409;
            case HELD, MOVED, STORE_DOWN -> Status.SERVICE_UNAVAILABLE_503;
            case INVALID -> Status.BAD_REQUEST_400;
            case INTERNAL -> Status.INTERNAL_SERVER_ERROR_500;
        };
        if (status.equals(Status.SERVICE_UNAVAILABLE_503)) {
            LOG.warn("{} {}: {}", request.prologue().method(), request.path().path(), failure.getMessage());
        }
        exchange.refuse(response, status, String.valueOf(failure.getMessage()));
    }

    private void flags(ServerRequest request, ServerResponse response, FlagsRefusedException failure) {
        exchange.refuse(response, Status.CONFLICT_409, String.valueOf(failure.getMessage()));
    }

    private void deployment(ServerRequest request, ServerResponse response, DeploymentRefusedException failure) {
        Status status = switch (failure.why()) {
            case UNDER_WAY -> Status.CONFLICT_409;
            case INVALID -> Status.BAD_REQUEST_400;
            case NOT_STARTED -> Status.INTERNAL_SERVER_ERROR_500;
        };
        exchange.refuse(response, status, String.valueOf(failure.getMessage()));
    }

    private void accountStore(ServerRequest request, ServerResponse response, JdbiException failure) {
        LOG.warn(
                "{} {}: the account store failed",
                request.prologue().method(),
                request.path().path(),
                failure);
        // What is around the cause shows the statement with its values.
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        exchange.refuse(
                response, Status.SERVICE_UNAVAILABLE_503, "the account store can't be used: " + cause.getMessage());
    }

    private void http(ServerRequest request, ServerResponse response, HttpException failure) {
        exchange.refuse(response, failure.status(), String.valueOf(failure.getMessage()));
    }

    private void unexpected(ServerRequest request, ServerResponse response, Throwable failure) {
        LOG.error("{} {} failed", request.prologue().method(), request.path().path(), failure);
        exchange.refuse(response, Status.INTERNAL_SERVER_ERROR_500, "Notely failed; its log says why");
    }
}
