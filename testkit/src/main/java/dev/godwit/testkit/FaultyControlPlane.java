package dev.godwit.testkit;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Placement;
import dev.godwit.core.UnitId;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The way between a router and its control plane: messages are late, are lost (what {@link RoundTrips} throws), and
 * arrive twice. Thread-safe if its way is.
 */
public final class FaultyControlPlane implements ControlPlane {
    private final ControlPlane target;
    private final RoundTrips way;
    private final BooleanSupplier twice;

    /**
     * A way to a control plane.
     *
     * @param twice whether a request arrives twice, asked for each
     */
    public FaultyControlPlane(ControlPlane target, RoundTrips way, BooleanSupplier twice) {
        this.target = target;
        this.way = way;
        this.twice = twice;
    }

    @Override
    public Registration register(RouterHello hello) {
        return call("register " + hello.router(), () -> target.register(hello));
    }

    @Override
    public Renewal renew(RenewalRequest request) {
        return call("renew " + request.router() + " from " + request.knownRevision(), () -> target.renew(request));
    }

    @Override
    public Placement placement(KeyspaceName keyspace, UnitId unit) {
        return call("placement of " + unit, () -> target.placement(keyspace, unit));
    }

    @Override
    public void leave(KeyspaceName keyspace, String router) {
        call("leave " + router, () -> {
            target.leave(keyspace, router);
            return router;
        });
    }

    private <T> T call(String what, Supplier<T> work) {
        way.request(what);
        T answer;
        try {
            answer = work.get();
            if (twice.getAsBoolean()) {
                way.between(what + " again");
                answer = work.get();
            }
        } catch (RuntimeException e) {
            way.refusal(what);
            throw e;
        }
        way.answer(what, true);
        return answer;
    }
}
