package dev.godwit.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A keyspace as the server that leads knows it.
 *
 * @param defaultHome where units live that no migration has ever taken
 * @param revision of its placements; it rises with each that changes
 * @param stores from which and to which its migrations go
 * @param migrations all of them, those that ended too
 * @param units that any migration has ever taken; others live in the default home
 * @param routers that this server has heard of lately, since it leads
 */
public record KeyspaceOverview(
        KeyspaceName name,
        StoreName defaultHome,
        long revision,
        List<StoreName> stores,
        List<MigrationOverview> migrations,
        long units,
        List<RouterSeen> routers) {
    public KeyspaceOverview {
        stores = List.copyOf(stores);
        migrations = List.copyOf(migrations);
        routers = List.copyOf(routers);
    }

    /** The same without the names of routers, which may say where they run. */
    public KeyspaceOverview withoutRouterNames() {
        return new KeyspaceOverview(
                name,
                defaultHome,
                revision,
                stores,
                migrations,
                units,
                routers.stream().map(RouterSeen::withoutName).toList());
    }

    /** Whether a router may read under a lease. */
    public enum Lease {
        /** It may; changes of home wait until it has heard of them. */
        HELD,
        /** It has not asked in time and has not left: it reads strictly, or its process is gone. */
        LAPSED
    }

    /**
     * A router.
     *
     * @param name absent where it is not shown
     * @param knownRevision up to which it has applied all placements, as far as it has said; absent when its lease lapsed
     * @param heardOf how long ago it last asked or was answered
     */
    public record RouterSeen(Optional<String> name, Lease lease, Optional<Long> knownRevision, Duration heardOf) {
        RouterSeen withoutName() {
            return new RouterSeen(Optional.empty(), lease, knownRevision, heardOf);
        }
    }
}
