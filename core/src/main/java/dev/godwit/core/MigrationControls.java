package dev.godwit.core;

import java.util.List;
import java.util.Optional;

/** The migrations of one server, for operators. Thread-safe. */
public interface MigrationControls {
    /** All that are known, those that ended too: first those that run here, in the order in which they came. */
    List<MigrationOverview> overview();

    /** The keyspaces to which they belong, in the order in which they came. */
    List<KeyspaceOverview> keyspaces();

    /**
     * How long the application's transactions took before, during and after a migration, also after its end.
     *
     * @throws GodwitException with {@link ErrorCode#MIGRATION_NOT_FOUND} when none of that name is known
     */
    ApplicationLatency latency(MigrationName name);

    /** The names of those that run here, in the order in which they came. */
    default List<MigrationName> names() {
        return overview().stream()
                .filter(migration -> migration.state() == MigrationOverview.State.RUNNING)
                .map(MigrationOverview::name)
                .toList();
    }

    /**
     * What an operator can see and do of one of them.
     *
     * @param name absent for the only one
     * @throws GodwitException with {@link ErrorCode#MIGRATION_NOT_FOUND} when there is none of that name, or none at all,
     *     and with {@link ErrorCode#INVALID_REQUEST} when none is named and there are several; at the latest when it is used
     */
    MigrationControl control(Optional<MigrationName> name);
}
