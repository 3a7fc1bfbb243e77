package dev.godwit.engine;

import dev.godwit.core.ControlPlane.RouterCounters;
import dev.godwit.core.StoreName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is, apart from its migrations.
 *
 * @param leads whether it leads, as the control store said just now
 * @param controlStoreRead how long that question took; absent when it was not answered
 * @param routersLive how many routers have a lease
 * @param applicationP99Millis the 99th percentile of the application's transactions of the slowest router, by store
 * @param routers what all routers have done since the server started
 */
public record ServerFigures(
        boolean leads,
        Optional<Duration> controlStoreRead,
        int routersLive,
        Map<StoreName, Double> applicationP99Millis,
        RouterCounters routers) {}
