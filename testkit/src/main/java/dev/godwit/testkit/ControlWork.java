package dev.godwit.testkit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.testkit.StoreObserver.Author;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Requests of the control plane: each is one transaction that is committed before the answer travels. */
final class ControlWork {
    private final MemoryDatabase database;
    private final RoundTrips way;

    ControlWork(MemoryDatabase database, RoundTrips way) {
        this.database = database;
        this.way = way;
    }

    <T> T read(String what, Function<MemoryTransaction, T> work) {
        return call(what, false, () -> transact(Author.CONTROL, what, using(work)));
    }

    /** Changes what is installed; the work takes its own locks. */
    <T> T define(String what, Function<MemoryTransaction, T> work) {
        return call(what, true, () -> transact(Author.CONTROL, what, work));
    }

    <T> T write(Author author, String what, Function<MemoryTransaction, T> work) {
        return call(what, true, () -> transact(author, what, using(work)));
    }

    /** One request: a change, and when that is committed a look at what it has led to, if it has changed anything. */
    <T> Optional<T> writeThenLook(
            String what, Function<MemoryTransaction, Boolean> change, Function<MemoryTransaction, T> look) {
        return call(what, true, () -> {
            if (!transact(Author.CONTROL, what, using(change))) {
                return Optional.empty();
            }
            way.between("look after " + what);
            return Optional.of(transact(Author.CONTROL, "look after " + what, look));
        });
    }

    private <T> T call(String what, boolean writes, Supplier<T> work) {
        String call = database.name() + " " + what;
        way.request(call);
        if (writes && way.forsakes(call)) {
            throw way.forsake(call, () -> Objects.requireNonNull(work.get()));
        }
        T result;
        try {
            result = work.get();
        } catch (StoreRefusedException e) {
            way.refusal(call);
            throw e.refusal() == Refusal.CONFLICT
                    ? new GodwitException(ErrorCode.STORE_BUSY, String.valueOf(e.getMessage()), e)
                    : e;
        } catch (RuntimeException e) {
            way.refusal(call);
            throw e;
        }
        way.answer(call, writes);
        return result;
    }

    private static <T> Function<MemoryTransaction, T> using(Function<MemoryTransaction, T> work) {
        return transaction -> {
            transaction.useWhatIsInstalled();
            return work.apply(transaction);
        };
    }

    private <T> T transact(Author author, String what, Function<MemoryTransaction, T> work) {
        MemoryTransaction transaction = database.begin(author, what, way);
        try {
            T result = work.apply(transaction);
            if (transaction.hasChanged()) {
                way.between(what + ": commit");
            }
            transaction.commit();
            return result;
        } finally {
            transaction.rollback();
        }
    }
}
