package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.RouterTransaction;
import dev.godwit.router.UnitsApartException;
import dev.godwit.router.Work;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes: tries the probable home, then the other store, then waits for a home without a connection and tries again. The
 * stores decide; the route only finds the one that says yes. Thread-safe.
 */
final class WriteRoute<C> {
    /** More says that the store has some of what is to be installed, and not all of it. */
    private static final int MOST_OVERTAKEN = 20;

    private final Stores<C> stores;
    private final Homes<C> homes;
    private final Routes routes;
    private final HeldOperations<C> held;
    private final UnfencedHomes<C> unfencedHomes;
    private final WriteAttempt<C> attempt;
    private final Supplier<Hold<C>> holds;
    private final Counters counters;

    WriteRoute(
            Stores<C> stores,
            Homes<C> homes,
            Routes routes,
            HeldOperations<C> held,
            UnfencedHomes<C> unfencedHomes,
            WriteAttempt<C> attempt,
            Supplier<Hold<C>> holds,
            Counters counters) {
        this.stores = stores;
        this.homes = homes;
        this.routes = routes;
        this.held = held;
        this.unfencedHomes = unfencedHomes;
        this.attempt = attempt;
        this.holds = holds;
        this.counters = counters;
    }

    <T extends @Nullable Object, E extends Exception> T write(
            Set<UnitId> units, TransactionOptions options, Work<? super C, T, E> work) throws E {
        Outcome<T> outcome = untilTaken(units, store -> attempt(store, units, options, work));
        if (!outcome.failed()) {
            counters.writes.increment();
        }
        return outcome.orThrow();
    }

    /** Only begins it; the rest is the caller's. */
    RouterTransaction<C> open(Set<UnitId> units, TransactionOptions options) {
        return this.<RouterTransaction<C>>untilTaken(units, store -> opening(store, units, options))
                .<RuntimeException>orThrow();
    }

    /** One attempt in one store. */
    @FunctionalInterface
    private interface Attempt<T extends @Nullable Object> {
        WriteAttempt.Result<T> in(StoreName store);
    }

    private <T extends @Nullable Object> Outcome<T> untilTaken(Set<UnitId> units, Attempt<T> attempt) {
        Hold<C> hold = holds.get();
        try {
            return attempts(units, attempt, hold);
        } finally {
            hold.over(counters, counters.heldWrites);
        }
    }

    private <T extends @Nullable Object> Outcome<T> attempts(Set<UnitId> units, Attempt<T> attempt, Hold<C> hold) {
        StoreName target = homes.of(units);
        boolean guessed = false;
        int overtaken = 0;
        while (true) {
            StoreName store = target;
            switch (attempt.in(store)) {
                case WriteAttempt.Result.Finished<T>(Outcome<T> outcome) -> {
                    return outcome;
                }
                case WriteAttempt.Result.Overtaken<T>() -> {
                    unfencedHomes.foundFenced(store);
                    if (++overtaken > MOST_OVERTAKEN) {
                        throw new GodwitException(
                                ErrorCode.STORE_FAILED, "store " + store + " has only some of what Godwit installs");
                    }
                }
                case WriteAttempt.Result.Refused<T> refused -> {
                    counters.refused(refused.refusal());
                    if (refused.refusal() == Refusal.CONFLICT) {
                        if (!hold.mayRepeatAfterConflict()) {
                            return new Outcome.Failure<>(refused.cause());
                        }
                    } else if (!liesBare(refused, store)) {
                        StoreName other = guessed ? null : otherStore(refused, store);
                        guessed = other != null;
                        target = other != null ? other : awaitHome(units, refused, hold);
                    }
                }
            }
            counters.repeats.increment();
        }
    }

    private <T extends @Nullable Object> WriteAttempt.Result<T> attempt(
            StoreName store, Set<UnitId> units, TransactionOptions options, Work<? super C, T, ?> work) {
        Runnable here = () -> answered(units, store);
        return unfencedHomes.likelyUnfenced(store) && unfencedHomes.isHome(store, units)
                ? attempt.runUnfenced(stores.get(store), units, options, work, here)
                : attempt.run(stores.get(store), units, options, work, here);
    }

    private WriteAttempt.Result<RouterTransaction<C>> opening(
            StoreName store, Set<UnitId> units, TransactionOptions options) {
        boolean unfenced = unfencedHomes.likelyUnfenced(store) && unfencedHomes.isHome(store, units);
        return attempt.open(stores.get(store), units, options, unfenced, () -> answered(units, store), counters);
    }

    /** Whether nothing is installed in the store although it is the home. */
    private boolean liesBare(WriteAttempt.Result.Refused<?> refused, StoreName store) {
        if (refused.refusal() != Refusal.UNFENCED) {
            return false;
        }
        unfencedHomes.foundUnfenced(store);
        return unfencedHomes.isHome(store, refused.units());
    }

    /** Who says that the unit has moved leaves only one other place to try at once; who is frozen does not. */
    private @Nullable StoreName otherStore(WriteAttempt.Result.Refused<?> refused, StoreName store) {
        if (refused.refusal() == Refusal.FROZEN) {
            return null;
        }
        requireOwnUnits(refused, store);
        StoreName other = routes.otherThan(store, refused.units().iterator().next());
        return other != null && stores.has(other) ? other : null;
    }

    private void answered(Set<UnitId> units, StoreName store) {
        for (UnitId unit : units) {
            routes.saw(unit, store);
        }
        held.open(units);
    }

    private StoreName awaitHome(Set<UnitId> units, WriteAttempt.Result.Refused<?> refused, Hold<C> hold) {
        StoreName worthATry = hold.await(refused.units(), refused.cause());
        return worthATry != null ? worthATry : homes.of(units);
    }

    /** The store has let the units in and keeps them until the commit, so the refusal is about another unit's rows. */
    private static void requireOwnUnits(WriteAttempt.Result.Refused<?> refused, StoreName store) {
        if (refused.entered()) {
            throw new UnitsApartException(
                    "the work for " + refused.units() + " in store " + store
                            + " touched rows of a unit that lives elsewhere: "
                            + refused.cause().getMessage(),
                    refused.cause());
        }
    }
}
