package dev.godwit.server;

import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Controls of migrations of which all run. */
final class Overviews {
    private Overviews() {}

    static NamedControls of(Map<MigrationName, MigrationControl> running) {
        return new NamedControls(() -> running, () -> overview(running));
    }

    private static List<MigrationOverview> overview(Map<MigrationName, MigrationControl> running) {
        return running.keySet().stream()
                .map(name -> new MigrationOverview(
                        name, new KeyspaceName("notes"), MigrationOverview.State.RUNNING, Optional.empty()))
                .toList();
    }
}
