package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import dev.godwit.core.UnitId;
import dev.godwit.router.RouterTransaction;
import dev.godwit.router.Work;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs work once in one store: enter, work, commit. Where nothing is installed there is nothing to enter: then the last
 * thing before the commit is to look whether that is still so, and until the commit of a transaction that has written,
 * no trigger can be created on what it wrote. Thread-safe.
 */
final class WriteAttempt<C> {
    private final CurrentOperation<C> current;
    private final Homes<C> homes;
    private final Routes routes;
    private final UnfencedHomes<C> unfencedHomes;

    WriteAttempt(CurrentOperation<C> current, Homes<C> homes, Routes routes, UnfencedHomes<C> unfencedHomes) {
        this.current = current;
        this.homes = homes;
        this.routes = routes;
        this.unfencedHomes = unfencedHomes;
    }

    /** What came of it. */
    sealed interface Result<T extends @Nullable Object> {
        /** Committed, or failed for a reason that another attempt would not change. */
        record Finished<T extends @Nullable Object>(Outcome<T> outcome) implements Result<T> {}

        /**
         * The store did not take it; nothing was written.
         *
         * @param units whose home is in question
         * @param entered whether the store had let these units in before
         */
        record Refused<T extends @Nullable Object>(Refusal refusal, Exception cause, Set<UnitId> units, boolean entered)
                implements Result<T> {}

        /** Godwit was installed while work ran that had entered nothing; nothing was written. */
        record Overtaken<T extends @Nullable Object>() implements Result<T> {}
    }

    /**
     * Runs it once where nothing is installed.
     *
     * @param here called as soon as it is certain that the units live there
     */
    <T extends @Nullable Object> Result<T> runUnfenced(
            ApplicationStore<C> store,
            Set<UnitId> units,
            TransactionOptions options,
            Work<? super C, T, ?> work,
            Runnable here) {
        Result<T> result;
        Session<C> session = store.begin(options);
        try {
            WriteOperation<C> operation = new WriteOperation<>(session, store.name(), homes, routes, unfencedHomes);
            operation.enter(units);
            Outcome<T> outcome = current.run(operation, () -> work.run(session.connection()));
            if (!outcome.failed()) {
                if (session.fenced()) {
                    return new Result.Overtaken<>();
                }
                session.commit();
                here.run();
                return new Result.Finished<>(outcome);
            }
            result = new Result.Finished<>(outcome);
        } catch (GodwitException e) {
            result = new Result.Finished<>(new Outcome.Failure<>(e));
        } finally {
            Sessions.end(session);
        }
        return judgeUnfenced(store, units, result);
    }

    /** A failure counts only if nothing was installed meanwhile; else what the work has read may be of the past. */
    private static <C, T extends @Nullable Object> Result<T> judgeUnfenced(
            ApplicationStore<C> store, Set<UnitId> units, Result<T> result) {
        if (!(result instanceof Result.Finished<T>(Outcome<T> outcome))
                || !(outcome instanceof Outcome.Failure<T>(Exception cause))
                || outcomeUnknown(cause)) {
            return result;
        }
        Optional<Refusal> refusal = store.refusal(cause);
        if (refusal.equals(Optional.of(Refusal.CONFLICT))) {
            return new Result.Refused<>(Refusal.CONFLICT, cause, units, false);
        }
        try {
            return refusal.isPresent() || store.fenced() ? new Result.Overtaken<>() : result;
        } catch (GodwitException e) {
            // The store is gone: what the work has met says more than what the look has met.
            cause.addSuppressed(e);
            return result;
        }
    }

    /**
     * Runs it once.
     *
     * @param entered called as soon as the store has let the units in
     */
    <T extends @Nullable Object> Result<T> run(
            ApplicationStore<C> store,
            Set<UnitId> units,
            TransactionOptions options,
            Work<? super C, T, ?> work,
            Runnable entered) {
        Session<C> session = store.begin(options);
        WriteOperation<C> operation = new WriteOperation<>(session, store.name(), homes, routes, null);
        boolean inside = false;
        try {
            operation.enter(units);
            inside = true;
            entered.run();
            Outcome<T> outcome = current.run(operation, () -> work.run(session.connection()));
            return switch (outcome) {
                case Outcome.Failure<T>(Exception cause) -> judge(store, operation, units, inside, cause);
                case Outcome.Value<T> value -> commit(store, session, operation, units, value);
            };
        } catch (GodwitException e) {
            return judge(store, operation, units, inside, e);
        } finally {
            Sessions.end(session);
        }
    }

    /** Lets the units in and leaves the rest to the caller. */
    Result<RouterTransaction<C>> open(
            ApplicationStore<C> store,
            Set<UnitId> units,
            TransactionOptions options,
            boolean unfenced,
            Runnable entered,
            Counters counters) {
        Session<C> session = store.begin(options);
        UnfencedHomes<C> nothingInstalled = unfenced ? unfencedHomes : null;
        WriteOperation<C> operation = new WriteOperation<>(session, store.name(), homes, routes, nothingInstalled);
        try {
            operation.enter(units);
            if (!unfenced) {
                entered.run();
            }
            return new Result.Finished<>(new Outcome.Value<>(
                    new OpenWrite<>(store, session, operation, nothingInstalled, entered, counters)));
        } catch (GodwitException e) {
            Sessions.end(session);
            return judge(store, operation, units, false, e);
        } catch (RuntimeException | Error e) {
            Sessions.end(session);
            throw e;
        }
    }

    private <T extends @Nullable Object> Result<T> commit(
            ApplicationStore<C> store,
            Session<C> session,
            WriteOperation<C> operation,
            Set<UnitId> units,
            Outcome.Value<T> value) {
        WriteOperation.Refused swallowed = operation.refused();
        if (swallowed != null) {
            return judge(store, operation, units, true, swallowed.cause());
        }
        session.commit();
        return new Result.Finished<>(value);
    }

    private <T extends @Nullable Object> Result<T> judge(
            ApplicationStore<C> store,
            WriteOperation<C> operation,
            Set<UnitId> units,
            boolean inside,
            Exception cause) {
        WriteOperation.Refused notLetIn = operation.refused();
        Exception reason = notLetIn == null ? cause : notLetIn.cause();
        Optional<Refusal> refusal = outcomeUnknown(cause) ? Optional.empty() : store.refusal(reason);
        if (refusal.isEmpty()) {
            return new Result.Finished<>(new Outcome.Failure<>(cause));
        }
        // What a nested call was refused may have been swallowed or dressed up on its way out; the transaction is lost.
        return notLetIn == null
                ? new Result.Refused<>(refusal.get(), cause, units, inside)
                : new Result.Refused<>(refusal.get(), cause, notLetIn.units(), false);
    }

    private static boolean outcomeUnknown(Exception cause) {
        return cause instanceof GodwitException failure && failure.code() == ErrorCode.STORE_OUTCOME_UNKNOWN;
    }
}
