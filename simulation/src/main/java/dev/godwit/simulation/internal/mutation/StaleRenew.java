package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ControlPlane.Renewal;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.SimulatedProcess;
import java.util.List;
import java.util.Objects;

/** A lease is renewed without the current placements. */
final class StaleRenew implements Mutation {
    @Override
    public ControlPlane between(SimulatedProcess router, ControlPlane real) {
        return Decoration.of(ControlPlane.class, real, (method, arguments, port) -> {
            Object answer = port.proceed();
            if (!method.equals("renew")) {
                return answer;
            }
            RenewalRequest request = (RenewalRequest) Objects.requireNonNull(arguments[0]);
            Renewal renewal = (Renewal) Objects.requireNonNull(answer);
            return new Renewal(renewal.leased(), renewal.defaultHome(), request.knownRevision(), List.of());
        });
    }
}
