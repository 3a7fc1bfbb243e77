package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stores in which nothing is installed: before a migration, and after one that was given up. Such a store can't say what
 * it is. It is a unit's home when the lease says so; or, without one, when it is the default home that was told last and
 * no other store says that it has anything to do with the unit: the store of a home loses its fences only when nothing
 * is on its way any more. Whoever works there looks at the end whether that is still so, for as soon as something is
 * installed, the unit may begin to move. Thread-safe.
 */
final class UnfencedHomes<C> {
    private final Stores<C> stores;
    private final PlacementCache cache;
    /** Those that were found so last. It saves a failed statement; what is true is found out each time. */
    private final Set<StoreName> unfenced = ConcurrentHashMap.newKeySet();

    UnfencedHomes(Stores<C> stores, PlacementCache cache) {
        this.stores = stores;
        this.cache = cache;
    }

    boolean likelyUnfenced(StoreName store) {
        return !unfenced.isEmpty() && unfenced.contains(store);
    }

    void foundUnfenced(StoreName store) {
        unfenced.add(store);
    }

    void foundFenced(StoreName store) {
        unfenced.remove(store);
    }

    /** What a store is for the unit; empty when nothing is installed there. */
    Optional<Standing> standing(StoreName name, UnitId unit) {
        ApplicationStore<C> store = stores.get(name);
        if (likelyUnfenced(name)) {
            if (!store.fenced()) {
                return Optional.empty();
            }
            foundFenced(name);
        }
        try {
            return Optional.of(store.standing(unit));
        } catch (StoreRefusedException e) {
            if (e.refusal() != Refusal.UNFENCED) {
                throw e;
            }
            foundUnfenced(name);
            return Optional.empty();
        }
    }

    boolean isDefaultHome(StoreName store) {
        return store.equals(cache.defaultHome());
    }

    /** Whether a store in which nothing is installed is the home of all these units. */
    boolean isHome(StoreName store, Set<UnitId> units) {
        return units.stream().allMatch(unit -> isHome(store, unit));
    }

    private boolean isHome(StoreName store, UnitId unit) {
        StoreName certain = certainly(unit);
        return certain != null ? certain.equals(store) : isDefaultHome(store) && nobodyElseClaims(store, unit);
    }

    /**
     * The same, for whoever has asked the others already.
     *
     * @param others what they said, as far as something is installed there
     * @param allAnswered whether each of them did
     */
    boolean isHome(StoreName store, UnitId unit, Collection<Standing> others, boolean allAnswered) {
        StoreName certain = certainly(unit);
        return certain != null
                ? certain.equals(store)
                : isDefaultHome(store)
                        && allAnswered
                        && others.stream().allMatch(standing -> standing.role() == Role.MOVED);
    }

    /** By the lease, while nothing is on its way. */
    private @Nullable StoreName certainly(UnitId unit) {
        Trust trust = cache.trust(unit);
        return trust != null && trust.atRest() ? trust.home() : null;
    }

    private boolean nobodyElseClaims(StoreName store, UnitId unit) {
        for (StoreName other : stores.names()) {
            if (!other.equals(store)
                    && standing(other, unit)
                            .filter(standing -> standing.role() != Role.MOVED)
                            .isPresent()) {
                return false;
            }
        }
        return true;
    }
}
