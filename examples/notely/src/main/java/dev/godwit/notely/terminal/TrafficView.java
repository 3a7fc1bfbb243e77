package dev.godwit.notely.terminal;

import java.util.List;
import java.util.Optional;

/**
 * What was asked of the API and of the stores since the start. Immutable.
 *
 * @param requests by method, route and status
 * @param storeAccess by store, operation and status
 * @param lastMiss the newest consistency miss, in words
 * @param errors answers that the load generator could not use: timeouts and 5xx
 * @param heldWrites writes that waited for a cutover
 * @param refusedWrites writes that a store refused because the unit's home is elsewhere
 */
public record TrafficView(
        List<RequestRow> requests,
        List<StoreAccessRow> storeAccess,
        List<ShardRow> notesByShard,
        Counted consistencyMisses,
        Optional<String> lastMiss,
        Counted errors,
        Counted heldWrites,
        Counted refusedWrites) {
    public TrafficView {
        requests = List.copyOf(requests);
        storeAccess = List.copyOf(storeAccess);
        notesByShard = List.copyOf(notesByShard);
    }

    /** How often something happened: since the start, and over the last minute. */
    public record Counted(long total, double perMinute) {
        public static final Counted NONE = new Counted(0, 0);
    }

    /**
     * Requests of one kind.
     *
     * @param route with its parameters' names, such as {@code /accounts/{id}}
     * @param status of HTTP, or {@code other}
     */
    public record RequestRow(String method, String route, String status, Counted count, double p95Millis) {}

    /**
     * Operations of one kind on one store.
     *
     * @param status {@code success}, {@code contention} or {@code error}
     */
    public record StoreAccessRow(String store, String operation, String status, Counted count, double p95Millis) {}

    /**
     * The notes whose home is one store.
     *
     * @param notes -1 when the store does not answer
     */
    public record ShardRow(String store, long notes) {}
}
