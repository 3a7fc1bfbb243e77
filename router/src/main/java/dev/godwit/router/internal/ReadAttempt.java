package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.GodwitException;
import dev.godwit.router.Work;
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
            ApplicationStore<C> store,
            Session<C> session,
            ReadOperation<C> operation,
            Isolation isolation,
            Work<? super C, T, ?> work) {
        Outcome<T> outcome;
        boolean proven;
        // A snapshot would show the fence as it was at the first look, and a failed transaction shows nothing.
        boolean lookInside;
        try {
            outcome = current.run(operation, session.connection(), work);
            lookInside = isolation == Isolation.READ_COMMITTED && !outcome.failed();
            proven = operation.leasesHold() && (!lookInside || operation.stayedHome(session::standing));
            if (proven && !outcome.failed()) {
                session.commit();
            }
        } finally {
            Sessions.end(session);
        }
        return new Answer<>(outcome, proven && (lookInside || lookedAgain(store, operation, outcome)));
    }

    private static <C> boolean lookedAgain(ApplicationStore<C> store, ReadOperation<C> operation, Outcome<?> outcome) {
        try {
            return operation.stayedHome(store::standing);
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
