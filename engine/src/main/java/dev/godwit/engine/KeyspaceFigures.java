package dev.godwit.engine;

import dev.godwit.core.KeyspaceOverview.RouterSeen;
import dev.godwit.core.StoreName;
import java.util.List;

/**
 * What a control store and the server that leads know of a keyspace, apart from how its migrations are.
 *
 * @param revision of its placements
 * @param stores from which and to which its migrations go
 * @param units that any migration has ever taken
 * @param routers none while this server stands by
 */
public record KeyspaceFigures(
        StoreName defaultHome, long revision, List<StoreName> stores, long units, List<RouterSeen> routers) {}
