package dev.godwit.bench.workload;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.Epoch;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A control plane under which nothing moves. */
public record StillControlPlane(StoreName home) implements ControlPlane {
    @Override
    public Registration register(RouterHello hello) {
        return new Registration(home, Duration.ofSeconds(1), Duration.ofMillis(300), 0, List.of());
    }

    @Override
    public Renewal renew(RenewalRequest request) {
        return new Renewal(true, Optional.of(home), 0, List.of());
    }

    @Override
    public Placement placement(KeyspaceName keyspace, UnitId unit) {
        return new Placement(unit, home, Optional.empty(), Phase.SETTLED, Epoch.ZERO, 0);
    }

    @Override
    public void leave(KeyspaceName keyspace, String router) {}
}
