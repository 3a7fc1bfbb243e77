package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.DefaultFence;
import dev.godwit.core.Epoch;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.Fences;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fence rows of a keyspace in one file. Whoever changes a row is the file's only writer at that moment, which is what
 * the locks of other databases are for: nobody who has judged by the old row is still writing. Thread-safe.
 */
final class SqliteFences implements Fences {
    private final StoreObjects objects;
    private final SqliteTransactions transactions;
    private final SqliteMarks marks;
    private final WriterWatch writers;
    private final UnitListing units;
    private final FenceStart fenceStart;

    SqliteFences(
            StoreName store,
            StoreObjects objects,
            SqliteTransactions transactions,
            SqliteMarks marks,
            WriterWatch writers,
            UnitListing units) {
        this.objects = objects;
        this.transactions = transactions;
        this.marks = marks;
        this.writers = writers;
        this.units = units;
        this.fenceStart = new FenceStart(store, objects);
    }

    @Override
    public Optional<Fence> read(UnitId unit) {
        return transactions.read(sql -> FenceRows.ofUnit(sql, objects, unit));
    }

    @Override
    public Map<UnitId, Fence> readAll(Collection<UnitId> wanted) {
        return transactions.read(sql -> FenceRows.ofUnits(sql, objects, wanted));
    }

    @Override
    public List<Fence> all() {
        return transactions.read(sql -> sql.query(
                "select " + FenceRows.COLUMNS + " from " + objects.fence() + " as f order by f.unit", FenceRows::read));
    }

    @Override
    public DefaultFence readDefault() {
        return transactions.read(this::readDefault);
    }

    private DefaultFence readDefault(Sql sql) throws SQLException {
        return sql.first(
                        "select role, epoch from " + objects.defaultFence(),
                        row -> new DefaultFence(Role.valueOf(row.getString(1)), new Epoch(row.getLong(2))))
                .orElseThrow();
    }

    @Override
    public Map<UnitId, Fence> start(MigrationName migration, Role role, Collection<UnitId> wanted) {
        return transactions.write(
                SqliteTransactions.SHORT,
                sql -> SqliteHistory.counted(sql, objects, () -> fenceStart.start(sql, migration, role, wanted)));
    }

    @Override
    public void exclude(MigrationName migration, Collection<UnitId> wanted) {
        transactions.write(
                SqliteTransactions.SHORT,
                sql -> SqliteHistory.counted(sql, objects, () -> fenceStart.exclude(sql, migration, wanted)));
    }

    @Override
    public boolean change(FenceChange change) {
        return change instanceof Demote demote
                ? demote(demote, List.of())
                : transactions.write(SqliteTransactions.SHORT, sql -> carryOut(sql, change));
    }

    private boolean carryOut(Sql sql, FenceChange change) throws SQLException {
        FenceChangeSql compiled = FenceChangeSql.of(objects, change);
        return SqliteHistory.counted(sql, objects, () -> sql.update(compiled.statement(), compiled.parameters()) == 1);
    }

    /** Nobody writes when this has become the writer, and whoever becomes it later sees the new row. */
    @Override
    public Optional<Frozen> freeze(Freeze change, long horizon, int limit) {
        return transactions
                .write(SqliteTransactions.SHORT, sql -> {
                    if (!carryOut(sql, change)) {
                        return Optional.<MarkBatch>empty();
                    }
                    return Optional.of(marks.read(sql, change.unit(), horizon, limit));
                })
                .map(batch -> new Frozen(Set.of(), batch));
    }

    @Override
    public boolean demote(Demote change, List<Mark> drained) {
        return marks.deletingDrained(
                drained,
                deletion -> transactions.write(SqliteTransactions.SHORT, sql -> {
                    deletion.run(sql);
                    return carryOut(sql, change);
                }));
    }

    @Override
    public Optional<MoverRight> acquire(UnitId unit, Epoch epoch) {
        return giveToken(unit, epoch, "", "f.role = 'MIRROR' and f.heir_store is null");
    }

    @Override
    public Optional<MoverRight> evict(UnitId unit, Epoch epoch) {
        return giveToken(
                unit, epoch, ", epoch = f.epoch + 1, heir_store = null, heir_epoch = null", "f.role = 'MIRROR'");
    }

    @Override
    public Optional<MoverRight> acquireRemoval(UnitId unit, Epoch epoch) {
        return giveToken(unit, epoch, "", "f.role = 'MOVED'");
    }

    private Optional<MoverRight> giveToken(UnitId unit, Epoch epoch, String set, String condition) {
        return transactions.write(
                SqliteTransactions.SHORT,
                sql -> SqliteHistory.counted(sql, objects, () -> {
                    sql.update("update " + objects.defaultFence() + " set token = token + 1");
                    int changed = sql.update(
                            "update " + objects.fence() + " as f set token = (select d.token from "
                                    + objects.defaultFence() + " as d)" + set + " where f.unit = ? and f.epoch = ? and "
                                    + condition,
                            unit.value(),
                            epoch.value());
                    return changed == 0
                            ? Optional.empty()
                            : FenceRows.ofUnit(sql, objects, unit)
                                    .map(fence -> new MoverRight(
                                            unit,
                                            fence.epoch(),
                                            new Token(fence.token().number())));
                }));
    }

    @Override
    public Set<LockHolder> holders(Collection<UnitId> wanted) {
        return writers.now().map(Set::of).orElse(Set.of());
    }

    @Override
    public Set<LockHolder> stillHolding(Set<LockHolder> holders) {
        return writers.still(holders);
    }

    @Override
    public boolean changeDefault(Epoch expectedEpoch, Role newRole) {
        if (newRole != Role.HOME && newRole != Role.MOVED) {
            throw new IllegalArgumentException("units without a row can't be " + newRole);
        }
        boolean givesUp = newRole == Role.MOVED;
        if (givesUp && !unlistedUnits(1).isEmpty()) {
            return false;
        }
        return transactions.write(
                SqliteTransactions.SHORT,
                sql -> SqliteHistory.counted(sql, objects, () -> {
                    if (givesUp && !units.unlisted(sql, 1).isEmpty()) {
                        return false;
                    }
                    return sql.update(
                                    "update " + objects.defaultFence()
                                            + " set role = ?, epoch = epoch + 1 where epoch = ?",
                                    newRole.name(),
                                    expectedEpoch.value())
                            == 1;
                }));
    }

    @Override
    public List<UnitId> unlistedUnits(int limit) {
        return transactions.read(sql -> units.unlisted(sql, limit));
    }
}
