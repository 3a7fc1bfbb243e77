package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import dev.godwit.router.RouterTransaction;
import dev.godwit.router.TransactionRefusedException;
import java.util.Set;

/** A transaction about no unit, for tables outside of the plan. The fence refuses what it writes to those of the plan. */
final class OpenAside<C> implements RouterTransaction<C> {
    private final Session<C> session;
    private final boolean writes;

    OpenAside(Session<C> session, boolean writes) {
        this.session = session;
        this.writes = writes;
    }

    @Override
    public C connection() {
        return session.connection();
    }

    @Override
    public void join(Set<UnitId> units) {
        if (!units.isEmpty()) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST,
                    "the transaction began without a unit, so " + units + " can't take part; bind it before");
        }
    }

    @Override
    public void rolledBackToSavepoint() {
        // There is nothing that could have been let in.
    }

    @Override
    public void requireTrust() {
        // Tables outside of the plan do not move.
    }

    @Override
    public boolean writes() {
        return writes;
    }

    @Override
    public void commit() {
        try {
            session.commit();
        } catch (StoreRefusedException e) {
            throw new TransactionRefusedException("the transaction is lost: " + e.getMessage(), e);
        }
    }

    @Override
    public void rollback() {
        session.rollback();
    }

    @Override
    public void close() {
        Sessions.end(session);
    }
}
