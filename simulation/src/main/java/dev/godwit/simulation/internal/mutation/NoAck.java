package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.Objects;

/** Nobody waits until routers have heard of a cutover: each has acknowledged everything in advance. */
final class NoAck implements Mutation {
    private static final long EVERYTHING = Long.MAX_VALUE - 1;

    @Override
    public ControlPlane between(SimulatedProcess router, ControlPlane real) {
        return Decoration.of(ControlPlane.class, real, (method, arguments, port) -> {
            Object answer = port.proceed();
            if (method.equals("renew")) {
                RenewalRequest request = (RenewalRequest) Objects.requireNonNull(arguments[0]);
                real.renew(new RenewalRequest(request.keyspace(), request.router(), EVERYTHING, Duration.ZERO));
            }
            return answer;
        });
    }
}
