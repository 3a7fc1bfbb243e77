package dev.godwit.engine.internal;

import dev.godwit.core.KeyspaceName;
import dev.godwit.core.KeyspaceOverview.RouterSeen;
import dev.godwit.core.StoreName;
import dev.godwit.engine.KeyspaceFigures;
import dev.godwit.engine.spi.ControlStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of a keyspace, asked of the control store and of the room in which its routers are heard. */
public final class KeyspaceLook {
    private KeyspaceLook() {}

    /** Absent before its first migration. */
    public static Optional<KeyspaceFigures> at(KeyspaceName name, ControlStore control, Optional<ControlRoom> room) {
        return control.defaultHome(name)
                .map(home -> new KeyspaceFigures(
                        home,
                        control.revision(name),
                        stores(name, control),
                        control.unitsOf(name),
                        room.map(present -> present.leases().seen()).orElse(List.<RouterSeen>of())));
    }

    private static List<StoreName> stores(KeyspaceName name, ControlStore control) {
        Stream<StoreName> named = control.migrations().stream()
                .filter(migration -> migration.keyspace().equals(name))
                .flatMap(migration -> control.migration(migration.name()).stream())
                .flatMap(migration -> Stream.of(migration.source(), migration.target()));
        // A policy may choose more stores than the first two.
        return Stream.concat(named, control.prepared(name).stream()).distinct().toList();
    }
}
