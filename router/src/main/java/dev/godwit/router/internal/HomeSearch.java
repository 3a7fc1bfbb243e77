package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the stores, which always know, where a unit lives. Thread-safe. */
final class HomeSearch<C> {
    private final Stores<C> stores;
    private final Routes routes;
    private final UnfencedHomes<C> unfencedHomes;

    HomeSearch(Stores<C> stores, Routes routes, UnfencedHomes<C> unfencedHomes) {
        this.stores = stores;
        this.routes = routes;
        this.unfencedHomes = unfencedHomes;
    }

    /** Asks one store after the other, the most probable home first, and remembers a home that was found. */
    Findings ask(UnitId unit) {
        Map<StoreName, Standing> standings = new LinkedHashMap<>();
        Set<StoreName> unfenced = new LinkedHashSet<>();
        GodwitException failure = null;
        for (StoreName candidate : routes.candidates(unit)) {
            if (!stores.has(candidate)) {
                continue;
            }
            try {
                Optional<Standing> standing = unfencedHomes.standing(candidate, unit);
                standing.ifPresentOrElse(said -> standings.put(candidate, said), () -> unfenced.add(candidate));
                if (standing.filter(said -> said.role() == Role.HOME).isPresent()) {
                    routes.saw(unit, candidate);
                    return new Findings(unit, standings, unfenced, null, failure);
                }
            } catch (GodwitException e) {
                failure = e;
            }
        }
        return new Findings(unit, standings, unfenced, unfencedHome(unit, standings, unfenced, failure), failure);
    }

    /** A store that did not answer might be the home. */
    private @Nullable StoreName unfencedHome(
            UnitId unit,
            Map<StoreName, Standing> standings,
            Set<StoreName> unfenced,
            @Nullable GodwitException failure) {
        for (StoreName store : unfenced) {
            if (unfencedHomes.isHome(store, unit, standings.values(), failure == null)) {
                routes.saw(unit, store);
                return store;
            }
        }
        return null;
    }
}
