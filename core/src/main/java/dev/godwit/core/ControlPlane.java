package dev.godwit.core;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a router asks of the control plane. Losing it costs a router speed (strict reads), never correctness.
 * Thread-safe.
 */
public interface ControlPlane {
    /**
     * Introduces a router and gives it all placements.
     *
     * @throws GodwitException with {@link ErrorCode#CONTROL_PLANE_UNREACHABLE} when nobody answers
     */
    Registration register(RouterHello hello);

    /**
     * Renews a lease: waits at most {@code patience} for changes after the known revision, and answers from the control
     * record as it is after the request arrived. Asking with revision R acknowledges all changes up to R.
     *
     * @throws GodwitException with {@link ErrorCode#CONTROL_PLANE_UNREACHABLE} when nobody answers
     */
    Renewal renew(RenewalRequest request);

    /** Where a unit lives, from the control record now. */
    Placement placement(KeyspaceName keyspace, UnitId unit);

    /** Ends a router's lease, so that nobody waits for it. */
    void leave(KeyspaceName keyspace, String router);

    /**
     * A router that starts.
     *
     * @param router unique among the routers of its keyspace, for example host, process and a random part
     * @param version of the router's library
     * @param capabilities what it can do; see {@link Capability}
     */
    record RouterHello(KeyspaceName keyspace, String router, String version, List<Capability> capabilities) {}

    /** What a plan may need of every live router. */
    enum Capability {
        MOVE
    }

    /**
     * The answer to a router that starts.
     *
     * @param defaultHome where the units live that have no placement of their own
     * @param leaseLength how long a lease lasts from the moment before the router asked
     */
    record Registration(
            StoreName defaultHome,
            Duration leaseLength,
            Duration renewEvery,
            long revision,
            List<Placement> placements) {}

    /**
     * A lease renewal.
     *
     * @param knownRevision everything up to it is applied in the router
     * @param patience how long the answer may wait for news; 0 for an answer at once
     * @param latencies of the application's transactions during the last seconds, one for each store that had some
     * @param counters what the router has done since it was connected; routers before version 0.2 don't say
     */
    record RenewalRequest(
            KeyspaceName keyspace,
            String router,
            long knownRevision,
            Duration patience,
            List<StoreLatency> latencies,
            Optional<RouterCounters> counters) {
        public RenewalRequest {
            latencies = List.copyOf(latencies);
        }

        /** A renewal by a router that does not count. */
        public RenewalRequest(
                KeyspaceName keyspace,
                String router,
                long knownRevision,
                Duration patience,
                List<StoreLatency> latencies) {
            this(keyspace, router, knownRevision, patience, latencies, Optional.empty());
        }

        /** A renewal without a report. */
        public RenewalRequest(KeyspaceName keyspace, String router, long knownRevision, Duration patience) {
            this(keyspace, router, knownRevision, patience, List.of());
        }
    }

    /**
     * How long the application's transactions take in one store, from their beginning to their end.
     *
     * @param operations how many there were
     * @param p99Millis their 99th percentile
     */
    record StoreLatency(StoreName store, long operations, double p99Millis) {}

    /**
     * What a router has done since it was connected, for people to see.
     *
     * @param holds operations that waited for a home
     * @param refusals operations that a store refused, by reason
     * @param shadowsDifferent named reads of which the mirror gave another answer
     */
    record RouterCounters(
            long operations,
            long strictReads,
            long writes,
            long holds,
            Map<Refusal, Long> refusals,
            long repeats,
            long shadowsEqual,
            long shadowsDifferent,
            long shadowsUnsettled) {
        public static final RouterCounters NONE = new RouterCounters(0, 0, 0, 0, Map.of(), 0, 0, 0, 0);

        public RouterCounters {
            refusals = Map.copyOf(refusals);
        }

        /** Both together. */
        public RouterCounters plus(RouterCounters other) {
            Map<Refusal, Long> both = new EnumMap<>(Refusal.class);
            both.putAll(refusals);
            other.refusals.forEach((refusal, count) -> both.merge(refusal, count, Long::sum));
            return new RouterCounters(
                    operations + other.operations,
                    strictReads + other.strictReads,
                    writes + other.writes,
                    holds + other.holds,
                    both,
                    repeats + other.repeats,
                    shadowsEqual + other.shadowsEqual,
                    shadowsDifferent + other.shadowsDifferent,
                    shadowsUnsettled + other.shadowsUnsettled);
        }

        /** Whether it counted less than the other: it has begun anew. */
        public boolean isBefore(RouterCounters other) {
            return operations < other.operations;
        }
    }

    /**
     * The answer to a renewal.
     *
     * @param leased whether the lease is renewed; false when the router must register again
     * @param changes the placements that changed after the known revision, oldest first
     */
    record Renewal(boolean leased, Optional<StoreName> defaultHome, long revision, List<Placement> changes) {}
}
