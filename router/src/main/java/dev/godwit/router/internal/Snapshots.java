package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.UnitsInFlight;
import dev.godwit.core.Epoch;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One snapshot per store, such that each unit has exactly one home in them together.
 *
 * <p>All stores are looked at once; then all but the last again, in a new snapshot that is kept. When the homes of each
 * store are the same in both of its looks, nothing changed its home between the first snapshot that is kept and the
 * last, because every one of them was taken between the two looks of every other store, or was its second look. Only one
 * connection per store is needed at a time. Used by one thread.
 */
final class Snapshots<C> implements AutoCloseable {
    private final List<ApplicationStore<C>> stores;
    private final TransactionOptions options;
    private final Map<StoreName, Session<C>> sessions = new HashMap<>();

    Snapshots(List<ApplicationStore<C>> stores, TransactionOptions options) {
        this.stores = stores;
        this.options = options;
    }

    /** The homes in a store at one moment; equal when none came, went or was left in between. */
    private record HomesHere(Epoch defaultEpoch, Map<UnitId, Epoch> homeSince) {
        static HomesHere of(UnitsInFlight look) {
            return new HomesHere(
                    look.defaultEpoch(),
                    look.units().stream()
                            .filter(standing -> standing.role().answersReads())
                            .collect(Collectors.toMap(Standing::unit, Standing::homeSince)));
        }
    }

    /** Takes them; false when a unit was changing its home, and then they are of no use. */
    boolean take() {
        Map<StoreName, UnitsInFlight> looks = new HashMap<>();
        for (ApplicationStore<C> store : stores) {
            looks.put(store.name(), look(store));
        }
        for (ApplicationStore<C> store : stores.subList(0, stores.size() - 1)) {
            end(store);
            UnitsInFlight again = look(store);
            UnitsInFlight first = looks.put(store.name(), again);
            if (first == null || !HomesHere.of(first).equals(HomesHere.of(again))) {
                return false;
            }
        }
        return eachHasOneHome(looks.values());
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

    private UnitsInFlight look(ApplicationStore<C> store) {
        Session<C> session = store.begin(options);
        sessions.put(store.name(), session);
        return session.unitsInFlight();
    }

    private static boolean eachHasOneHome(Collection<UnitsInFlight> looks) {
        List<Standing> all =
                looks.stream().flatMap(look -> look.units().stream()).toList();
        List<UnitId> homes = all.stream()
                .filter(standing -> standing.role().answersReads())
                .map(Standing::unit)
                .toList();
        Set<UnitId> units = all.stream().map(Standing::unit).collect(Collectors.toUnmodifiableSet());
        return homes.size() == units.size() && units.equals(Set.copyOf(homes));
    }
}
