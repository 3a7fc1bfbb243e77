package dev.godwit.engine.internal.throttle;

import dev.godwit.core.ControlPlane.StoreLatency;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What routers say of the latency of the application's transactions. Thread-safe. */
public final class ApplicationLatencies {
    private static final Duration FRESH = Duration.ofSeconds(5);
    /** A percentile of fewer operations says nothing. */
    private static final long OPERATIONS_MIN = 20;

    private record Report(List<StoreLatency> latencies, long atNanos) {}

    private final TimeSource time;
    private final Map<String, Report> reports = new ConcurrentHashMap<>();

    public ApplicationLatencies(TimeSource time) {
        this.time = time;
    }

    /** A router reports the transactions of its last seconds, by store. */
    public void report(String router, List<StoreLatency> latencies) {
        reports.put(router, new Report(latencies, time.monotonicNanos()));
    }

    /** Whether any router has reported lately. */
    public boolean reported() {
        forgetOld();
        return !reports.isEmpty();
    }

    /** The worst store of the worst router, if there was enough to measure. */
    public Optional<StoreLatency> worst() {
        forgetOld();
        return reports.values().stream()
                .flatMap(report -> report.latencies().stream())
                .filter(latency -> latency.operations() >= OPERATIONS_MIN)
                .max(Comparator.comparingDouble(StoreLatency::p99Millis));
    }

    /** The 99th percentile of the worst router in milliseconds, by store, where there was enough to measure. */
    public Map<StoreName, Double> byStore() {
        forgetOld();
        return reports.values().stream()
                .flatMap(report -> report.latencies().stream())
                .filter(latency -> latency.operations() >= OPERATIONS_MIN)
                .collect(Collectors.toMap(StoreLatency::store, StoreLatency::p99Millis, Math::max));
    }

    /**
     * What each router has reported newest, where there was enough to measure, if it came after a moment and not after
     * another one.
     */
    public List<StoreLatency> between(long afterNanos, long untilNanos) {
        return reports.values().stream()
                .filter(report -> report.atNanos() - afterNanos > 0 && report.atNanos() - untilNanos <= 0)
                .flatMap(report -> report.latencies().stream())
                .filter(latency -> latency.operations() >= OPERATIONS_MIN)
                .toList();
    }

    private void forgetOld() {
        reports.values().removeIf(report -> time.since(report.atNanos()).compareTo(FRESH) > 0);
    }
}
