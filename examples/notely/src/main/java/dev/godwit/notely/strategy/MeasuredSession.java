package dev.godwit.notely.strategy;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Extent;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.UnitsInFlight;
import dev.godwit.core.GodwitException;
import dev.godwit.core.UnitId;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.notely.telemetry.Telemetry.StoreStatus;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One transaction that tells how long it took, from before its beginning to its end. Not thread-safe. */
final class MeasuredSession implements Session<NoteTransaction> {
    private final ApplicationStore<Connection> store;
    private final Session<Connection> session;
    private final Telemetry telemetry;
    private final long begun;
    private final Runnable atTheEnd;
    private @Nullable NoteTransaction transaction;
    private boolean commitFailed;
    private boolean closed;

    MeasuredSession(
            ApplicationStore<Connection> store,
            Session<Connection> session,
            Telemetry telemetry,
            long begun,
            Runnable atTheEnd) {
        this.store = store;
        this.session = session;
        this.telemetry = telemetry;
        this.begun = begun;
        this.atTheEnd = atTheEnd;
    }

    @Override
    public NoteTransaction connection() {
        NoteTransaction result = new NoteTransaction(session.connection());
        transaction = result;
        return result;
    }

    @Override
    public void enter(Set<UnitId> units) {
        session.enter(units);
    }

    @Override
    public Standing standing(UnitId unit) {
        return session.standing(unit);
    }

    @Override
    public UnitsInFlight unitsInFlight() {
        return session.unitsInFlight();
    }

    @Override
    public void choose(Set<UnitId> units) {
        session.choose(units);
    }

    @Override
    public Extent extent() {
        return session.extent();
    }

    @Override
    public boolean fenced() {
        return session.fenced();
    }

    @Override
    public void commit() {
        noticing(() -> {
            session.commit();
            return true;
        });
    }

    @Override
    public List<Standing> commitThenLook(Set<UnitId> units) {
        return noticing(() -> session.commitThenLook(units));
    }

    @Override
    public void rollback() {
        session.rollback();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (session) {
            measure();
        } finally {
            atTheEnd.run();
        }
    }

    private void measure() {
        if (transaction != null && !transaction.operation().isEmpty()) {
            StoreStatus status = commitFailed || failed(transaction) ? StoreStatus.ERROR : StoreStatus.SUCCESS;
            telemetry.storeAccess(store.name().value(), transaction.operation(), status, telemetry.since(begun));
        }
    }

    /** A store that sends a write to its home is well. */
    private boolean failed(NoteTransaction ended) {
        return ended.failure()
                .filter(failure -> store.refusal(failure).isEmpty())
                .isPresent();
    }

    private <T> T noticing(Supplier<T> end) {
        try {
            return end.get();
        } catch (GodwitException e) {
            commitFailed = true;
            throw e;
        }
    }
}
