package dev.godwit.spring;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A control plane that has no news: everything lives in the legacy store. */
final class StillControlPlane implements ControlPlane {
    private static final StoreName HOME = new StoreName("legacy");

    @Override
    public Registration register(RouterHello hello) {
        return new Registration(HOME, Duration.ofHours(1), Duration.ofMinutes(1), 1, List.of());
    }

    @Override
    public Renewal renew(RenewalRequest request) {
        return new Renewal(true, Optional.of(HOME), 1, List.of());
    }

    @Override
    public Placement placement(KeyspaceName keyspace, UnitId unit) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void leave(KeyspaceName keyspace, String router) {
        // It has not kept anything.
    }
}
