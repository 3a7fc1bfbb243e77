package dev.godwit.cli.internal;

import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.KeyspaceOverview.Lease;
import dev.godwit.core.MigrationOverview;
import dev.godwit.core.StoreName;
import dev.godwit.server.words.Figures;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Keyspaces as a table. Pure. */
public final class KeyspacesPage {
    private KeyspacesPage() {}

    public static List<String> render(List<KeyspaceOverview> keyspaces) {
        if (keyspaces.isEmpty()) {
            return List.of("No keyspace is known here: one comes with its first migration.");
        }
        return Table.render(
                List.of("keyspace", "default home", "stores", "units taken", "routers", "migrations"),
                keyspaces.stream().map(KeyspacesPage::row).toList());
    }

    private static List<String> row(KeyspaceOverview keyspace) {
        return List.of(
                keyspace.name().value(),
                keyspace.defaultHome().value(),
                keyspace.stores().stream().map(StoreName::value).collect(Collectors.joining(", ")),
                Figures.count(keyspace.units()),
                Figures.count(routers(keyspace, Lease.HELD)) + " with a lease, "
                        + Figures.count(routers(keyspace, Lease.LAPSED)) + " lapsed",
                keyspace.migrations().stream().map(KeyspacesPage::inWords).collect(Collectors.joining(", ")));
    }

    private static long routers(KeyspaceOverview keyspace, Lease lease) {
        return keyspace.routers().stream()
                .filter(router -> router.lease() == lease)
                .count();
    }

    private static String inWords(MigrationOverview migration) {
        return migration.name() + " (" + migration.state().name().toLowerCase(Locale.ROOT) + ")";
    }
}
