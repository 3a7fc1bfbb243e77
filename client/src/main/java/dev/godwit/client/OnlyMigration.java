package dev.godwit.client;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import dev.godwit.core.MigrationOverview.State;
import java.util.List;
import java.util.stream.Collectors;

/** Which migration somebody means who names none. */
public final class OnlyMigration {
    private OnlyMigration() {}

    /**
     * The only one that runs.
     *
     * @throws GodwitException with {@link ErrorCode#MIGRATION_NOT_FOUND} when none runs, with {@link
     *     ErrorCode#INVALID_REQUEST} when several do
     */
    public static MigrationName of(List<MigrationOverview> all) {
        List<MigrationName> running = all.stream()
                .filter(migration -> migration.state() == State.RUNNING)
                .map(MigrationOverview::name)
                .toList();
        if (running.isEmpty()) {
            throw new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "no migration runs here" + others(all));
        }
        if (running.size() > 1) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST,
                    "migration: several run here; name one with --migration: "
                            + running.stream().map(MigrationName::value).collect(Collectors.joining(", ")));
        }
        return running.getFirst();
    }

    private static String others(List<MigrationOverview> all) {
        return all.stream()
                .filter(migration -> migration.state() == State.WAITING)
                .findFirst()
                .map(migration -> "; " + migration.name() + " waits: "
                        + migration.reason().orElse("nobody has started it"))
                .orElse("");
    }
}
