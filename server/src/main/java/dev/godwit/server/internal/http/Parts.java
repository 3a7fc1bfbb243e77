package dev.godwit.server.internal.http;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.TimeSource;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.Steering;
import java.util.function.Supplier;

/**
 * What the routes stand on.
 *
 * @param metrics the page that Prometheus reads, made each time anew
 */
public record Parts(
        ControlPlane controlPlane,
        Steering steering,
        Access access,
        ToLeader toLeader,
        Supplier<String> metrics,
        LongPolls polls,
        TimeSource time) {}
