package dev.godwit.cli;

import dev.godwit.client.HttpCommands;
import dev.godwit.client.HttpDocuments;
import dev.godwit.core.MigrationControls;
import dev.godwit.server.PlanDesk;
import java.net.URI;
import java.util.List;

/**
 * Finds the control plane that commands are meant for.
 *
 * <p>All methods, or those of what they return, throw {@link dev.godwit.core.GodwitException} with {@code
 * CONTROL_PLANE_UNREACHABLE} when there is none.
 */
interface ControlPlanes {
    /**
     * The controls of the migrations that run there.
     *
     * @param servers where they are; otherwise the address that a server on this machine left in its folder
     */
    MigrationControls find(List<URI> servers);

    /** Documents about the migrations there. */
    HttpDocuments documents(List<URI> servers);

    /** The log of commands there. */
    HttpCommands commands(List<URI> servers);

    /** Takes plans in there. */
    PlanDesk plans(List<URI> servers);
}
