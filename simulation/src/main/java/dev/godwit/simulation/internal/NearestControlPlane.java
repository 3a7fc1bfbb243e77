package dev.godwit.simulation.internal;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Placement;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.RoundTrips;
import dev.godwit.testkit.SimulatedProcess;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The control plane that a router finds: the server that it talked to last as long as that answers, else another one.
 * There may be several that believe to lead.
 */
final class NearestControlPlane implements ControlPlane {
    private final World world;
    private final SimulatedProcess client;
    private final boolean forsaken;
    private Optional<Server> last = Optional.empty();

    NearestControlPlane(World world, SimulatedProcess client) {
        this.world = world;
        this.client = client;
        this.forsaken = world.scenario().course().frenzied() && world.random().nextInt(4) > 0;
    }

    @Override
    public Registration register(RouterHello hello) {
        return call("register", plane -> plane.register(hello));
    }

    @Override
    public Renewal renew(RenewalRequest request) {
        return call("renew from " + request.knownRevision(), plane -> plane.renew(request));
    }

    @Override
    public Placement placement(KeyspaceName keyspace, UnitId unit) {
        return call("placement of " + unit, plane -> plane.placement(keyspace, unit));
    }

    @Override
    public void leave(KeyspaceName keyspace, String router) {
        call("leave", plane -> {
            plane.leave(keyspace, router);
            return router;
        });
    }

    private <T> T call(String what, Function<ControlPlane, T> work) {
        if (forsaken && !world.isCalm()) {
            throw new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, "no way to the control plane");
        }
        Server server = choose();
        RoundTrips way = world.network().toControlPlane(client, server.process());
        way.request(what);
        T answer;
        try {
            ControlPlane plane = server.controlPlane()
                    .orElseThrow(() -> new GodwitException(
                            ErrorCode.CONTROL_PLANE_UNREACHABLE, server.process() + " does not serve"));
            answer = work.apply(world.mutation().between(client, plane));
        } catch (RuntimeException e) {
            last = Optional.empty();
            way.refusal(what);
            throw e;
        }
        try {
            way.answer(what, true);
        } catch (GodwitException e) {
            last = Optional.empty();
            throw e;
        }
        return answer;
    }

    private Server choose() {
        if (last.filter(server -> server.controlPlane().isPresent()).isEmpty()) {
            List<Server> serving = world.servers().stream()
                    .filter(server -> server.controlPlane().isPresent())
                    .toList();
            if (serving.isEmpty()) {
                throw new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, "no server answers");
            }
            last = Optional.of(serving.get(world.random().nextInt(serving.size())));
        }
        return last.orElseThrow();
    }
}
