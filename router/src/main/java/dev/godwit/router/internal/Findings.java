package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the stores said about a unit, one after the other, until one said that it is the home.
 *
 * @param standings by store, in the order in which they were asked
 * @param failure of a store that could not answer
 */
record Findings(
        UnitId unit,
        Map<StoreName, Standing> standings,
        @Nullable GodwitException failure) {
    /** The store that takes the unit's writes. */
    @Nullable
    StoreName home() {
        return storeThatIs(Role.HOME);
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
        String said = standings.entrySet().stream()
                .map(entry -> entry.getKey() + " is " + entry.getValue().role())
                .collect(Collectors.joining(", "));
        return failure == null ? said : said + (said.isEmpty() ? "" : ", ") + failure.getMessage();
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
