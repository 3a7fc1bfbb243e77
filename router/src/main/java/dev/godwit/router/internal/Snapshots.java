package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Extent;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.UnitsInFlight;
import dev.godwit.core.Epoch;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot per store, such that each unit has exactly one home in them together.
 *
 * <p>All stores are looked at once; then all but the last again, in a new snapshot that is kept. When a unit's home is
 * the same in both looks of each store, it did not change between the first snapshot that is kept and the last, because every
 * one of them was taken between the two looks of every other store, or was its second look. Only one connection per store is
 * needed at a time. Used by one thread, which may have others work in different stores.
 *
 * <p>A look lists the units in flight. One that was not listed begins its move with a change of the default's epoch, and
 * one that was listed and is not any more may have its home here by now: both count as changed.
 */
final class Snapshots<C> implements AutoCloseable {
    /** Those that count; one that fails beside others does not any more. */
    private List<ApplicationStore<C>> stores;

    private final TransactionOptions options;
    private final UnfencedHomes<C> unfencedHomes;
    private final Map<StoreName, Session<C>> sessions = new ConcurrentHashMap<>();

    Snapshots(List<ApplicationStore<C>> stores, TransactionOptions options, UnfencedHomes<C> unfencedHomes) {
        this.stores = stores;
        this.options = options;
        this.unfencedHomes = unfencedHomes;
    }

    /** What the snapshots are good for. */
    sealed interface Fit {
        /**
         * Each unit has one home in them.
         *
         * @param asked the stores in which something is installed; in the others no unit lives
         * @param apart but for these, which are to be asked singly
         */
        record Together(Set<StoreName> asked, Set<UnitId> apart) implements Fit {}

        /** All units live in this store, and at least one other has nothing installed, or this one itself. */
        record AllIn(StoreName store, boolean fenced) implements Fit {}

        /** They are of no use. */
        record None() implements Fit {}
    }

    /** The homes in a store at one moment; equal when none came, went or was left in between. */
    private record Look(boolean fenced, Epoch defaultEpoch, List<Standing> units) {
        static final Look UNFENCED = new Look(false, Epoch.ZERO, List.of());

        /** The units in flight, and since when they have their home here, if they have. */
        Map<UnitId, Optional<Epoch>> homes() {
            return units.stream()
                    .collect(Collectors.toMap(
                            Standing::unit,
                            standing -> Optional.of(standing.homeSince())
                                    .filter(since -> standing.role().answersReads())));
        }

        /** Whether the rest is the same, so that units can be compared one by one. */
        boolean comparableTo(Look other) {
            return fenced == other.fenced && defaultEpoch.equals(other.defaultEpoch);
        }
    }

    /** Takes them. */
    Fit take() {
        Map<StoreName, Look> looks = new HashMap<>();
        for (ApplicationStore<C> store : stores) {
            looks.put(store.name(), look(store));
        }
        Set<UnitId> apart = new TreeSet<>();
        for (ApplicationStore<C> store : stores.subList(0, stores.size() - 1)) {
            end(store);
            Look again = look(store);
            Look first = looks.put(store.name(), again);
            if (first == null || !first.comparableTo(again)) {
                return new Fit.None();
            }
            apart.addAll(changed(first.homes(), again.homes()));
        }
        return judge(looks, apart, false);
    }

    /**
     * Takes them in all stores at the same time. All are looked at again, for only then each snapshot that is kept was
     * taken after the first looks of all. Units of which nothing is known but that they are not at home in a store that
     * answered live in one that did not.
     */
    Fit take(StoresAbreast<C> abreast) {
        Map<StoreName, Look> first = inEach(abreast, stores, abreast.aThird(), this::look);
        Map<StoreName, Look> again = inEach(abreast, stores, abreast.aThird(), store -> {
            end(store);
            return look(store);
        });
        Set<UnitId> apart = new TreeSet<>();
        for (Map.Entry<StoreName, Look> look : again.entrySet()) {
            Look before = Objects.requireNonNull(first.get(look.getKey()));
            if (!before.comparableTo(look.getValue())) {
                return new Fit.None();
            }
            apart.addAll(changed(before.homes(), look.getValue().homes()));
        }
        return judge(again, apart, abreast.someAreMissing());
    }

    /**
     * Runs a step in some of the stores at the same time. Those that fail don't count any more; a connection that is
     * still used by one that is late is given back when it ends.
     */
    <T extends @Nullable Object> Map<StoreName, T> inEach(
            StoresAbreast<C> abreast,
            List<ApplicationStore<C>> some,
            Duration patience,
            Abreast.Step<ApplicationStore<C>, T> step) {
        Map<StoreName, T> answers = abreast.inEach(some, patience, step, this::end);
        stores = abreast.present(stores);
        abreast.requireEnough(answers);
        return answers;
    }

