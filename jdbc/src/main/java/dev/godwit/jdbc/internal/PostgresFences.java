package dev.godwit.jdbc.internal;

import dev.godwit.core.DefaultFence;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.Fences;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Mark;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The fence rows of a keyspace in PostgreSQL. Thread-safe. */
final class PostgresFences implements Fences {
    /** The pause of a unit contains some of these waits, so they are short; the sessions bound waits for locks. */
    private static final List<String> BOUNDS = List.of("set local statement_timeout = '250ms'");

    private final KeyspaceSchema schema;
    private final StoreTransactions transactions;
    private final UnitLocks locks;
    private final LockHolders lockHolders;
    private final FenceStart fenceStart;
    private final DefaultFences defaults;
    private final StandbyFlush standbyFlush;
    private final FenceGroups groups;

    PostgresFences(
            StoreName store,
            Keyspace keyspace,
            KeyspaceSchema schema,
            TableCatalog catalog,
            StoreTransactions transactions,
            StandbyFlush standbyFlush) {
        this.standbyFlush = standbyFlush;
        this.groups = new FenceGroups(schema, transactions, BOUNDS);
        this.schema = schema;
        this.transactions = transactions;
        this.locks = new UnitLocks(schema);
        this.lockHolders = new LockHolders(schema);
        this.fenceStart = new FenceStart(store, schema);
        this.defaults = new DefaultFences(schema, new UnlistedUnits(keyspace, schema, catalog), transactions);
    }

    @Override
    public Optional<Fence> read(UnitId unit) {
        return select("where f.unit = ?", unit.value()).stream().findFirst();
    }

    @Override
    public Map<UnitId, Fence> readAll(Collection<UnitId> units) {
        return transactions.readAtOnce(connection -> FenceRows.ofUnits(connection, schema, units));
    }

    @Override
    public List<Fence> all() {
        return select("order by f.unit");
    }

    @Override
    public DefaultFence readDefault() {
        return defaults.read();
    }

    @Override
    public Map<UnitId, Fence> start(MigrationName migration, Role role, Collection<UnitId> units) {
        return transactions.write(connection -> fenceStart.start(connection, migration, role, units));
    }

    @Override
    public void exclude(MigrationName migration, Collection<UnitId> units) {
        transactions.write(connection -> {
            fenceStart.exclude(connection, migration, units);
            return units;
        });
    }

    @Override
    public boolean change(FenceChange change) {
        return waitingForWriters(change, exclusively -> {
            Compiled compiled = compile(change, exclusively);
            return transactions.changeAtOnce(compiled.statements(), compiled.parameters()) == 1;
        });
    }

    @Override
    public Set<UnitId> changeAll(Collection<? extends FenceChange> changes) {
        return groups.change(changes);
    }

    @Override
    public Optional<Frozen> freeze(Freeze change, long horizon, int limit) {
        String unit = change.unit().value();
        List<String> looks = List.of(lockHolders.ofFrozenUnit(), MarkReading.statement(schema));
        return waitingForWriters(change, exclusively -> {
            Compiled compiled = compile(change, exclusively);
            return transactions.changeAtOnce(connection -> Pipeline.updateCommitAndQuery(
                    connection,
                    compiled.statements(),
                    looks,
                    answers -> answers.changed() == 0
                            ? Optional.empty()
                            : Optional.of(new Frozen(
                                    Set.copyOf(answers.nextRows(LockHolders::holder)),
                                    MarkReading.batch(answers.nextRows(MarkReading::row), limit))),
                    compiled.parametersAnd(
                            new String[] {unit}, unit, unit, Long.toUnsignedString(horizon), limit + 1L)));
        });
    }

    @Override
    public boolean demote(Demote change, List<Mark> drained) {
        FenceChangeSql sql = FenceChangeSql.of(schema, change);
        List<String> statements = new ArrayList<>(BOUNDS);
        statements.add(locks.takeExclusive());
        List<Object> parameters = new ArrayList<>(List.of(change.unit().value()));
        if (!drained.isEmpty()) {
            statements.add(MarkDeletion.statement(schema));
            parameters.addAll(MarkDeletion.parameters(drained));
        }
        statements.add(sql.statement());
        parameters.addAll(sql.parameters());
        Optional<List<StandbyFlush.Seen>> standbys =
                transactions.changeAtOnce(connection -> Pipeline.updateCommitAndQuery(
                        connection,
                        statements,
                        List.of(StandbyFlush.BEHIND_NOW),
                        answers -> answers.changed() == 0
                                ? Optional.empty()
                                : Optional.of(answers.nextRows(StandbyFlush::seen)),
                        parameters.toArray()));
        standbys.ifPresent(standbyFlush::await);
        return standbys.isPresent();
    }

