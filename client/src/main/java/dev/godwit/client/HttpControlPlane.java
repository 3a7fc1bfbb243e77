package dev.godwit.client;

import dev.godwit.client.wire.Directory;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Placement;
import dev.godwit.core.UnitId;
import java.time.Duration;

/** What a router asks of a control plane in another process. Thread-safe; the connection is its owner's to close. */
public final class HttpControlPlane implements ControlPlane {
    /** How much later than the control plane's patience an answer may come. */
    private static final Duration LATENESS = Duration.ofSeconds(2);

    /** For the answer that may have a million placements. */
    private static final Duration WHOLE_DIRECTORY = Duration.ofSeconds(30);

    private final ControlPlaneConnection connection;

    public HttpControlPlane(ControlPlaneConnection connection) {
        this.connection = connection;
    }

    @Override
    public Registration register(RouterHello hello) {
        return connection
                .post(Paths.ROUTERS, hello, Directory.class, WHOLE_DIRECTORY)
                .registration();
    }

    @Override
    public Renewal renew(RenewalRequest request) {
        return connection.post(
                router(request.router()) + Paths.RENEWALS,
                request,
                Renewal.class,
                request.patience().plus(LATENESS));
    }

    @Override
    public Placement placement(KeyspaceName keyspace, UnitId unit) {
        String path = Paths.PLACEMENTS + "/" + ControlPlaneConnection.segment(keyspace.value()) + "/"
                + ControlPlaneConnection.segment(unit.value());
        return connection.get(path, Placement.class);
    }

    @Override
    public void leave(KeyspaceName keyspace, String router) {
        connection.delete(router(router) + "?keyspace=" + ControlPlaneConnection.segment(keyspace.value()));
    }

    private static String router(String name) {
        return Paths.ROUTERS + "/" + ControlPlaneConnection.segment(name);
    }
}
