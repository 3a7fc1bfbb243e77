package dev.godwit.server;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.KeyspaceOverview.Lease;
import dev.godwit.core.KeyspaceOverview.RouterSeen;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import dev.godwit.core.StoreName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Controls of migrations of which all run. */
final class Overviews {
    private Overviews() {}

    static NamedControls of(Map<MigrationName, MigrationControl> running) {
        return new NamedControls(
                () -> running, () -> overview(running), () -> List.of(keyspace(running)), name -> Optional.empty());
    }

    /** The same beside one that has ended. */
    static NamedControls of(
            Map<MigrationName, MigrationControl> running, MigrationName ended, ApplicationLatency kept) {
        MigrationOverview old = new MigrationOverview(
                ended, new KeyspaceName("notes"), MigrationOverview.State.ENDED, Optional.empty());
        return new NamedControls(
                () -> running,
                () -> Stream.concat(overview(running).stream(), Stream.of(old)).toList(),
                List::of,
                name -> Optional.of(kept).filter(any -> name.equals(ended)));
    }

    private static KeyspaceOverview keyspace(Map<MigrationName, MigrationControl> running) {
        return new KeyspaceOverview(
                new KeyspaceName("notes"),
                new StoreName("legacy"),
                12,
                List.of(new StoreName("legacy"), new StoreName("new")),
                overview(running),
                5,
                List.of(
                        new RouterSeen(
                                Optional.of("host-of-a-customer"),
                                Lease.HELD,
                                Optional.of(11L),
                                Duration.ofMillis(200)),
                        new RouterSeen(Optional.of("silent"), Lease.LAPSED, Optional.empty(), Duration.ofSeconds(70))));
    }

    private static List<MigrationOverview> overview(Map<MigrationName, MigrationControl> running) {
        return running.keySet().stream()
                .map(name -> new MigrationOverview(
                        name, new KeyspaceName("notes"), MigrationOverview.State.RUNNING, Optional.empty()))
                .toList();
    }
}