    /**
     * A change without the exclusive lock waits for nobody but writers above READ COMMITTED, who lock the row. There may
     * be so many of them that it never gets the row; then the exclusive lock makes them queue for a moment (pitfall V3).
     */
    private static <T> T waitingForWriters(FenceChange change, Function<Boolean, T> attempt) {
        if (change.needsExclusiveLock()) {
            return attempt.apply(true);
        }
        try {
            return attempt.apply(false);
        } catch (GodwitException e) {
            if (e.code() != ErrorCode.STORE_BUSY) {
                throw e;
            }
            return attempt.apply(true);
        }
    }

    /** The statements of a change and their parameters. */
    private record Compiled(List<String> statements, Object... parameters) {
        Object[] parametersAnd(Object... behind) {
            return Stream.concat(Arrays.stream(parameters), Arrays.stream(behind))
                    .toArray();
        }
    }

    /** The lock and the look at the row are two statements: the second sees what the lock has waited for (pitfall U4). */
    private Compiled compile(FenceChange change, boolean exclusively) {
        FenceChangeSql sql = FenceChangeSql.of(schema, change);
        List<String> statements = new ArrayList<>(BOUNDS);
        List<Object> parameters = new ArrayList<>();
        if (exclusively) {
            statements.add(locks.takeExclusive());
            parameters.add(change.unit().value());
        }
        statements.add(sql.statement());
        parameters.addAll(sql.parameters());
        return new Compiled(statements, parameters.toArray());
    }

    @Override
    public Optional<MoverRight> acquire(UnitId unit, Epoch epoch) {
        return giveToken(unit, epoch, "token = nextval(?::regclass)", "f.role = 'MIRROR' and f.heir_store is null");
    }

    @Override
    public Map<UnitId, MoverRight> acquireAll(Map<UnitId, Epoch> epochs) {
        return groups.acquire(epochs);
    }

    @Override
    public Optional<MoverRight> evict(UnitId unit, Epoch epoch) {
        return giveToken(
                unit,
                epoch,
                "token = nextval(?::regclass), epoch = f.epoch + 1, heir_store = null, heir_epoch = null",
                "f.role = 'MIRROR'");
    }

    @Override
    public Optional<MoverRight> acquireRemoval(UnitId unit, Epoch epoch) {
        return giveToken(unit, epoch, "token = nextval(?::regclass)", "f.role = 'MOVED'");
    }

    private Optional<MoverRight> giveToken(UnitId unit, Epoch epoch, String set, String condition) {
        List<String> statements = new ArrayList<>(BOUNDS);
        statements.add(locks.takeExclusive());
        statements.add("update " + schema.fence() + " f set " + set + " where f.unit = ? and f.epoch = ? and "
                + condition + " returning f.epoch, f.token");
        return transactions
                .changeAtOnce(
                        statements,
                        row -> new MoverRight(unit, new Epoch(row.getLong("epoch")), new Token(row.getLong("token"))),
                        unit.value(),
                        schema.qualified("token"),
                        unit.value(),
                        epoch.value())
                .stream()
                .findFirst();
    }

    @Override
    public Set<LockHolder> holders(Collection<UnitId> units) {
        return lockHolders.of(transactions, units);
    }

    @Override
    public Map<UnitId, Set<LockHolder>> holdersByUnit(Collection<UnitId> units) {
        return groups.holders(units);
    }

    @Override
    public Set<LockHolder> stillHolding(Set<LockHolder> holders) {
        return holders.isEmpty() ? Set.of() : lockHolders.still(transactions, holders);
    }

    @Override
    public boolean changeDefault(Epoch expectedEpoch, Role newRole) {
        return defaults.change(expectedEpoch, newRole);
    }

    @Override
    public List<UnitId> unlistedUnits(int limit) {
        return defaults.unlistedUnits(limit);
    }

    private List<Fence> select(String condition, Object... parameters) {
        String sql = "select " + FenceRows.COLUMNS + " from " + schema.fence() + " f " + condition;
        return transactions.readAtOnce(sql, FenceRows::read, parameters);
    }
}
