package dev.godwit.router.internal;

import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a unit probably lives: where a store answered for it since the last news, else what the placements say. Only a
 * guess that saves round trips; the store decides.
 */
final class Routes {
    /** More than this is forgotten at once: it costs a round trip for each unit, and memory stays bounded. */
    private static final int MOST_SIGHTINGS = 100_000;

    private final PlacementCache placements;
    private final List<StoreName> stores;
    private final ConcurrentHashMap<UnitId, Sighting> sightings = new ConcurrentHashMap<>();

    /** A store that answered as the home, while this was the unit's placement. */
    private record Sighting(StoreName store, @Nullable Placement placement) {}

    Routes(PlacementCache placements, List<StoreName> stores) {
        this.placements = placements;
        this.stores = stores;
    }

    /** The probable home, or null when nobody has said anything. */
    @Nullable
    StoreName likelyHome(UnitId unit) {
        StoreName seen = seen(unit);
        return seen != null ? seen : placedHome(unit);
    }

    /** All stores, the most probable home first; for those who have to look, that is the next one while it changes. */
    List<StoreName> candidates(UnitId unit) {
        Set<StoreName> ordered = new LinkedHashSet<>();
        add(ordered, seen(unit));
        Placement placement = placements.placement(unit);
        if (placement == null) {
            add(ordered, placements.defaultHome());
        } else {
            StoreName mirror = placement.mirror().orElse(null);
            add(ordered, placement.phase().cutting() ? mirror : placement.home());
            add(ordered, placement.home());
            add(ordered, mirror);
        }
        ordered.addAll(stores);
        return List.copyOf(ordered);
    }

    /** The most probable home apart from this one, or null when there is only one store. */
    @Nullable
    StoreName otherThan(StoreName refused, UnitId unit) {
        for (StoreName candidate : candidates(unit)) {
            if (!candidate.equals(refused)) {
                return candidate;
            }
        }
        return null;
    }

    /** The store has answered as the unit's home. */
    void saw(UnitId unit, StoreName store) {
        if (store.equals(placedHome(unit))) {
            if (!sightings.isEmpty()) {
                sightings.remove(unit);
            }
            return;
        }
        if (sightings.size() >= MOST_SIGHTINGS) {
            sightings.clear();
        }
        sightings.put(unit, new Sighting(store, placements.placement(unit)));
    }

    private @Nullable StoreName placedHome(UnitId unit) {
        Placement placement = placements.placement(unit);
        return placement == null ? placements.defaultHome() : placement.home();
    }

    @SuppressWarnings("ReferenceEquality") // news that says the same again is news
    private @Nullable StoreName seen(UnitId unit) {
        if (sightings.isEmpty()) {
            return null;
        }
        Sighting sighting = sightings.get(unit);
        if (sighting == null) {
            return null;
        }
        if (sighting.placement() != placements.placement(unit)) {
            sightings.remove(unit, sighting);
            return null;
        }
        return sighting.store();
    }

    private static void add(Set<StoreName> ordered, @Nullable StoreName store) {
        if (store != null) {
            ordered.add(store);
        }
    }
}
