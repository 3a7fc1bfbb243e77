package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.Work;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads: under the lease while that holds, otherwise strictly from whichever store answers for the unit. Thread-safe. */
final class ReadRoute<C> {
    private static final int MOST_UNPROVEN = 20;

    private final Stores<C> stores;
    private final PlacementCache cache;
    private final Homes<C> homes;
    private final Routes routes;
    private final ReadAttempt<C> attempt;
    private final Supplier<Hold<C>> holds;
    private final Counters counters;
    private final StrictRead<C> strict;

    ReadRoute(
            Stores<C> stores,
            PlacementCache cache,
            Homes<C> homes,
            Routes routes,
            ReadAttempt<C> attempt,
            UnfencedHomes<C> unfencedHomes,
            Supplier<Hold<C>> holds,
            Counters counters) {
        this.stores = stores;
        this.cache = cache;
        this.homes = homes;
        this.routes = routes;
        this.attempt = attempt;
        this.holds = holds;
        this.counters = counters;
        this.strict = new StrictRead<>(stores, cache, attempt, unfencedHomes);
    }

    <T extends @Nullable Object, E extends Exception> T read(
            UnitId unit, TransactionOptions options, Work<? super C, T, E> work) throws E {
        return read(unit, options, StoreWork.of(work)).<E>orThrow();
    }

    <T extends @Nullable Object> Outcome<T> read(UnitId unit, TransactionOptions options, StoreWork<C, T> work) {
        TransactionOptions readOnly = ReadAttempt.readOnly(options);
        Trust trust = cache.trust(unit);
        if (trust != null) {
            ReadAttempt.Answer<T> answer = leased(trust, readOnly, work);
            if (answer.proven() && !inConflict(stores.get(trust.home()), answer.outcome())) {
                counters.leasedReads.increment();
                return answer.outcome();
            }
            counters.repeats.increment();
        }
        return strictly(unit, (target, mirror) -> strict.read(target, mirror, unit, readOnly, work));
    }

    /** Only begins it; the rest is the caller's. */
    OpenRead<C> open(UnitId unit, TransactionOptions options) {
        TransactionOptions readOnly = ReadAttempt.readOnly(options);
        Trust trust = cache.trust(unit);
        if (trust != null) {
            ApplicationStore<C> store = stores.get(trust.home());
            Session<C> session = store.begin(readOnly);
            ReadOperation<C> operation = new ReadOperation<>(session, store.name(), cache, unit, null);
            operation.relyOn(trust);
            return new OpenRead<>(store, session, operation, counters.leasedReads);
        }
        return this.<OpenRead<C>>strictly(unit, (target, mirror) -> strict.open(target, unit, readOnly, counters))
                .<RuntimeException>orThrow();
    }

    private <T extends @Nullable Object> ReadAttempt.Answer<T> leased(
            Trust trust, TransactionOptions options, StoreWork<C, T> work) {
        ApplicationStore<C> store = stores.get(trust.home());
        Session<C> session = store.begin(options);
        ReadOperation<C> operation = new ReadOperation<>(session, store.name(), cache, trust.unit(), null);
        operation.relyOn(trust);
        return attempt.run(store, session, operation, work);
    }

    /** One attempt in one store, which may be read together with a mirror that was seen. */
    @FunctionalInterface
    private interface Attempt<T extends @Nullable Object> {
        StrictRead.Result<T> in(StoreName target, @Nullable StoreName mirror);
    }

    private <T extends @Nullable Object> Outcome<T> strictly(UnitId unit, Attempt<T> attempt) {
        Hold<C> hold = holds.get();
        try {
            return attempts(unit, attempt, hold);
        } finally {
            hold.over(counters, counters.heldReads);
        }
    }

    private <T extends @Nullable Object> Outcome<T> attempts(UnitId unit, Attempt<T> attempt, Hold<C> hold) {
        Set<UnitId> units = Set.of(unit);
        StoreName target = homes.of(units);
        StoreName mirror = null;
        Set<StoreName> asked = new HashSet<>();
        int unproven = 0;
        while (true) {
            switch (attempt.in(target, mirror)) {
                case StrictRead.Result.Opened<T>(Outcome<T> outcome) -> {
                    return outcome;
                }
                case StrictRead.Result.Answered<T>(Outcome<T> outcome, boolean byMirror) -> {
                    if (!inConflict(stores.get(target), outcome) || !hold.mayRepeatAfterConflict()) {
                        count(unit, target, byMirror);
                        return outcome;
                    }
                    counters.repeats.increment();
                }
                case StrictRead.Result.Unproven<T>() -> {
                    if (++unproven > MOST_UNPROVEN) {
                        throw new GodwitException(
                                ErrorCode.HELD_TOO_LONG,
                                "unit " + unit + " changed its home during each of " + unproven + " reads");
                    }
                    asked.clear();
                    mirror = null;
                    counters.repeats.increment();
                }
                case StrictRead.Result.NotHome<T>(Role role) -> {
                    asked.add(target);
                    mirror = role == Role.MIRROR ? target : mirror;
                    StoreName next = notYetAsked(unit, asked);
                    if (next == null) {
                        StoreName worthATry = hold.await(units, null);
                        next = worthATry != null ? worthATry : homes.of(units);
                        asked.clear();
                        mirror = null;
                    }
                    target = next;
                }
            }
        }
    }

    private @Nullable StoreName notYetAsked(UnitId unit, Set<StoreName> asked) {
        for (StoreName candidate : routes.candidates(unit)) {
            if (stores.has(candidate) && !asked.contains(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private void count(UnitId unit, StoreName answered, boolean byMirror) {
        if (byMirror) {
            counters.mirrorReads.increment();
            return;
        }
        counters.strictReads.increment();
        routes.saw(unit, answered);
    }

    /** Above READ COMMITTED a read can lose to other transactions, and then simply runs again. */
    private static boolean inConflict(ApplicationStore<?> store, Outcome<?> outcome) {
        return outcome instanceof Outcome.Failure<?>(Exception cause)
                && store.refusal(cause).equals(Optional.of(Refusal.CONFLICT));
    }
}
