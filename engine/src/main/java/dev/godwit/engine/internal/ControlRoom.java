package dev.godwit.engine.internal;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.lease.LeaseRegistry;
import dev.godwit.engine.internal.lease.LeaseTerms;
import dev.godwit.engine.internal.lease.LocalControlPlane;
import dev.godwit.engine.internal.lease.RouterReports;
import dev.godwit.engine.internal.throttle.ApplicationLatencies;
import dev.godwit.engine.internal.unit.Neighbours;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.EnginePorts;

/** What all migrations of a keyspace share in one server: the routers and what they say, and that they are neighbours. */
public record ControlRoom(
        LeaseRegistry leases,
        ApplicationLatencies latencies,
        RouterReports routers,
        ControlPlane controlPlane,
        Neighbours neighbours) {
    /** A room for a term of a lead that begins now. */
    public static ControlRoom of(EnginePorts ports, Leadership leadership) {
        return of(ports, leadership, ports.time().monotonicNanos());
    }

    /** A room for one term of a lead: it knows nothing of the routers of an earlier one. */
    static ControlRoom of(EnginePorts ports, Leadership leadership, long ledSinceNanos) {
        ControlStore control = ports.control();
        TimeSource time = ports.time();
        LeaseTerms terms = LeaseTerms.DEFAULT;
        LeaseRegistry leases = new LeaseRegistry(time, terms, ledSinceNanos, leadership::leads);
        ApplicationLatencies latencies = new ApplicationLatencies(time);
        RouterReports routers = new RouterReports();
        return new ControlRoom(
                leases,
                latencies,
                routers,
                new LocalControlPlane(
                        control, leadership::requireLead, leases, terms, latencies, routers, ports.placementsChanged()),
                new Neighbours());
    }
}
