package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import dev.godwit.router.RouterTransaction;
import dev.godwit.router.TransactionRefusedException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A transaction that may write and that its user ends. The units' locks keep their home until then. */
final class OpenWrite<C> implements RouterTransaction<C> {
    private final ApplicationStore<C> store;
    private final Session<C> session;
    private final WriteOperation<C> operation;
    private final @Nullable UnfencedHomes<C> nothingInstalled;
    private final Runnable proven;
    private final Counters counters;
    private boolean ended;

    /**
     * A transaction that has begun.
     *
     * @param nothingInstalled present when nothing was installed in the store, so that nothing could be entered
     * @param proven called when it is certain only at the commit that the units live there
     */
    OpenWrite(
            ApplicationStore<C> store,
            Session<C> session,
            WriteOperation<C> operation,
            @Nullable UnfencedHomes<C> nothingInstalled,
            Runnable proven,
            Counters counters) {
        this.store = store;
        this.session = session;
        this.operation = operation;
        this.nothingInstalled = nothingInstalled;
        this.proven = proven;
        this.counters = counters;
    }

    @Override
    public C connection() {
        return session.connection();
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void join(Set<UnitId> units) {
        requireTrust();
        try {
            operation.joinWrite(new TreeSet<>(units));
        } catch (StoreRefusedException e) {
            counters.refused(e.refusal());
            throw lost(e);
        }
    }

    @Override
    public void rolledBackToSavepoint() {
        operation.forgetEntered();
    }

    /** The locks are trust enough. */
    @Override
    public void requireTrust() {
        WriteOperation.Refused refused = operation.refused();
        if (refused != null) {
            throw lost(refused.cause());
        }
    }

    @Override
    public void commit() {
        WriteOperation.Refused refused = operation.refused();
        if (refused != null) {
            end();
            throw lost(refused.cause());
        }
        if (nothingInstalled != null && session.fenced()) {
            end();
            throw overtaken(nothingInstalled);
        }
        ended = true;
        try {
            session.commit();
        } catch (StoreRefusedException e) {
            counters.refused(e.refusal());
            throw lost(e);
        }
        counters.writes.increment();
        if (nothingInstalled != null) {
            proven.run();
        }
    }

    @Override
    public void rollback() {
        end();
        WriteOperation.Refused refused = operation.refused();
        if (refused == null && nothingInstalled != null && store.fenced()) {
            throw overtaken(nothingInstalled);
        }
    }

    @Override
    public void close() {
        Sessions.end(session);
    }

    private void end() {
        if (!ended) {
            ended = true;
            session.rollback();
        }
    }

    private TransactionRefusedException lost(StoreRefusedException cause) {
        return new TransactionRefusedException("the transaction is lost: " + cause.getMessage(), cause);
    }

    private TransactionRefusedException overtaken(UnfencedHomes<C> homes) {
        homes.foundFenced(store.name());
        return new TransactionRefusedException(
                "store " + store.name() + ": Godwit was installed while the transaction was open");
    }
}
