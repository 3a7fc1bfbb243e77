package dev.godwit.engine.internal.control;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of the control store. Changes that are asked for while another one is being written are carried out
 * together, in one transaction with one durable commit (group commit); each is undone alone if it fails. So the writers
 * of this process never wait for each other inside the database. Thread-safe.
 */
final class ControlTransactions {
    private static final int CHANGES_AT_ONCE = 128;
    private static final String SAVEPOINT = "change";

    private final Jdbi jdbi;
    private final Predicate<Handle> allowed;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final ReentrantLock joining = new ReentrantLock();
    private final Queue<Change<?>> waiting = new ArrayDeque<>();

    /**
     * Transactions.
     *
     * @param allowed asked first in each transaction of changes; if it says no, they are refused with NOT_LEADING
     */
    ControlTransactions(Jdbi jdbi, Predicate<Handle> allowed) {
        this.jdbi = jdbi;
        this.allowed = allowed;
    }

    /** Reads; sees all changes whose call has returned. */
    <T> T read(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw ControlFailures.translate(e);
        }
    }

    /**
     * Carries out a change; it is durable when the call returns.
     *
     * @throws RuntimeException what the work throws; it has changed nothing then
     */
    <T> T change(Function<Handle, T> work) {
        Change<T> change = new Change<>(work);
        join(change);
        writing.lock();
        try {
            // Whoever wrote while this one waited may have taken it along.
            while (!change.ended) {
                writeTogether(next());
            }
        } finally {
            writing.unlock();
        }
        return change.result();
    }

    /** As {@link #change}, for work without a result. */
    void act(Consumer<Handle> work) {
        change(handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** Carries out a change in a transaction of its own, whoever leads; it is durable when the call returns. */
    <T> T alone(Function<Handle, T> work) {
        writing.lock();
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw ControlFailures.translate(e);
        } finally {
            writing.unlock();
        }
    }

    /** How many changes wait for the one that is being written. */
    int waiting() {
        joining.lock();
        try {
            return waiting.size();
        } finally {
            joining.unlock();
        }
    }

    private void join(Change<?> change) {
        joining.lock();
        try {
            waiting.add(change);
        } finally {
            joining.unlock();
        }
    }

    private List<Change<?>> next() {
        joining.lock();
        try {
            List<Change<?>> group = new ArrayList<>();
            while (group.size() < CHANGES_AT_ONCE && !waiting.isEmpty()) {
                group.add(waiting.remove());
            }
            return group;
        } finally {
            joining.unlock();
        }
    }

    /** Whatever ends this, an error of one of them too: a change has succeeded only if the transaction was committed. */
    private void writeTogether(List<Change<?>> group) {
        GodwitException failure = new GodwitException(
                ErrorCode.CONTROL_STORE_FAILED,
                "control store: a change that was written together with this one broke off");
        boolean committed = false;
        try {
            jdbi.useTransaction(handle -> {
                if (!allowed.test(handle)) {
                    throw new GodwitException(
                            ErrorCode.NOT_LEADING,
                            "control store: another server has taken the lead, so nothing is written down here");
                }
                group.forEach(change -> change.carryOut(handle));
            });
            committed = true;
        } catch (GodwitException e) {
            failure = e;
        } catch (JdbiException e) {
            failure = ControlFailures.translate(e);
        } finally {
            for (Change<?> change : group) {
                if (!committed) {
                    change.failWith(failure);
                }
                change.ended = true;
            }
        }
    }

    /** One change and what came of it. Its fields are guarded by {@code writing}. */
    private static final class Change<T> {
        private final Function<Handle, T> work;
        private Optional<RuntimeException> failure = Optional.empty();
        private @Nullable T value;
        private boolean ended;

        Change(Function<Handle, T> work) {
            this.work = work;
        }

        void carryOut(Handle handle) {
            handle.savepoint(SAVEPOINT);
            try {
                value = work.apply(handle);
                handle.release(SAVEPOINT);
            } catch (JdbiException e) {
                undo(handle, ControlFailures.translate(e));
            } catch (RuntimeException e) {
                undo(handle, e);
            }
        }

        private void undo(Handle handle, RuntimeException reason) {
            failWith(reason);
            try {
                handle.rollbackToSavepoint(SAVEPOINT);
            } catch (JdbiException e) {
                // A database that has no space left gives up the transaction, savepoint and all.
                reason.addSuppressed(e);
                throw reason;
            }
        }

        void failWith(RuntimeException reason) {
            if (failure.isEmpty()) {
                failure = Optional.of(reason);
            }
        }

        @SuppressWarnings("NullAway") // the value of a change that did not fail is what its work returned
        T result() {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return value;
        }
    }
}
