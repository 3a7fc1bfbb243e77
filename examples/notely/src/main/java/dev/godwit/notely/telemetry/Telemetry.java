package dev.godwit.notely.telemetry;

import dev.godwit.core.TimeSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one process measures. Made once per process and passed to whoever has something to tell. Counts and latencies are
 * those since the process began. Thread-safe; telling costs a look-up and a few atomic additions, and never waits.
 *
 * <p>There are at most {@value #SERIES_MAX} series; what would be one more is counted under {@code other}.
 */
public final class Telemetry {
    static final int SERIES_MAX = 2_000;

    private static final String OTHER = "other";

    private final TimeSource time;
    private final String run;
    private final AtomicLong exports = new AtomicLong();
    private final Map<SeriesName, Meter> meters = new ConcurrentHashMap<>();

    /**
     * Begins at zero.
     *
     * @param process its name and anything that tells this run of it from earlier ones, such as its process id
     */
    public Telemetry(TimeSource time, String process) {
        this.time = time;
        this.run = process + "@" + time.wallClock();
    }

    /** A moment, for the elapsed time of what begins now. */
    public long now() {
        return time.monotonicNanos();
    }

    /** The nanoseconds that have passed since {@link #now()}. */
    public long since(long startNanos) {
        return time.monotonicNanos() - startNanos;
    }

    /**
     * A request of the REST API was answered.
     *
     * @param route a template such as {@code /accounts/{id}}, never the path itself
     */
    public void apiRequest(String method, String route, int status, long elapsedNanos) {
        record(new SeriesName(Family.API_REQUESTS, List.of(method, route, Integer.toString(status))), elapsedNanos);
    }

    /** A data proxy of this version has served a call; of a contention the elapsed time is the waiting. */
    public void proxyAccess(int version, String operation, ProxyStatus status, long elapsedNanos) {
        record(new SeriesName(Family.PROXY_ACCESS, List.of(text(version), operation, text(status))), elapsedNanos);
    }

    /** A store has answered. */
    public void storeAccess(String store, String operation, StoreStatus status, long elapsedNanos) {
        record(new SeriesName(Family.STORE_ACCESS, List.of(store, operation, text(status))), elapsedNanos);
    }

    /** A simulated user was told something wrong by a proxy of this version. */
    public void consistencyMiss(String version, String operation, long elapsedNanos) {
        record(new SeriesName(Family.CONSISTENCY_MISSES, List.of(version, operation)), elapsedNanos);
    }

    /** A write had to wait for its unit, or was sent away after it had waited. */
    public void delayedWrite(int version, WriteDelay outcome, long elapsedNanos) {
        record(new SeriesName(Family.DELAYED_WRITES, List.of(text(version), text(outcome))), elapsedNanos);
    }

    /** All that was measured so far. */
    public TelemetryExport export() {
        long number = exports.incrementAndGet();
        long now = time.monotonicNanos();
        return new TelemetryExport(
                run,
                number,
                meters.entrySet().stream()
                        .map(entry -> entry.getValue().export(entry.getKey(), now))
                        .toList());
    }

    private void record(SeriesName name, long elapsedNanos) {
        Meter meter = meters.get(name);
        if (meter == null) {
            SeriesName kept = meters.size() < SERIES_MAX ? name : other(name);
            meter = meters.computeIfAbsent(kept, ignored -> new Meter());
        }
        meter.record(time.monotonicNanos(), elapsedNanos);
    }

    private static SeriesName other(SeriesName name) {
        return new SeriesName(
                name.family(), name.labels().stream().map(ignored -> OTHER).toList());
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** How a data proxy's call ended. */
    public enum ProxyStatus {
        /** It was served. */
        SUCCESS,
        /** It had to wait for the proxy's lock: counted besides its end, with the time that it waited. */
        CONTENTION,
        /** It was not carried out, for a reason other than the caller's. */
        ERROR
    }

    /** How an operation on a store ended. */
    public enum StoreStatus {
        SUCCESS,
        ERROR
    }

    /** What became of a write whose unit was moving. */
    public enum WriteDelay {
        /** It waited and was then carried out. */
        HELD,
        /** It was sent away. */
        REFUSED
    }
}
