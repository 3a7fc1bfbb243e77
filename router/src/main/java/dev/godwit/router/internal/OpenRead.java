package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.Refusal;
import dev.godwit.core.UnitId;
import dev.godwit.router.RouterTransaction;
import dev.godwit.router.TransactionRefusedException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A read-only transaction that its user ends. What was read counts only if the home has stayed the home. */
final class OpenRead<C> implements RouterTransaction<C> {
    private final ApplicationStore<C> store;
    private final Session<C> session;
    private final ReadOperation<C> operation;
    private final LongAdder answered;
    private @Nullable TransactionRefusedException refused;
    private boolean ended;

    OpenRead(ApplicationStore<C> store, Session<C> session, ReadOperation<C> operation, LongAdder answered) {
        this.store = store;
        this.session = session;
        this.operation = operation;
        this.answered = answered;
    }

    @Override
    public C connection() {
        return session.connection();
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public void join(Set<UnitId> units) {
        requireNotRefused();
        for (UnitId unit : new TreeSet<>(units)) {
            operation.joinRead(unit);
        }
    }

    @Override
    public void rolledBackToSavepoint() {
        // Reads take no locks.
    }

    @Override
    public void requireTrust() {
        requireNotRefused();
        if (!operation.leasesHold()) {
            refuse("the lease, or the placement, under which it has read is gone");
        }
    }

    @Override
    public void commit() {
        if (refused != null) {
            end();
            throw refused;
        }
        ended = true;
        ReadAttempt.Answer<String> answer = ReadAttempt.end(session, operation, new Outcome.Value<>("read"));
        if (answer.outcome() instanceof Outcome.Failure<String>(Exception cause)) {
            throw store.refusal(cause).equals(Optional.of(Refusal.CONFLICT))
                    ? new TransactionRefusedException("the transaction has lost to another one", cause)
                    : unchecked(cause);
        }
        if (!answer.proven()) {
            refuse("its home may have changed while it was reading");
        }
        answered.increment();
    }

    @Override
    public void rollback() {
        end();
        if (refused == null && !operation.lookedAt().isEmpty() && !stillProven()) {
            refuse("its home may have changed while it was reading");
        }
    }

    @Override
    public void close() {
        Sessions.end(session);
    }

    private boolean stillProven() {
        return ReadAttempt.lookedAgain(store, operation, new Outcome.Value<>("rolled back"));
    }

    private void end() {
        if (!ended) {
            ended = true;
            session.rollback();
        }
    }

    private void requireNotRefused() {
        if (refused != null) {
            throw refused;
        }
    }

    private void refuse(String reason) {
        refused = new TransactionRefusedException("store " + store.name() + ": " + reason);
        throw refused;
    }

    private static RuntimeException unchecked(Exception cause) {
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }
}
