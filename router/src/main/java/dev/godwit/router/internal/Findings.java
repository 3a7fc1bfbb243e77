package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the stores said about a unit, one after the other, until one said that it is the home.
 *
 * @param standings by store, in the order in which they were asked, as far as Godwit is installed there
 * @param unfenced the stores in which nothing is installed
 * @param unfencedHome the one of these that is the home
 * @param failure of a store that could not answer
 */
record Findings(
        UnitId unit,
        Map<StoreName, Standing> standings,
        Set<StoreName> unfenced,
        @Nullable StoreName unfencedHome,
        @Nullable GodwitException failure) {
    /** The store that takes the unit's writes. */
    @Nullable
    StoreName home() {
        StoreName home = storeThatIs(Role.HOME);
        return home == null ? unfencedHome : home;
    }

    /** The store that would take the unit's writes if its freeze is over. */
    @Nullable
    StoreName frozen() {
        return storeThatIs(Role.FROZEN);
    }

    /** Whether the unit is between its old and its new home. */
    boolean betweenHomes() {
        return standings.values().stream()
                                .filter(standing -> standing.role() == Role.MIRROR)
                                .count()
                        > 1
                && standings.values().stream()
                        .noneMatch(standing -> standing.role().answersReads());
    }

    /** For people: what each store said. */
    String describe() {
        List<String> said = new ArrayList<>();
        standings.forEach((store, standing) -> said.add(store + " is " + standing.role()));
        unfenced.forEach(store -> said.add(store + " has nothing installed"));
        if (failure != null) {
            said.add(failure.getMessage());
        }
        return String.join(", ", said);
    }

    private @Nullable StoreName storeThatIs(Role role) {
        for (Map.Entry<StoreName, Standing> entry : standings.entrySet()) {
            if (entry.getValue().role() == role) {
                return entry.getKey();
            }
        }
        return null;
    }
}
