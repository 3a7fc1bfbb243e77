package dev.godwit.bench.application;

import dev.godwit.bench.workload.Workload;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.ControlPlane.Registration;
import dev.godwit.core.ControlPlane.Renewal;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.core.ControlPlane.RouterHello;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Placement;
import java.time.Duration;
import java.util.List;

/**
 * Sends visitors into each account whose cutover begins. It listens as routers do; because a cutover waits until
 * everybody who listens has heard of it, the visitors are there before the account is frozen.
 */
final class CutoverWatch implements Runnable {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration RETRY = Duration.ofMillis(100);

    private final ControlPlane controlPlane;
    private final KeyspaceName keyspace;
    private final String name;
    private final Workload workload;

    CutoverWatch(ControlPlane controlPlane, KeyspaceName keyspace, String name, Workload workload) {
        this.controlPlane = controlPlane;
        this.keyspace = keyspace;
        this.name = name;
        this.workload = workload;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                listen();
            } catch (GodwitException e) {
                // The control plane is down or was restarted: introduce ourselves again.
                rest();
            }
        }
    }

    private void listen() {
        Registration registration = controlPlane.register(
                new RouterHello(keyspace, name, "demo", List.of(ControlPlane.Capability.values())));
        registration.placements().forEach(this::tell);
        long revision = registration.revision();
        while (!Thread.currentThread().isInterrupted()) {
            Renewal renewal = controlPlane.renew(new RenewalRequest(keyspace, name, revision, PATIENCE));
            if (!renewal.leased()) {
                return;
            }
            renewal.changes().forEach(this::tell);
            revision = renewal.revision();
        }
    }

    private void tell(Placement placement) {
        if (placement.phase().cutting()) {
            workload.visit(placement.unit().value());
        } else {
            workload.leave(placement.unit().value());
        }
    }

    private static void rest() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
