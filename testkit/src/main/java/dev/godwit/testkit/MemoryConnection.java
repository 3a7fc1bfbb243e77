package dev.godwit.testkit;

import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.LockTable.Mode;
import dev.godwit.testkit.Stored.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an application's work gets: statements over the rows of a {@link MemoryDatabase}, in one transaction. */
public final class MemoryConnection {
    /** Who waits longer for a row is taken for the victim of a deadlock. */
    private static final Duration ROW_PATIENCE = Duration.ofSeconds(1);

    private final MemorySession session;
    private final MemoryTransaction transaction;
    private Set<UnitId> chosen = Set.of();

    MemoryConnection(MemorySession session, MemoryTransaction transaction) {
        this.session = session;
        this.transaction = transaction;
    }

    public Optional<Row> get(EntityName entity, Key key) {
        return session.statement("get " + key, () -> row(entity, key));
    }

    /** The unit's rows in key order, as one statement sees them. */
    public List<Row> list(EntityName entity, UnitId unit) {
        return session.statement(
                "list " + unit,
                () -> rows(entity).stream()
                        .filter(row -> row.unit().equals(unit))
                        .toList());
    }

    /**
     * The rows of a view that the store has named, or of a table.
     *
     * @param view what {@code homeTable}, {@code restTable}, {@code chosenTable} or {@code table} of the store says
     */
    public List<Row> view(String view) {
        String[] parts = view.split(":", 2);
        EntityName entity = new EntityName(parts[1]);
        return session.statement(
                "view " + view,
                () -> rows(entity).stream()
                        .filter(row -> isIn(parts[0], row.unit()))
                        .toList());
    }

    void choose(Set<UnitId> units) {
        chosen = Set.copyOf(units);
    }

    private boolean isIn(String kind, UnitId unit) {
        return switch (kind) {
            case "home" -> MemoryApplicationStore.isHome(transaction, unit);
            case "rest" -> MemoryApplicationStore.isHome(transaction, unit) && !chosen.contains(unit);
            case "chosen" -> chosen.contains(unit);
            default -> true;
        };
    }

    /** Inserts or updates a row. */
    public void put(EntityName entity, Row row) {
        session.statement("put " + row.key(), () -> {
            Optional<Row> old = lockAndRead(entity, row.key());
            transaction.put(Address.row(entity, row.key()), row);
            judgeAndMark(entity, row.key(), old, Optional.of(row));
            return true;
        });
    }

    /**
     * Deletes a row.
     *
     * @return whether it was there
     */
    public boolean delete(EntityName entity, Key key) {
        return session.statement("delete " + key, () -> {
            Optional<Row> old = lockAndRead(entity, key);
            if (old.isPresent()) {
                transaction.delete(Address.row(entity, key));
                judgeAndMark(entity, key, old, Optional.empty());
            }
            return old.isPresent();
        });
    }

    private void judgeAndMark(EntityName entity, Key key, Optional<Row> old, Optional<Row> next) {
        transaction.between("trigger");
        if (!transaction.isFenced()) {
            return;
        }
        TreeSet<UnitId> units = new TreeSet<>();
        old.ifPresent(row -> units.add(row.unit()));
        next.ifPresent(row -> units.add(row.unit()));
        for (UnitId unit : units) {
            if (session.judge(unit)) {
                transaction.database().laws().marks().leave(transaction, unit, entity, key);
            }
        }
    }

    private Optional<Row> lockAndRead(EntityName entity, Key key) {
        session.requireWritable();
        transaction.lock(LockName.WRITTEN, Mode.SHARED, ROW_PATIENCE);
        Address address = Address.row(entity, key);
        try {
            transaction.lockRow(address, Mode.EXCLUSIVE, ROW_PATIENCE);
        } catch (GodwitException e) {
            if (e.code() == ErrorCode.STORE_BUSY && !(e instanceof StoreRefusedException)) {
                throw new StoreRefusedException(Refusal.CONFLICT, "deadlock detected at " + key, e);
            }
            throw e;
        }
        return row(entity, key);
    }

    private Optional<Row> row(EntityName entity, Key key) {
        transaction.lock(LockName.READ, Mode.SHARED, ROW_PATIENCE);
        return transaction.get(Address.row(entity, key)).map(Row.class::cast);
    }

    private List<Row> rows(EntityName entity) {
        transaction.lock(LockName.READ, Mode.SHARED, ROW_PATIENCE);
        return transaction.table(Address.table(entity)).stream()
                .map(Row.class::cast)
                .toList();
    }
}
