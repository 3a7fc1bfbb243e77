package dev.godwit.cli;

import dev.godwit.core.MigrationControls;
import java.net.URI;
import java.util.Optional;

/** Finds the control plane that commands are meant for. */
@FunctionalInterface
interface ControlPlanes {
    /**
     * The controls of the migrations that run there.
     *
     * @param server where it is; otherwise the address that a server on this machine left in its folder
     * @throws dev.godwit.core.GodwitException with {@code CONTROL_PLANE_UNREACHABLE} when there is none
     */
    MigrationControls find(Optional<URI> server);
}
