package dev.godwit.engine.internal.lease;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.Signal;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.throttle.ApplicationLatencies;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The control plane of a keyspace inside the server. Each answer that grants a lease is read from the control store after
 * the request arrived, so that a server that has lost the lead can't renew a lease with old placements. Thread-safe.
 */
public final class LocalControlPlane implements ControlPlane {
    private static final long NOTHING_APPLIED = -1;

    private final ControlStore control;
    private final Runnable requireLead;
    private final LeaseRegistry leases;
    private final LeaseTerms terms;
    private final ApplicationLatencies latencies;
    private final RouterReports routers;
    private final Signal placementsChanged;

    /**
     * A control plane.
     *
     * @param requireLead throws unless this server leads, asked of its own clock and the control store for each lease:
     *     whoever leads next waits a full lease length before it trusts its registry, but it knows nothing of leases that
     *     are granted after that
     * @param placementsChanged raised after each change of a placement
     */
    public LocalControlPlane(
            ControlStore control,
            Runnable requireLead,
            LeaseRegistry leases,
            LeaseTerms terms,
            ApplicationLatencies latencies,
            RouterReports routers,
            Signal placementsChanged) {
        this.latencies = latencies;
        this.routers = routers;
        this.control = control;
        this.requireLead = requireLead;
        this.leases = leases;
        this.terms = terms;
        this.placementsChanged = placementsChanged;
    }

    @Override
    public Registration register(RouterHello hello) {
        StoreName defaultHome = requireDefaultHome(hello.keyspace());
        leases.asked(hello.router(), NOTHING_APPLIED);
        requireLead.run();
        List<Placement> placements = control.placementsAfter(hello.keyspace(), 0);
        long revision = lastRevision(placements, 0);
        leases.answered(hello.router());
        return new Registration(defaultHome, terms.length(), terms.renewEvery(), revision, placements);
    }

    @Override
    public Renewal renew(RenewalRequest request) {
        if (!leases.knows(request.router())) {
            return new Renewal(false, Optional.empty(), request.knownRevision(), List.of());
        }
        leases.asked(request.router(), request.knownRevision());
        latencies.report(request.router(), request.latencies());
        request.counters().ifPresent(counters -> routers.report(request.router(), counters));
        requireLead.run();
        long seen = placementsChanged.version();
        List<Placement> changes = control.placementsAfter(request.keyspace(), request.knownRevision());
        if (changes.isEmpty() && awaitChange(seen, request.patience())) {
            changes = control.placementsAfter(request.keyspace(), request.knownRevision());
        }
        StoreName defaultHome = requireDefaultHome(request.keyspace());
        leases.answered(request.router());
        return new Renewal(true, Optional.of(defaultHome), lastRevision(changes, request.knownRevision()), changes);
    }

    @Override
    public Placement placement(KeyspaceName keyspace, UnitId unit) {
        StoreName defaultHome = requireDefaultHome(keyspace);
        return control.unit(keyspace, unit)
                .map(UnitRecord::placement)
                .orElseGet(() -> new Placement(unit, defaultHome, Optional.empty(), Phase.SETTLED, Epoch.ZERO, 0));
    }

    @Override
    public void leave(KeyspaceName keyspace, String router) {
        leases.leave(router);
        routers.left(router);
    }

    private boolean awaitChange(long seen, Duration patience) {
        Duration bounded = patience.compareTo(terms.renewEvery()) > 0 ? terms.renewEvery() : patience;
        try {
            return placementsChanged.await(seen, bounded);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private StoreName requireDefaultHome(KeyspaceName keyspace) {
        return control.defaultHome(keyspace)
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.MIGRATION_NOT_FOUND, "the control plane knows no keyspace " + keyspace));
    }

    private static long lastRevision(List<Placement> placements, long otherwise) {
        return placements.isEmpty() ? otherwise : placements.getLast().revision();
    }
}
