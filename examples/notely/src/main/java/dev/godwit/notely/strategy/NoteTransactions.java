package dev.godwit.notely.strategy;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.PostgresStores;
import dev.godwit.jdbc.SqliteStores;
import dev.godwit.notely.store.OpenStore;
import dev.godwit.notely.store.WriterTurns;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.notely.telemetry.Telemetry.StoreStatus;
import java.sql.Connection;
import java.util.Optional;

/** A store whose transactions give out its notes instead of a connection, and are measured. Thread-safe. */
final class NoteTransactions implements ApplicationStore<NoteTransaction> {
    private final ApplicationStore<Connection> store;
    private final WriterTurns writers;
    private final Telemetry telemetry;

    /** @param open the caller's to close */
    NoteTransactions(OpenStore open, Telemetry telemetry) {
        StoreName name = new StoreName(open.name());
        store = open.settings().isSqlite()
                ? SqliteStores.openForApplication(NotesKeyspace.KEYSPACE, name, open.connections())
                : PostgresStores.openForApplication(NotesKeyspace.KEYSPACE, name, open.connections());
        writers = open.writers();
        this.telemetry = telemetry;
    }

    @Override
    public StoreName name() {
        return store.name();
    }

    @Override
    public Session<NoteTransaction> begin(TransactionOptions options) {
        if (options.readOnly()) {
            return begin(options, () -> {});
        }
        if (!writers.begin()) {
            throw new GodwitException(ErrorCode.STORE_BUSY, "store " + name() + " has too many writers");
        }
        return begin(options, writers::end);
    }

    private Session<NoteTransaction> begin(TransactionOptions options, Runnable atTheEnd) {
        long begun = telemetry.now();
        try {
            return new MeasuredSession(store, store.begin(options), telemetry, begun, atTheEnd);
        } catch (RuntimeException e) {
            atTheEnd.run();
            telemetry.storeAccess(name().value(), "connect", StoreStatus.ERROR, telemetry.since(begun));
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
