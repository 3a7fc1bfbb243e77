package dev.godwit.engine.internal.lease;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Placement;
import dev.godwit.core.UnitId;
import java.util.function.Function;

/**
 * The control plane of several keyspaces. Each has routers, leases and revisions of its own: a router of one that has not
 * heard of a change holds up none of another. Thread-safe.
 *
 * @param of the control plane of one keyspace; throws for one that nobody knows
 */
public record KeyspacesControlPlane(Function<KeyspaceName, ControlPlane> of) implements ControlPlane {
    @Override
    public Registration register(RouterHello hello) {
        return of.apply(hello.keyspace()).register(hello);
    }

    @Override
    public Renewal renew(RenewalRequest request) {
        return of.apply(request.keyspace()).renew(request);
    }

    @Override
    public Placement placement(KeyspaceName keyspace, UnitId unit) {
        return of.apply(keyspace).placement(keyspace, unit);
    }

    @Override
    public void leave(KeyspaceName keyspace, String router) {
        of.apply(keyspace).leave(keyspace, router);
    }
}
