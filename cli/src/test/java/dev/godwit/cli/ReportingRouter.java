package dev.godwit.cli;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.ControlPlane.Capability;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.core.ControlPlane.RouterHello;
import dev.godwit.core.ControlPlane.StoreLatency;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.StoreName;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A router that does nothing but to keep its lease and to say how long the application's transactions take. */
final class ReportingRouter implements AutoCloseable {
    private static final KeyspaceName NOTES = new KeyspaceName("notes");
    private static final String NAME = "reporting";

    private final ControlPlaneConnection connection;
    private final ControlPlane plane;
    private final Thread thread;
    private volatile boolean stopped;

    ReportingRouter(URI server) {
        connection = ControlPlaneConnection.to(server);
        plane = new HttpControlPlane(connection);
        thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
        long known = plane.register(new RouterHello(NOTES, NAME, "1", List.of(Capability.MOVE)))
                .revision();
        while (!stopped) {
            known = plane.renew(new RenewalRequest(
                            NOTES,
                            NAME,
                            known,
                            Duration.ofMillis(200),
                            List.of(
                                    new StoreLatency(new StoreName("legacy"), 1_000, 4.2),
                                    new StoreLatency(new StoreName("new"), 200, 5.8))))
                    .revision();
        }
        plane.leave(NOTES, NAME);
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
        connection.close();
    }
}
