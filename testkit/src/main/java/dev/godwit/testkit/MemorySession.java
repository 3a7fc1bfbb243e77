package dev.godwit.testkit;

import dev.godwit.core.ApplicationStore.Extent;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ApplicationStore.UnitsInFlight;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.StoreObserver.Author;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One transaction of an application. */
final class MemorySession implements Session<MemoryConnection> {
    private final MemoryDatabase database;
    private final RoundTrips way;
    private final TransactionOptions options;
    private final MemoryTransaction transaction;
    private final MemoryConnection connection;
    private boolean aborted;
    private boolean forsaken;

    MemorySession(MemoryDatabase database, RoundTrips way, TransactionOptions options) {
        this.database = database;
        this.way = way;
        this.options = options;
        this.transaction = database.begin(Author.APPLICATION, "application", way);
        this.connection = new MemoryConnection(this, transaction);
    }

    @Override
    public MemoryConnection connection() {
        return connection;
    }

    @Override
    public void enter(Set<UnitId> units) {
        statement("enter " + units, () -> {
            transaction.requireFenced();
            new TreeSet<>(units).forEach(this::judge);
            return true;
        });
    }

    @Override
    public Standing standing(UnitId unit) {
        return statement("standing of " + unit + " inside", () -> MemoryApplicationStore.standing(transaction, unit));
    }

    @Override
    public void choose(Set<UnitId> units) {
        statement("choose " + units, () -> {
            connection.choose(units);
            return true;
        });
    }

    @Override
    public Extent extent() {
        return statement("extent", () -> {
            boolean byDefault = transaction.defaultRow().role() == Role.HOME;
            List<Boolean> homes = transaction.table(Address.FENCES).stream()
                    .map(row -> ((FenceRow) row).role().answersReads())
                    .toList();
            if (byDefault && !homes.contains(false)) {
                return Extent.EVERYTHING;
            }
            return !byDefault && !homes.contains(true) ? Extent.NOTHING : Extent.SOMETHING;
        });
    }

    @Override
    public boolean fenced() {
        return statement("fenced inside", transaction::isFenced);
    }

    @Override
    public List<Standing> commitThenLook(Set<UnitId> units) {
        return commit("commit, then look", () -> {
            MemoryTransaction look = database.begin(Author.APPLICATION, "look", way);
            try {
                return units.stream()
                        .map(unit -> MemoryApplicationStore.standing(look, unit))
                        .toList();
            } finally {
                look.rollback();
            }
        });
    }

    @Override
    public UnitsInFlight unitsInFlight() {
        return statement(
                "units in flight",
                () -> new UnitsInFlight(
                        transaction.defaultRow().epoch(),
                        transaction.table(Address.FENCES).stream()
                                .map(FenceRow.class::cast)
                                .filter(FenceRow::inFlight)
                                .map(MemoryApplicationStore::standing)
                                .toList()));
    }

    @Override
    public void commit() {
        commit("commit", () -> true);
    }

    private <T> T commit(String what, Supplier<T> afterwards) {
        String call = database.name() + " " + what;
        T result;
        try {
            way.request(call);
        } catch (GodwitException e) {
            transaction.lose();
            throw unknown(e);
        }
        if (transaction.isBroken()) {
            way.refusal(call);
            throw unknown(null);
        }
        if (!options.readOnly() && !aborted && way.forsakes(call)) {
            // From here on nothing but the database ends the transaction.
            forsaken = true;
            throw way.forsake(call, this::commitUnheard);
        }
        try {
            requireUnspoilt();
            transaction.commit();
            result = afterwards.get();
        } catch (RuntimeException e) {
            way.refusal(call);
            throw e;
        }
        try {
            way.answer(call, true);
        } catch (GodwitException e) {
            throw unknown(e);
        }
        return result;
    }

    private void commitUnheard() {
        try {
            transaction.commit();
        } finally {
            transaction.rollback();
        }
    }

    @Override
    public void rollback() {
        if (!forsaken) {
            transaction.rollback();
        }
    }

    @Override
    public void close() {
        rollback();
    }

    /** One round trip; a failure spoils the transaction. */
    <T> T statement(String what, Supplier<T> work) {
        String call = database.name() + " " + what;
        T result;
        try {
            way.request(call);
            transaction.requireUsable();
            result = atDatabase(call, work);
            way.answer(call, false);
        } catch (GodwitException e) {
            aborted = true;
            if (e.code() == ErrorCode.STORE_CONNECTION_LOST) {
                transaction.lose();
            }
            throw e;
        }
        return result;
    }

    private <T> T atDatabase(String call, Supplier<T> work) {
        try {
            requireUnspoilt();
            transaction.useWhatIsInstalled();
            if (options.isolation() != Isolation.READ_COMMITTED) {
                transaction.takeSnapshot();
            }
            return work.get();
        } catch (RuntimeException e) {
            way.refusal(call);
            throw e;
        }
    }

    private void requireUnspoilt() {
        if (aborted) {
            throw new GodwitException(ErrorCode.STORE_FAILED, "store " + database.name() + ": aborted transaction");
        }
    }

    void requireWritable() {
        if (options.readOnly()) {
            throw new GodwitException(ErrorCode.STORE_FAILED, "cannot write in a read-only transaction");
        }
    }

    /** Whether changes of the unit are to be marked. */
    boolean judge(UnitId unit) {
        return database.laws().writers().judge(transaction, database.laws(), unit);
    }

    private GodwitException unknown(@Nullable GodwitException cause) {
        String message = "store " + database.name() + ": no answer to the commit";
        return cause == null
                ? new GodwitException(ErrorCode.STORE_OUTCOME_UNKNOWN, message)
                : new GodwitException(ErrorCode.STORE_OUTCOME_UNKNOWN, message, cause);
    }
}
