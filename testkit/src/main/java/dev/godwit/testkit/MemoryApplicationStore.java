package dev.godwit.testkit;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.EntityName;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Heir;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.LockTable.Mode;
import dev.godwit.testkit.StoreObserver.Author;
import dev.godwit.testkit.Stored.FenceRow;
import java.time.Duration;
import java.util.Optional;

/** A {@link MemoryDatabase} as a router sees it. */
final class MemoryApplicationStore implements ApplicationStore<MemoryConnection> {
    private static final Duration ROW_PATIENCE = Duration.ofSeconds(1);

    private final MemoryDatabase database;
    private final RoundTrips way;
    private final ControlWork work;

    MemoryApplicationStore(MemoryDatabase database, RoundTrips way) {
        this.database = database;
        this.way = way;
        this.work = new ControlWork(database, way);
    }

    @Override
    public StoreName name() {
        return database.name();
    }

    @Override
    public Session<MemoryConnection> begin(TransactionOptions options) {
        return new MemorySession(database, way, options);
    }

    @Override
    public Standing standing(UnitId unit) {
        return work.read("standing of " + unit, transaction -> standing(transaction, unit));
    }

    @Override
    public Optional<Refusal> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreRefusedException refused) {
                return Optional.of(refused.refusal());
            }
        }
        return Optional.empty();
    }

    /** The same compare-and-set as step 8 of the coordinator, at whatever epoch the sealed store has. */
    @Override
    public boolean completePromotion(UnitId unit, Heir heir) {
        return work.write(Author.CONTROL, "complete promotion of " + unit, transaction -> {
            Address address = Address.fence(unit);
            transaction.lockRow(address, Mode.EXCLUSIVE, ROW_PATIENCE);
            Optional<FenceRow> next = transaction
                    .fence(unit)
                    .flatMap(row -> database.laws()
                            .fences()
                            .change(
                                    row,
                                    new FenceChange.Promote(unit, row.epoch(), heir),
                                    false,
                                    transaction.clockNanos()));
            next.ifPresent(row -> transaction.put(address, row));
            return next.isPresent();
        });
    }

    @Override
    public String homeTable(EntityName entity) {
        return "home:" + entity;
    }

    @Override
    public String restTable(EntityName entity) {
        return "rest:" + entity;
    }

    @Override
    public String chosenTable(EntityName entity) {
        return "chosen:" + entity;
    }

    @Override
    public String table(EntityName entity) {
        return "table:" + entity;
    }

    @Override
    public boolean fenced() {
        return work.read("fenced", MemoryTransaction::isFenced);
    }

    @Override
    public void close() {}

    static Standing standing(MemoryTransaction transaction, UnitId unit) {
        transaction.requireFenced();
        return transaction
                .fence(unit)
                .map(MemoryApplicationStore::standing)
                .orElseGet(
                        () -> Standing.byDefault(unit, transaction.defaultRow().role()));
    }

    static Standing standing(FenceRow row) {
        return new Standing(row.unit(), row.role(), row.epoch(), row.homeSince(), row.heir());
    }

    /** Whether the home view shows the unit's rows. */
    static boolean isHome(MemoryTransaction transaction, UnitId unit) {
        Role role = transaction
                .fence(unit)
                .map(FenceRow::role)
                .orElse(transaction.defaultRow().role());
        return role.answersReads();
    }
}
