package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One strict read in one store: looks who is home, reads, looks again. While both stores are mirrors, which have the same
 * rows then, it reads one of them between two proofs that they are. Thread-safe.
 */
final class StrictRead<C> {
    private final Stores<C> stores;
    private final PlacementCache cache;
    private final ReadAttempt<C> attempt;
    private final UnfencedHomes<C> unfencedHomes;

    StrictRead(Stores<C> stores, PlacementCache cache, ReadAttempt<C> attempt, UnfencedHomes<C> unfencedHomes) {
        this.stores = stores;
        this.cache = cache;
        this.attempt = attempt;
        this.unfencedHomes = unfencedHomes;
    }

    /** What came of it. */
    sealed interface Result<T extends @Nullable Object> {
        /** The home has answered, or a mirror that equals it. */
        record Answered<T extends @Nullable Object>(Outcome<T> outcome, boolean byMirror) implements Result<T> {}

        /** The home is ready to be read; nothing is proven yet. */
        record Opened<T extends @Nullable Object>(Outcome<T> outcome) implements Result<T> {}

        /** The home may have changed meanwhile: what was read does not count. */
        record Unproven<T extends @Nullable Object>() implements Result<T> {}

        /** The store is not the home; nothing was run. The role is what it said, if anything is installed there. */
        record NotHome<T extends @Nullable Object>(@Nullable Role role) implements Result<T> {}
    }

    /**
     * Reads once.
     *
     * @param mirror another store that was a mirror of the unit a moment ago, if one was seen
     */
    <T extends @Nullable Object> Result<T> read(
            StoreName target,
            @Nullable StoreName mirror,
            UnitId unit,
            TransactionOptions options,
            StoreWork<C, T> work) {
        if (unfencedHomes.likelyUnfenced(target) && unfencedHomes.isHome(target, Set.of(unit))) {
            return readUnfenced(target, unit, options, work);
        }
        ApplicationStore<C> store = stores.get(target);
        Session<C> session = store.begin(options);
        Standing first = firstLook(session, unit);
        if (first == null) {
            unfencedHomes.foundUnfenced(target);
            return unfencedHomes.isHome(target, Set.of(unit))
                    ? readUnfenced(target, unit, options, work)
                    : new Result.NotHome<>(null);
        }
        boolean bothMirrors = first.role() == Role.MIRROR && mirror != null && !mirror.equals(target);
        if (!first.role().answersReads() && !bothMirrors) {
            Sessions.end(session);
            return new Result.NotHome<>(first.role());
        }
        ReadOperation<C> operation = new ReadOperation<>(session, target, cache, unit, null);
        if (!bothMirrors) {
            operation.relyOn(first);
        }
        ReadAttempt.Answer<T> answer = attempt.run(store, session, operation, work);
        boolean proven = answer.proven() && (mirror == null || !bothMirrors || equalMirrors(first, target, mirror));
        return proven ? new Result.Answered<>(answer.outcome(), bothMirrors) : new Result.Unproven<>();
    }

    /** Begins a read that somebody else ends; of the home only, for a mirror is one for a moment. */
    Result<OpenRead<C>> open(StoreName target, UnitId unit, TransactionOptions options, Counters counters) {
        ApplicationStore<C> store = stores.get(target);
        if (unfencedHomes.likelyUnfenced(target) && unfencedHomes.isHome(target, Set.of(unit))) {
            return opened(store, store.begin(options), unit, unfencedHomes, counters, null);
        }
        Session<C> session = store.begin(options);
        Standing first = firstLook(session, unit);
        if (first != null && first.role().answersReads()) {
            return opened(store, session, unit, null, counters, first);
        }
        if (first != null) {
            Sessions.end(session);
            return new Result.NotHome<>(first.role());
        }
        unfencedHomes.foundUnfenced(target);
        return unfencedHomes.isHome(target, Set.of(unit))
                ? opened(store, store.begin(options), unit, unfencedHomes, counters, null)
                : new Result.NotHome<>(null);
    }

    private Result<OpenRead<C>> opened(
            ApplicationStore<C> store,
            Session<C> session,
            UnitId unit,
            @Nullable UnfencedHomes<C> nothingInstalled,
            Counters counters,
            @Nullable Standing first) {
        ReadOperation<C> operation = new ReadOperation<>(session, store.name(), cache, unit, nothingInstalled);
        if (first != null) {
            operation.relyOn(first);
        }
        return new Result.Opened<>(
                new Outcome.Value<>(new OpenRead<>(store, session, operation, counters.strictReads)));
    }

    private <T extends @Nullable Object> Result<T> readUnfenced(
            StoreName target, UnitId unit, TransactionOptions options, StoreWork<C, T> work) {
        ApplicationStore<C> store = stores.get(target);
        Session<C> session = store.begin(options);
        ReadOperation<C> operation = new ReadOperation<>(session, target, cache, unit, unfencedHomes);
        ReadAttempt.Answer<T> answer = attempt.run(store, session, operation, work);
        if (answer.proven()) {
            return new Result.Answered<>(answer.outcome(), false);
        }
        unfencedHomes.foundFenced(target);
        return new Result.Unproven<>();
    }

    /** Null when nothing is installed there. */
    private static @Nullable Standing firstLook(Session<?> session, UnitId unit) {
        try {
            return session.standing(unit);
        } catch (RuntimeException e) {
            Sessions.end(session);
            if (e instanceof StoreRefusedException refused && refused.refusal() == Refusal.UNFENCED) {
                return null;
            }
            throw e;
        }
    }

    /**
     * In this order: the other store is a mirror, and this one has not changed since before the read. One of them must be
     * the sealed heir of the other: two mirrors without an heir are what the failure of a store has left, and may differ.
     */
    private boolean equalMirrors(Standing first, StoreName read, StoreName other) {
        Optional<Standing> there =
                unfencedHomes.standing(other, first.unit()).filter(standing -> standing.role() == Role.MIRROR);
        if (there.isEmpty()) {
            return false;
        }
        return unfencedHomes
                .standing(read, first.unit())
                .filter(here -> here.role() == Role.MIRROR && here.epoch().equals(first.epoch()))
                .filter(here -> here.isHeirOf(other, there.get()) || there.get().isHeirOf(read, here))
                .isPresent();
    }
}
