package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.Work;
import org.jspecify.annotations.Nullable;

/**
 * One strict read in one store: looks who is home, reads, looks again. While both stores are mirrors, which have the same
 * rows then, it reads one of them between two proofs that they are. Thread-safe.
 */
final class StrictRead<C> {
    private final Stores<C> stores;
    private final PlacementCache cache;
    private final ReadAttempt<C> attempt;

    StrictRead(Stores<C> stores, PlacementCache cache, ReadAttempt<C> attempt) {
        this.stores = stores;
        this.cache = cache;
        this.attempt = attempt;
    }

    /** What came of it. */
    sealed interface Result<T extends @Nullable Object> {
        /** The home has answered, or a mirror that equals it. */
        record Answered<T extends @Nullable Object>(Outcome<T> outcome, boolean byMirror) implements Result<T> {}

        /** The home may have changed meanwhile: what was read does not count. */
        record Unproven<T extends @Nullable Object>() implements Result<T> {}

        /** The store is not the home; nothing was run. */
        record NotHome<T extends @Nullable Object>(Standing standing) implements Result<T> {}
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
            Work<? super C, T, ?> work) {
        ApplicationStore<C> store = stores.get(target);
        Session<C> session = store.begin(options);
        Standing first = firstLook(session, unit);
        boolean bothMirrors = first.role() == Role.MIRROR && mirror != null && !mirror.equals(target);
        if (!first.role().answersReads() && !bothMirrors) {
            Sessions.end(session);
            return new Result.NotHome<>(first);
        }
        ReadOperation<C> operation = new ReadOperation<>(session, target, cache, unit);
        if (!bothMirrors) {
            operation.relyOn(first);
        }
        ReadAttempt.Answer<T> answer = attempt.run(store, session, operation, options.isolation(), work);
        boolean proven = answer.proven() && (mirror == null || !bothMirrors || equalMirrors(first, store, mirror));
        return proven ? new Result.Answered<>(answer.outcome(), bothMirrors) : new Result.Unproven<>();
    }

    private static Standing firstLook(Session<?> session, UnitId unit) {
        try {
            return session.standing(unit);
        } catch (RuntimeException e) {
            Sessions.end(session);
            throw e;
        }
    }

    /** In this order: the other store is a mirror, and this one has not changed since before the read. */
    private boolean equalMirrors(Standing first, ApplicationStore<C> read, StoreName other) {
        if (stores.get(other).standing(first.unit()).role() != Role.MIRROR) {
            return false;
        }
        Standing last = read.standing(first.unit());
        return last.role() == Role.MIRROR && last.epoch().equals(first.epoch());
    }
}
