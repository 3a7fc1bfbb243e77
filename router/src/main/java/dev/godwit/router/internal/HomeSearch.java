package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the stores, which always know, where a unit lives. Thread-safe. */
final class HomeSearch<C> {
    private final Stores<C> stores;
    private final Routes routes;

    HomeSearch(Stores<C> stores, Routes routes) {
        this.stores = stores;
        this.routes = routes;
    }

    /** Asks one store after the other, the most probable home first, and remembers a home that was found. */
    Findings ask(UnitId unit) {
        Map<StoreName, Standing> standings = new LinkedHashMap<>();
        GodwitException failure = null;
        for (StoreName candidate : routes.candidates(unit)) {
            if (!stores.has(candidate)) {
                continue;
            }
            try {
                Standing standing = stores.get(candidate).standing(unit);
                standings.put(candidate, standing);
                if (standing.role() == Role.HOME) {
                    routes.saw(unit, candidate);
                    break;
                }
            } catch (GodwitException e) {
                failure = e;
            }
        }
        return new Findings(unit, standings, failure);
    }
}
