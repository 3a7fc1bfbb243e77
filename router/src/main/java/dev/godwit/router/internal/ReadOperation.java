package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.UnitsApartException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A read whose work is running, with what has to be true afterwards for its answer to count: for each unit either the
 * lease or two equal looks at the store. Used by one thread.
 */
final class ReadOperation<C> implements Operation<C> {
    private final Session<C> session;
    private final StoreName store;
    private final PlacementCache cache;
    private final UnitId unit;
    private final @Nullable UnfencedHomes<C> unfencedHomes;
    private final List<Trust> trusts = new ArrayList<>(1);
    private final List<Standing> standings = new ArrayList<>(1);

    /**
     * A read that begins.
     *
     * @param unfencedHomes present when it relies on nothing being installed in the store
     */
    ReadOperation(
            Session<C> session,
            StoreName store,
            PlacementCache cache,
            UnitId unit,
            @Nullable UnfencedHomes<C> unfencedHomes) {
        this.session = session;
        this.store = store;
        this.cache = cache;
        this.unit = unit;
        this.unfencedHomes = unfencedHomes;
    }

    void relyOn(Trust trust) {
        trusts.add(trust);
    }

    void relyOn(Standing first) {
        standings.add(first);
    }

    boolean reliesOnNoFences() {
        return unfencedHomes != null;
    }

    boolean leasesHold() {
        for (Trust trust : trusts) {
            if (!cache.stillHolds(trust)) {
                return false;
            }
        }
        return true;
    }

    /** The units that were looked at. */
    Set<UnitId> lookedAt() {
        return standings.stream().map(Standing::unit).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the store has stayed the home of all units that were looked at, judged by a second look. */
    boolean stayedHome(Collection<Standing> later) {
        return standings.stream()
                .allMatch(first -> later.stream()
                        .anyMatch(last -> last.unit().equals(first.unit()) && first.stayedHomeUntil(last)));
    }

    @Override
    public C joinRead(UnitId other) {
        if (!joined(other)) {
            join(other);
        }
        return session.connection();
    }

    @Override
    public C joinWrite(Set<UnitId> units) {
        throw new GodwitException(
                ErrorCode.INVALID_REQUEST,
                "a write of " + units + " inside a read of unit " + unit + "; make the outer operation a write");
    }

    private boolean joined(UnitId other) {
        return unit.equals(other)
                || trusts.stream().anyMatch(trust -> trust.unit().equals(other))
                || standings.stream().anyMatch(standing -> standing.unit().equals(other));
    }

    private void join(UnitId other) {
        if (unfencedHomes != null) {
            requireHere(other, unfencedHomes.isHome(store, Set.of(other)));
            return;
        }
        Trust trust = cache.trust(other);
        if (trust != null) {
            requireHere(other, trust.home().equals(store));
            trusts.add(trust);
            return;
        }
        Standing first = session.standing(other);
        requireHere(other, first.role().answersReads());
        standings.add(first);
    }

    private void requireHere(UnitId other, boolean here) {
        if (!here) {
            throw new UnitsApartException(
                    "unit " + other + " does not live in store " + store + ", where unit " + unit + " is being read");
        }
    }
}
