package dev.godwit.engine.internal.lease;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Placement;
import dev.godwit.core.UnitId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The control plane of the term in which this server leads now. While it stands by, every request is refused with
 * {@code NOT_LEADING}. Thread-safe.
 *
 * @param present absent while this server does not lead
 */
public record PresentControlPlane(Supplier<Optional<ControlPlane>> present) implements ControlPlane {
    @Override
    public Registration register(RouterHello hello) {
        return leading().register(hello);
    }

    @Override
    public Renewal renew(RenewalRequest request) {
        return leading().renew(request);
    }

    @Override
    public Placement placement(KeyspaceName keyspace, UnitId unit) {
        return leading().placement(keyspace, unit);
    }

    @Override
    public void leave(KeyspaceName keyspace, String router) {
        leading().leave(keyspace, router);
    }

    private ControlPlane leading() {
        return present.get().orElseThrow(() -> new GodwitException(ErrorCode.NOT_LEADING, "this server stands by"));
    }
}
