package dev.godwit.engine.internal.throttle;

import dev.godwit.core.Plan;
import dev.godwit.core.Store;
import dev.godwit.engine.ThrottleReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The signals that a plan asks for. */
public final class ThrottleSignals {
    private ThrottleSignals() {}

    public static List<ThrottleSignal> of(
            Plan.Throttle wanted, Collection<Store> stores, ApplicationLatencies latencies) {
        List<ThrottleSignal> signals = new ArrayList<>();
        wanted.applicationP99().ifPresent(limit -> signals.add(new ApplicationLatencySignal(latencies, limit)));
        for (Store store : stores) {
            wanted.replicaLag().ifPresent(limit -> signals.add(replicaLag(store, limit)));
            wanted.activeSessions().ifPresent(limit -> signals.add(activeSessions(store, limit)));
        }
        return List.copyOf(signals);
    }

    private static ThrottleSignal replicaLag(Store store, Duration limit) {
        String what = "the lag of the slowest standby of " + store.name();
        return new StoreLoadSignal(
                store,
                ThrottleReason.REPLICA_LAG,
                what,
                load -> load.replicaLag()
                        .map(lag ->
                                Strain.of(ThrottleReason.REPLICA_LAG, what, lag.toMillis(), limit.toMillis(), " ms"))
                        .orElseGet(() -> Strain.unreadable(
                                ThrottleReason.REPLICA_LAG, what, "the role lacks pg_read_all_stats")));
    }

    private static ThrottleSignal activeSessions(Store store, int limit) {
        String what = "sessions at work in " + store.name();
        return new StoreLoadSignal(
                store,
                ThrottleReason.ACTIVE_SESSIONS,
                what,
                load -> Strain.of(ThrottleReason.ACTIVE_SESSIONS, what, load.activeSessions(), limit, ""));
    }
}
