package dev.godwit.router.internal;

import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.UnitsApartException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chooses the store for an operation, asking the stores only when nobody has said where the units live. Thread-safe. */
final class Homes<C> {
    private final PlacementCache cache;
    private final Routes routes;
    private final HomeSearch<C> search;
    private final Stores<C> stores;

    Homes(PlacementCache cache, Routes routes, HomeSearch<C> search, Stores<C> stores) {
        this.cache = cache;
        this.routes = routes;
        this.search = search;
        this.stores = stores;
    }

    /**
     * Where to try.
     *
     * @throws UnitsApartException when the units certainly live in different stores
     * @throws GodwitException when no store could be asked
     */
    StoreName of(Set<UnitId> units) {
        if (units.size() == 1) {
            return of(units.iterator().next());
        }
        StoreName common = agreed(units);
        return common != null ? common : settled(units);
    }

    /** The one store that is certainly the unit's home by the lease, or null when only the store can say. */
    @Nullable
    StoreName certain(UnitId unit) {
        Trust trust = cache.trust(unit);
        return trust == null ? null : trust.home();
    }

    private StoreName of(UnitId unit) {
        StoreName likely = routes.likelyHome(unit);
        return likely != null ? likely : found(unit);
    }

    private StoreName found(UnitId unit) {
        Findings findings = search.ask(unit);
        if (findings.home() != null) {
            return findings.home();
        }
        if (findings.frozen() != null) {
            return findings.frozen();
        }
        if (findings.standings().isEmpty() && findings.failure() != null) {
            throw findings.failure();
        }
        return stores.names().getFirst();
    }

    private @Nullable StoreName agreed(Set<UnitId> units) {
        StoreName common = null;
        for (UnitId unit : units) {
            StoreName likely = routes.likelyHome(unit);
            if (likely == null || (common != null && !common.equals(likely))) {
                return null;
            }
            common = likely;
        }
        return common;
    }

    /** Looks twice, for a unit may have moved while the next one was looked up. */
    private StoreName settled(Set<UnitId> units) {
        Map<UnitId, StoreName> first = lookUp(units);
        if (distinct(first) > 1 && first.equals(lookUp(units))) {
            throw new UnitsApartException("the units live in different stores: " + first);
        }
        return first.isEmpty()
                ? stores.names().getFirst()
                : first.values().iterator().next();
    }

    private Map<UnitId, StoreName> lookUp(Set<UnitId> units) {
        Map<UnitId, StoreName> homes = new TreeMap<>();
        for (UnitId unit : units) {
            StoreName certain = certain(unit);
            StoreName home = certain != null ? certain : search.ask(unit).home();
            if (home != null) {
                homes.put(unit, home);
            }
        }
        return homes;
    }

    private static int distinct(Map<UnitId, StoreName> homes) {
        return new HashSet<>(homes.values()).size();
    }
}