    private Fit judge(Map<StoreName, Look> looks, Set<UnitId> apart, boolean someAreMissing) {
        Set<StoreName> fenced = looks.entrySet().stream()
                .filter(look -> look.getValue().fenced())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (fenced.size() == looks.size() || keepAllBetweenThem(fenced)) {
            apart.addAll(withoutOneHome(looks.values(), someAreMissing));
            return new Fit.Together(fenced, Collections.unmodifiableSet(apart));
        }
        return allInOne(looks);
    }

    /**
     * Whether units live in several of the stores in which something is installed, the default home among them: a store
     * for a later migration has nothing then. Without one that has a part, a home may just be giving its fences up.
     */
    private boolean keepAllBetweenThem(Set<StoreName> fenced) {
        return fenced.stream().anyMatch(unfencedHomes::isDefaultHome)
                && stores.stream()
                        .filter(store -> fenced.contains(store.name()))
                        .anyMatch(store -> of(store).extent() == Extent.SOMETHING);
    }

    Session<C> of(ApplicationStore<C> store) {
        Session<C> session = sessions.get(store.name());
        if (session == null) {
            throw new IllegalStateException("no snapshot of " + store.name());
        }
        return session;
    }

    /** Gives the store's connection back. */
    void end(ApplicationStore<C> store) {
        Session<C> session = sessions.remove(store.name());
        if (session != null) {
            Sessions.end(session);
        }
    }

    @Override
    public void close() {
        stores.forEach(this::end);
    }

    private Look look(ApplicationStore<C> store) {
        if (unfencedHomes.likelyUnfenced(store.name())) {
            if (!begin(store).fenced()) {
                return Look.UNFENCED;
            }
            unfencedHomes.foundFenced(store.name());
            end(store);
        }
        try {
            UnitsInFlight inFlight = begin(store).unitsInFlight();
            return new Look(true, inFlight.defaultEpoch(), inFlight.units());
        } catch (StoreRefusedException e) {
            if (e.refusal() != Refusal.UNFENCED) {
                throw e;
            }
            unfencedHomes.foundUnfenced(store.name());
            end(store);
            return begin(store).fenced() ? look(store) : Look.UNFENCED;
        }
    }

    private Session<C> begin(ApplicationStore<C> store) {
        // A look that is repeated, for the store was installed meanwhile, gives its connection back first.
        end(store);
        Session<C> session = store.begin(options);
        sessions.put(store.name(), session);
        return session;
    }

    /**
     * Where a store has nothing installed, either everything lives in it or nothing does, and the others have to agree:
     * before a migration has installed everything, and while one that was given up removes it.
     */
    private Fit allInOne(Map<StoreName, Look> looks) {
        Fit found = new Fit.None();
        for (ApplicationStore<C> store : stores) {
            boolean fenced = Objects.requireNonNull(looks.get(store.name())).fenced();
            Extent extent = fenced ? of(store).extent() : unfencedExtent(store.name());
            if (extent == Extent.SOMETHING || (extent == Extent.EVERYTHING && !(found instanceof Fit.None))) {
                return new Fit.None();
            }
            if (extent == Extent.EVERYTHING) {
                found = new Fit.AllIn(store.name(), fenced);
            }
        }
        return found;
    }

    private Extent unfencedExtent(StoreName store) {
        return unfencedHomes.isDefaultHome(store) ? Extent.EVERYTHING : Extent.NOTHING;
    }

    private static Set<UnitId> changed(Map<UnitId, Optional<Epoch>> first, Map<UnitId, Optional<Epoch>> again) {
        Set<UnitId> units = new HashSet<>(first.keySet());
        units.addAll(again.keySet());
        units.removeIf(unit -> Objects.equals(first.get(unit), again.get(unit)));
        return units;
    }

    private static Set<UnitId> withoutOneHome(Collection<Look> looks, boolean someAreMissing) {
        Map<UnitId, Integer> homes = new HashMap<>();
        Map<UnitId, Integer> mirrors = new HashMap<>();
        for (Look look : looks) {
            for (Standing standing : look.units()) {
                homes.merge(standing.unit(), standing.role().answersReads() ? 1 : 0, Integer::sum);
                mirrors.merge(standing.unit(), standing.role() == Role.MIRROR ? 1 : 0, Integer::sum);
            }
        }
        homes.values().removeIf(count -> count == 1);
        if (someAreMissing) {
            // Two mirrors are a change of home between stores that are there; else the home is one that is not.
            homes.entrySet().removeIf(unit -> unit.getValue() == 0 && mirrors.getOrDefault(unit.getKey(), 0) < 2);
        }
        return homes.keySet();
    }
}
