package dev.godwit.engine.internal.lease;

import dev.godwit.core.ControlPlane.RouterCounters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all routers have done since this server started, as they report it. A router that starts again under its name
 * counts from zero; what it did before is kept. Thread-safe.
 */
public final class RouterReports {
    /** Older routers than these have long gone; what they did stays in the sum. */
    private static final int ROUTERS_MAX = 1_000;

    private final Map<String, RouterCounters> newest = new LinkedHashMap<>();
    private RouterCounters gone = RouterCounters.NONE;

    /** A router says what it has done since it was connected. */
    synchronized void report(String router, RouterCounters counters) {
        RouterCounters old = newest.remove(router);
        if (old != null && counters.isBefore(old)) {
            gone = gone.plus(old);
        }
        newest.put(router, counters);
        if (newest.size() > ROUTERS_MAX) {
            left(newest.keySet().iterator().next());
        }
    }

    synchronized void left(String router) {
        RouterCounters last = newest.remove(router);
        if (last != null) {
            gone = gone.plus(last);
        }
    }

    /** The sum over all routers, gone or not; it never falls. */
    public synchronized RouterCounters total() {
        return newest.values().stream().reduce(gone, RouterCounters::plus);
    }

    public long shadowsDifferent() {
        return total().shadowsDifferent();
    }
}
