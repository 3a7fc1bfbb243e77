package dev.godwit.testkit;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Chunk;
import dev.godwit.core.CopyCursor;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.testkit.LockTable.Mode;
import dev.godwit.testkit.StoreObserver.Author;
import dev.godwit.testkit.Stored.CursorRow;
import dev.godwit.testkit.Stored.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a mover writes: each is one transaction that shows the mover's right first. */
final class MoverWrites {
    private static final Duration ROW_PATIENCE = Duration.ofSeconds(2);

    private final MemoryDatabase database;
    private final ControlWork work;

    MoverWrites(MemoryDatabase database, ControlWork work) {
        this.database = database;
        this.work = work;
    }

    void writeChunk(MoverRight right, EntityName entity, Chunk chunk) {
        work.write(
                Author.MOVER,
                "write chunk up to " + chunk.lastKey().map(Key::text).orElse("the end"),
                transaction -> {
                    enter(transaction, right, false);
                    moveCursor(transaction, right, entity, chunk);
                    transaction.between("copy");
                    List<Row> rows = chunk.isEmpty() ? List.of() : ((MemoryRowBatch) chunk.rows()).rows();
                    for (Row row : rows) {
                        Optional<Row> existing = lockAndRead(transaction, entity, row.key());
                        if (existing.isPresent()) {
                            throw inTheWay(existing.get(), right);
                        }
                        transaction.put(Address.row(entity, row.key()), row);
                    }
                    return true;
                });
    }

    ApplyResult apply(MoverRight right, EntityName entity, CurrentRows rows) {
        if (rows.presentKeys().isEmpty() && rows.absentKeys().isEmpty()) {
            return new ApplyResult(0, 0, List.of());
        }
        return work.write(
                Author.MOVER, "apply " + rows.presentKeys() + " without " + rows.absentKeys(), transaction -> {
                    enter(transaction, right, false);
                    transaction.between("delete");
                    int deleted = 0;
                    for (Key key : rows.absentKeys()) {
                        Optional<Row> existing = lockAndRead(transaction, entity, key);
                        if (existing.isPresent() && mayChange(existing.get(), right)) {
                            transaction.delete(Address.row(entity, key));
                            deleted++;
                        }
                    }
                    transaction.between("upsert");
                    List<Key> foreign = new ArrayList<>();
                    for (Row row : ((MemoryRowBatch) rows.present()).rows()) {
                        Optional<Row> existing = lockAndRead(transaction, entity, row.key());
                        if (existing.isPresent() && !mayChange(existing.get(), right)) {
                            foreign.add(row.key());
                        } else {
                            transaction.put(Address.row(entity, row.key()), row);
                        }
                    }
                    return new ApplyResult(rows.presentKeys().size() - foreign.size(), deleted, foreign);
                });
    }

    int remove(MoverRight right, EntityName entity, int maxRows) {
        return work.write(Author.MOVER, "remove rows of " + right.unit(), transaction -> {
            enter(transaction, right, true);
            transaction.delete(Address.cursor(right.unit(), entity));
            transaction.between("delete");
            List<Row> rows = transaction.table(Address.table(entity)).stream()
                    .map(Row.class::cast)
                    .filter(row -> row.unit().equals(right.unit()))
                    .limit(maxRows)
                    .toList();
            for (Row row : rows) {
                if (lockAndRead(transaction, entity, row.key()).equals(Optional.of(row))) {
                    transaction.delete(Address.row(entity, row.key()));
                }
            }
            return rows.size();
        });
    }

    private void enter(MemoryTransaction transaction, MoverRight right, boolean removal) {
        database.laws().movers().enter(transaction, database.laws(), right, removal);
    }

    private boolean mayChange(Row existing, MoverRight right) {
        return database.laws().ownership().mayChange(existing, right.unit());
    }

    private static void moveCursor(MemoryTransaction transaction, MoverRight right, EntityName entity, Chunk chunk) {
        Address address = Address.cursor(right.unit(), entity);
        Optional<CopyCursor> old = transaction.get(address).map(row -> ((CursorRow) row).cursor());
        CopyCursor moved = new CopyCursor(
                entity,
                chunk.lastKey().or(() -> old.flatMap(CopyCursor::after)),
                chunk.isEmpty(),
                old.map(CopyCursor::rows).orElse(0L) + chunk.rows().count());
        transaction.put(address, new CursorRow(right.unit(), moved));
    }

    private static Optional<Row> lockAndRead(MemoryTransaction transaction, EntityName entity, Key key) {
        Address address = Address.row(entity, key);
        transaction.lockRow(address, Mode.EXCLUSIVE, ROW_PATIENCE);
        return transaction.get(address).map(Row.class::cast);
    }

    private static GodwitException inTheWay(Row existing, MoverRight right) {
        boolean foreign = !existing.unit().equals(right.unit());
        return new GodwitException(
                foreign ? ErrorCode.KEY_OWNED_BY_OTHER_UNIT : ErrorCode.ROW_REFUSED,
                "key " + existing.key() + " of unit " + right.unit() + " is there already and belongs to unit "
                        + existing.unit());
    }
}
