package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the work of a read once, and says whether its answer is proven to come from the home. Thread-safe. */
final class ReadAttempt<C> {
    private final CurrentOperation<C> current;

    ReadAttempt(CurrentOperation<C> current) {
        this.current = current;
    }

    /**
     * What came of it.
     *
     * @param proven whether everything that the operation relied on was true from before the first to after the last row
     */
    record Answer<T extends @Nullable Object>(Outcome<T> outcome, boolean proven) {}

    /** Options of a read-only transaction. */
    static TransactionOptions readOnly(TransactionOptions options) {
        return options.readOnly()
                ? options
                : new TransactionOptions(options.isolation(), true, options.timeoutMillis());
    }

    /** Runs it and ends the session. */
    <T extends @Nullable Object> Answer<T> run(
            ApplicationStore<C> store, Session<C> session, ReadOperation<C> operation, StoreWork<C, T> work) {
        Outcome<T> outcome;
        try {
            outcome = current.run(operation, () -> work.run(store, session));
            if (!outcome.failed()) {
                return end(session, operation, outcome);
            }
        } finally {
            Sessions.end(session);
        }
        // A failed transaction shows nothing more.
        return new Answer<>(outcome, operation.leasesHold() && lookedAgain(store, operation, outcome));
    }

    /** Ends a read that has an answer. The last look travels with the commit; it is a transaction of its own, so that no snapshot hides anything. */
    static <C, T extends @Nullable Object> Answer<T> end(
            Session<C> session, ReadOperation<C> operation, Outcome<T> outcome) {
        if (!operation.leasesHold() || (operation.reliesOnNoFences() && session.fenced())) {
            return new Answer<>(outcome, false);
        }
        try {
            Set<UnitId> units = operation.lookedAt();
            if (units.isEmpty()) {
                session.commit();
                return new Answer<>(outcome, true);
            }
            return new Answer<>(outcome, operation.stayedHome(session.commitThenLook(units)));
        } catch (StoreRefusedException e) {
            // Either the commit has lost to another transaction, or Godwit was removed since the first look.
            return e.refusal() == Refusal.UNFENCED
                    ? new Answer<>(outcome, false)
                    : new Answer<>(new Outcome.Failure<>(e), true);
        }
    }

    static <C> boolean lookedAgain(ApplicationStore<C> store, ReadOperation<C> operation, Outcome<?> outcome) {
        try {
            return !(operation.reliesOnNoFences() && store.fenced())
                    && operation.stayedHome(
                            operation.lookedAt().stream().map(store::standing).toList());
        } catch (StoreRefusedException e) {
            return false;
        } catch (GodwitException e) {
            if (outcome instanceof Outcome.Failure<?>(Exception cause)) {
                // The store is gone: what the work has met says more than what the look has met.
                cause.addSuppressed(e);
                return true;
            }
            throw e;
        }
    }
}
