package dev.godwit.server.internal.http;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.TimeSource;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.Steering;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the routes stand on.
 *
 * @param names under which the server may be addressed besides those of loopback
 * @param metrics the page that Prometheus reads, made each time anew
 */
public record Parts(
        ControlPlane controlPlane,
        Steering steering,
        Access access,
        ToLeader toLeader,
        Set<String> names,
        Supplier<String> metrics,
        LongPolls polls,
        EventStreams streams,
        TimeSource time) {}
