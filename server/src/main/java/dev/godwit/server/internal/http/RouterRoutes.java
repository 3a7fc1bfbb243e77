package dev.godwit.server.internal.http;

import dev.godwit.client.wire.Directory;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.core.ControlPlane.RouterHello;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.UnitId;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;

/** What routers ask. Thread-safe. */
final class RouterRoutes {
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(30);

    // Where the names are in /api/v1/routers/NAME/renewals and /api/v1/placements/NAME/UNIT.
    private static final int NAME = 3;
    private static final int UNIT = 4;
    private static final int ROUTER_PARTS = 4;
    private static final int RENEWAL_PARTS = 5;
    private static final int PLACEMENT_PARTS = 5;

    private final ControlPlane controlPlane;
    private final Exchange exchange;
    private final LongPolls polls;

    RouterRoutes(ControlPlane controlPlane, Exchange exchange, LongPolls polls) {
        this.controlPlane = controlPlane;
        this.exchange = exchange;
        this.polls = polls;
    }

    void register(ServerRequest request, ServerResponse response) {
        RouterHello hello = exchange.body(request, RouterHello.class);
        exchange.answer(response, Directory.of(controlPlane.register(hello)));
    }

    void renew(ServerRequest request, ServerResponse response) {
        RenewalRequest renewal = exchange.body(request, RenewalRequest.class);
        String router = Exchange.segment(request, NAME, RENEWAL_PARTS);
        if (!router.equals(renewal.router())) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST,
                    "router: '" + renewal.router() + "' asks for the lease of '" + router + "'");
        }
        if (renewal.patience().isNegative() || renewal.patience().compareTo(LONGEST_PATIENCE) > 0) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST,
                    "patience: must be 0 to " + LONGEST_PATIENCE + ", not " + renewal.patience());
        }
        exchange.answer(response, polls.poll(() -> controlPlane.renew(renewal)));
    }

    void leave(ServerRequest request, ServerResponse response) {
        KeyspaceName keyspace = Exchange.query(request, "keyspace", KeyspaceName::new)
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.INVALID_REQUEST,
                        "keyspace: say of which one the router leaves, as '?keyspace=NAME'; without that its lease lapses"
                                + " by itself"));
        controlPlane.leave(keyspace, Exchange.segment(request, NAME, ROUTER_PARTS));
        response.status(Status.NO_CONTENT_204).send();
    }

    void placement(ServerRequest request, ServerResponse response) {
        KeyspaceName keyspace = new KeyspaceName(Exchange.segment(request, NAME, PLACEMENT_PARTS));
        UnitId unit = UnitId.of(Exchange.segment(request, UNIT, PLACEMENT_PARTS));
        exchange.answer(response, controlPlane.placement(keyspace, unit));
    }
}
