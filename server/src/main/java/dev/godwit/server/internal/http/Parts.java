package dev.godwit.server.internal.http;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.TimeSource;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.Steering;

/** What the routes stand on. */
public record Parts(
        ControlPlane controlPlane,
        Steering steering,
        Access access,
        ToLeader toLeader,
        LongPolls polls,
        TimeSource time) {}
