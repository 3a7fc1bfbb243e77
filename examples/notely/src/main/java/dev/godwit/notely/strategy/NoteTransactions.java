package dev.godwit.notely.strategy;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.EntityName;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.notely.telemetry.Telemetry.StoreStatus;
import java.sql.Connection;
import java.util.Optional;

/** A store whose transactions give out its notes instead of a connection, and are measured. Thread-safe. */
final class NoteTransactions implements ApplicationStore<NoteTransaction> {
    private final ApplicationStore<Connection> store;
    private final Telemetry telemetry;

    NoteTransactions(ApplicationStore<Connection> store, Telemetry telemetry) {
        this.store = store;
        this.telemetry = telemetry;
    }

    @Override
    public StoreName name() {
        return store.name();
    }

    @Override
    public Session<NoteTransaction> begin(TransactionOptions options) {
        long begun = telemetry.now();
        try {
            return new MeasuredSession(store.name().value(), store.begin(options), telemetry, begun);
        } catch (GodwitException e) {
            telemetry.storeAccess(store.name().value(), "connect", StoreStatus.ERROR, telemetry.since(begun));
            throw e;
        }
    }

    @Override
    public Standing standing(UnitId unit) {
        return store.standing(unit);
    }

    @Override
    public boolean fenced() {
        return store.fenced();
    }

    @Override
    public Optional<Refusal> refusal(Throwable failure) {
        return store.refusal(failure);
    }

    @Override
    public boolean completePromotion(UnitId unit, Heir heir) {
        return store.completePromotion(unit, heir);
    }

    @Override
    public String homeTable(EntityName entity) {
        return store.homeTable(entity);
    }

    @Override
    public String restTable(EntityName entity) {
        return store.restTable(entity);
    }

    @Override
    public String chosenTable(EntityName entity) {
        return store.chosenTable(entity);
    }

    @Override
    public String table(EntityName entity) {
        return store.table(entity);
    }

    @Override
    public void close() {
        store.close();
    }
}
