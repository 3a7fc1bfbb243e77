package dev.godwit.cli;

import dev.godwit.core.MigrationControl;
import java.net.URI;
import java.util.Optional;

/** Finds the control plane that commands are meant for. */
@FunctionalInterface
interface ControlPlanes {
    /**
     * The control of a running migration.
     *
     * @param server where it is; otherwise the address that a server on this machine left in its folder
     * @throws dev.godwit.core.GodwitException with {@code CONTROL_PLANE_UNREACHABLE} when there is none
     */
    MigrationControl find(Optional<URI> server);
}
