package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import dev.godwit.router.UnitsApartException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A write whose work is running. Units of nested calls enter its transaction. Used by one thread. */
final class WriteOperation<C> implements Operation<C> {
    private final Session<C> session;
    private final StoreName store;
    private final Homes<C> homes;
    private final Routes routes;
    private final @Nullable UnfencedHomes<C> unfencedHomes;
    private Set<UnitId> entered = Set.of();
    private @Nullable Refused refused;

    /** Units that the store did not let in. */
    record Refused(Set<UnitId> units, StoreRefusedException cause) {}

    /**
     * A write that begins.
     *
     * @param unfencedHomes present when nothing is installed in the store, so that nothing can be entered
     */
    WriteOperation(
            Session<C> session,
            StoreName store,
            Homes<C> homes,
            Routes routes,
            @Nullable UnfencedHomes<C> unfencedHomes) {
        this.session = session;
        this.store = store;
        this.homes = homes;
        this.routes = routes;
        this.unfencedHomes = unfencedHomes;
    }

    /** Takes the units' locks and makes sure that the store is their home. */
    void enter(Set<UnitId> units) {
        try {
            if (unfencedHomes == null) {
                session.enter(units);
            }
        } catch (StoreRefusedException e) {
            refused = new Refused(units, e);
            throw e;
        }
        entered = entered.isEmpty() ? units : union(entered, units);
    }

    /** The locks of the units may be gone. */
    void forgetEntered() {
        entered = Set.of();
    }

    /** What was not let in, even if the work has swallowed it. */
    @Nullable
    Refused refused() {
        return refused;
    }

    @Override
    public C joinRead(UnitId unit) {
        return joinWrite(Set.of(unit));
    }

    @Override
    public C joinWrite(Set<UnitId> units) {
        if (!entered.containsAll(units)) {
            Set<UnitId> missing = new HashSet<>(units);
            missing.removeAll(entered);
            missing.forEach(this::requireHere);
            enter(missing);
        }
        return session.connection();
    }

    /** Before SQL of the nested call: a refusal by {@code enter} would spoil the whole transaction. */
    private void requireHere(UnitId unit) {
        if (!isHere(unit)) {
            throw new UnitsApartException("unit " + unit + " does not live in store " + store + ", where the units "
                    + entered + " of this transaction live");
        }
    }

    private boolean isHere(UnitId unit) {
        if (unfencedHomes != null) {
            return unfencedHomes.isHome(store, Set.of(unit));
        }
        StoreName certain = homes.certain(unit);
        return certain != null
                ? certain.equals(store)
                : store.equals(routes.likelyHome(unit))
                        || session.standing(unit).role().answersReads();
    }

    private static Set<UnitId> union(Set<UnitId> one, Set<UnitId> other) {
        Set<UnitId> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
