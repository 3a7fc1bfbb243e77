package dev.godwit.server;

import dev.godwit.client.OnlyMigration;
import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Migrations of this process by their names. Thread-safe.
 *
 * @param running those that run now, in the order in which they came
 * @param all these, and those that the control store knows besides
 * @param spaces the keyspaces to which all belong
 * @param written the application's latency in one that does not run now
 */
record NamedControls(
        Supplier<? extends Map<MigrationName, ? extends MigrationControl>> running,
        Supplier<List<MigrationOverview>> all,
        Supplier<List<KeyspaceOverview>> spaces,
        Function<MigrationName, Optional<ApplicationLatency>> written)
        implements MigrationControls {
    NamedControls(Hosting hosting) {
        this(hosting::named, hosting::overview, hosting::keyspaces, hosting::writtenLatency);
    }

    @Override
    public List<MigrationOverview> overview() {
        return all.get();
    }

    @Override
    public List<KeyspaceOverview> keyspaces() {
        return spaces.get();
    }

    @Override
    public ApplicationLatency latency(MigrationName name) {
        Map<MigrationName, ? extends MigrationControl> here = running.get();
        return Optional.<MigrationControl>ofNullable(here.get(name))
                .map(MigrationControl::latency)
                .or(() -> written.apply(name))
                .orElseThrow(() -> notFound(name, here));
    }

    @Override
    public MigrationControl control(Optional<MigrationName> name) {
        Map<MigrationName, ? extends MigrationControl> here = running.get();
        MigrationName wanted = name.orElseGet(() -> OnlyMigration.of(overview()));
        return Optional.<MigrationControl>ofNullable(here.get(wanted)).orElseThrow(() -> notFound(wanted, here));
    }

    private static GodwitException notFound(MigrationName wanted, Map<MigrationName, ?> here) {
        String others = here.keySet().stream().map(MigrationName::value).collect(Collectors.joining(", "));
        return new GodwitException(
                ErrorCode.MIGRATION_NOT_FOUND,
                "no migration " + wanted + " runs here" + (others.isEmpty() ? "" : ", but " + others));
    }
}
