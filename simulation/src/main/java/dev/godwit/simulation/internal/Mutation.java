package dev.godwit.simulation.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.Store;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import dev.godwit.testkit.MemoryConnection;
import dev.godwit.testkit.SimulatedProcess;
import dev.godwit.testkit.StoreLaws;
import java.util.Optional;

/**
 * One rule of the move protocol taken away, as a decorator around a port. The code of the product stays as it is. What a
 * mutation remembers belongs to one run.
 */
public interface Mutation {
    /** Nothing is taken away. */
    Mutation NONE = new Mutation() {};

    /** The coincidence in which its lack shows, if chance alone takes too long to bring it about. */
    default Optional<AmbushKind> shownBy() {
        return Optional.empty();
    }

    /** What the stores enforce by themselves. */
    default StoreLaws laws(StoreLaws real) {
        return real;
    }

    /** A store as a server sees it. */
    default Store store(Store real) {
        return real;
    }

    /** A store as a router sees it. */
    default ApplicationStore<MemoryConnection> applicationStore(ApplicationStore<MemoryConnection> real) {
        return real;
    }

    /** The control plane of a server as a router sees it. */
    default ControlPlane between(SimulatedProcess router, ControlPlane real) {
        return real;
    }
}
