package dev.godwit.server.internal.http;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever a route throws into problem details or, for people, a page; nothing of the server's inside is shown.
 * Thread-safe.
 */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Exchange exchange;
    private final ProblemPage page;

    Problems(Exchange exchange, ProblemPage page) {
        this.exchange = exchange;
        this.page = page;
    }

    void register(HttpRouting.Builder routing) {
        routing.error(GodwitException.class, this::godwit)
                .error(HttpException.class, this::http)
                .error(Throwable.class, this::unexpected);
    }

    void notFound(ServerRequest request, ServerResponse response) {
        String what = request.prologue().method() + " " + request.path().path();
        answer(
                request,
                response,
                new GodwitException(ErrorCode.INVALID_REQUEST, "no route " + what),
                Status.NOT_FOUND_404);
    }

    void methodNotAllowed(ServerRequest request, ServerResponse response) {
        String what =
                request.path().path() + " does not take " + request.prologue().method();
        answer(request, response, new GodwitException(ErrorCode.INVALID_REQUEST, what), Status.METHOD_NOT_ALLOWED_405);
    }

    private void godwit(ServerRequest request, ServerResponse response, GodwitException failure) {
        if (failure.code() == ErrorCode.INTERNAL) {
            LOG.error(
                    "{} {} failed", request.prologue().method(), request.path().path(), failure);
        }
        switch (failure.code()) {
            case TOKEN_MISSING -> response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"godwit\"");
            case TOO_MANY_REQUESTS -> response.header(HeaderNames.RETRY_AFTER, "1");
            default -> {}
        }
        answer(request, response, failure, status(failure));
    }

    private void http(ServerRequest request, ServerResponse response, HttpException failure) {
        String message = failure.getMessage() == null ? failure.status().reasonPhrase() : failure.getMessage();
        answer(request, response, new GodwitException(ErrorCode.INVALID_REQUEST, message), failure.status());
    }

    private void unexpected(ServerRequest request, ServerResponse response, Throwable failure) {
        LOG.error("{} {} failed", request.prologue().method(), request.path().path(), failure);
        GodwitException shown =
                new GodwitException(ErrorCode.INTERNAL, "the request failed; the server's log says why");
        answer(request, response, shown, Status.INTERNAL_SERVER_ERROR_500);
    }

    private void answer(ServerRequest request, ServerResponse response, GodwitException failure, Status status) {
        if (Browsers.ask(request)) {
            page.show(request, response, failure, status);
        } else {
            exchange.problem(response, failure, status);
        }
    }

    /** What a failure is in HTTP. */
    public static Status status(GodwitException failure) {
        if (failure instanceof Rejected rejected) {
            return rejected.status();
        }
        return switch (failure.code()) {
            case TOKEN_MISSING -> Status.UNAUTHORIZED_401;
            case NOT_ALLOWED -> Status.FORBIDDEN_403;
            case TOO_MANY_REQUESTS -> Status.TOO_MANY_REQUESTS_429;
            case MIGRATION_NOT_FOUND, WAVE_NOT_FOUND, UNIT_NOT_FOUND, REQUEST_NOT_FOUND -> Status.NOT_FOUND_404;
            case FORBIDDEN_TRANSITION,
                    POINT_OF_NO_RETURN,
                    ROUTER_OUTDATED,
                    MIGRATION_EXISTS,
                    APPROVAL_MISSING,
                    IDEMPOTENCY_CONFLICT -> Status.CONFLICT_409;
            default ->
                switch (failure.code().kind()) {
                    case USER -> Status.BAD_REQUEST_400;
                    case ENVIRONMENT, RETRYABLE -> Status.SERVICE_UNAVAILABLE_503;
                    case AMBIGUOUS, BUG -> Status.INTERNAL_SERVER_ERROR_500;
                };
        };
    }
}
