package dev.godwit.cli;

import dev.godwit.core.MigrationOverview;
import java.util.List;
import java.util.Optional;

/** A control plane that this process serves. Thread-safe. */
interface RunningServer extends AutoCloseable {
    /** Where it answers. */
    String url();

    /** Where the server answers that leads instead of this one, if one does. */
    Optional<String> leader();

    /** All migrations that it knows. */
    List<MigrationOverview> migrations();

    /** Stops after the current action of each worker. */
    @Override
    void close();
}
