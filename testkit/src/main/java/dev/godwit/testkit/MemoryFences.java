package dev.godwit.testkit;

import dev.godwit.core.DefaultFence;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Fences;
import dev.godwit.core.GodwitException;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Mark;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.LockTable.Mode;
import dev.godwit.testkit.StoreLaws.TokenRequest;
import dev.godwit.testkit.StoreLaws.TokenRequest.Purpose;
import dev.godwit.testkit.StoreObserver.Author;
import dev.godwit.testkit.Stored.FenceRow;
import dev.godwit.testkit.Stored.MarkRow;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fences of a {@link MemoryDatabase}. */
final class MemoryFences implements Fences {
    private static final Duration ROW_PATIENCE = Duration.ofMillis(20);

    private final MemoryDatabase database;
    private final ControlWork work;

    MemoryFences(MemoryDatabase database, ControlWork work) {
        this.database = database;
        this.work = work;
    }

    @Override
    public Optional<Fence> read(UnitId unit) {
        return work.read("fence of " + unit, transaction -> read(transaction, unit));
    }

    @Override
    public Map<UnitId, Fence> readAll(Collection<UnitId> units) {
        return work.read("fences", transaction -> readAll(transaction, units));
    }

    @Override
    public DefaultFence readDefault() {
        return work.read(
                "default fence",
                transaction -> new DefaultFence(
                        transaction.defaultRow().role(),
                        transaction.defaultRow().epoch()));
    }

    @Override
    public Map<UnitId, Fence> start(MigrationName migration, Role role, Collection<UnitId> units) {
        return work.write(
                Author.CONTROL,
                "start of " + units + " as " + role,
                transaction -> new FenceStart(database.name(), transaction).start(role, units));
    }

    @Override
    public void exclude(MigrationName migration, Collection<UnitId> units) {
        work.write(Author.CONTROL, "exclusion of " + units, transaction -> {
            new FenceStart(database.name(), transaction).exclude(units);
            return units;
        });
    }

    @Override
    public boolean change(FenceChange change) {
        if (change.needsExclusiveLock()) {
            return change(change, true);
        }
        try {
            return change(change, false);
        } catch (GodwitException e) {
            if (e.code() != ErrorCode.STORE_BUSY) {
                throw e;
            }
            return change(change, true);
        }
    }

    private boolean change(FenceChange change, boolean exclusively) {
        return work.write(Author.CONTROL, change.toString(), transaction -> change(transaction, change, exclusively));
    }

    @Override
    public Optional<Frozen> freeze(FenceChange.Freeze change, long horizon, int limit) {
        try {
            return freeze(change, horizon, limit, false);
        } catch (GodwitException e) {
            if (e.code() != ErrorCode.STORE_BUSY) {
                throw e;
            }
            return freeze(change, horizon, limit, true);
        }
    }

    private Optional<Frozen> freeze(FenceChange.Freeze change, long horizon, int limit, boolean exclusively) {
        return work.writeThenLook(
                change.toString(), transaction -> change(transaction, change, exclusively), transaction -> {
                    Set<LockHolder> writers = lockHolders(List.of(change.unit()));
                    transaction.between("marks");
                    return new Frozen(writers, MemoryMarks.read(transaction, change.unit(), horizon, limit));
                });
    }

    @Override
    public boolean demote(FenceChange.Demote change, List<Mark> drained) {
        String what = change + " without " + drained.size() + " marks";
        return work.write(Author.CONTROL, what, transaction -> {
            database.laws().locks().exclusive(transaction, change.unit());
            transaction.between("marks");
            database.laws()
                    .marks()
                    .delete(transaction, drained.stream().map(Mark::number).toList());
            transaction.between("fence");
            boolean demoted = change(transaction, change, false);
            if (demoted) {
                database.flushToStandbysWith(transaction);
            }
            return demoted;
        });
    }

    private boolean change(MemoryTransaction transaction, FenceChange change, boolean exclusively) {
        if (exclusively) {
            database.laws().locks().exclusive(transaction, change.unit());
            transaction.between("fence");
        }
        Address address = Address.fence(change.unit());
        transaction.lockRow(address, Mode.EXCLUSIVE, ROW_PATIENCE);
        Optional<FenceRow> next = transaction
                .fence(change.unit())
                .flatMap(row -> database.laws()
                        .fences()
                        .change(row, change, marksExist(transaction, change.unit()), transaction.clockNanos()));
        next.ifPresent(row -> transaction.put(address, row));
        return next.isPresent();
    }

    @Override
    public Optional<MoverRight> acquire(UnitId unit, Epoch epoch) {
        return giveToken(unit, epoch, Purpose.MIRROR);
    }

    @Override
    public Optional<MoverRight> evict(UnitId unit, Epoch epoch) {
        return giveToken(unit, epoch, Purpose.EVICT);
    }

    @Override
    public Optional<MoverRight> acquireRemoval(UnitId unit, Epoch epoch) {
        return giveToken(unit, epoch, Purpose.REMOVE);
    }

    private Optional<MoverRight> giveToken(UnitId unit, Epoch epoch, Purpose purpose) {
        return work.write(Author.CONTROL, "token for " + unit + " to " + purpose, transaction -> {
            database.laws().locks().exclusive(transaction, unit);
            transaction.between("token");
            Address address = Address.fence(unit);
            transaction.lockRow(address, Mode.EXCLUSIVE, ROW_PATIENCE);
            TokenRequest request = new TokenRequest(purpose, epoch, new Token(database.nextToken()));
            Optional<FenceRow> next = transaction
                    .fence(unit)
                    .flatMap(row -> database.laws().fences().giveToken(row, request));
            next.ifPresent(row -> transaction.put(address, row));
            return next.map(row -> new MoverRight(unit, row.epoch(), row.token()));
        });
    }

    @Override
    public Set<LockHolder> holders(Collection<UnitId> units) {
        return work.read("holders of " + units, transaction -> lockHolders(units));
    }

    private Set<LockHolder> lockHolders(Collection<UnitId> units) {
        Set<LockHolder> holders = new LinkedHashSet<>();
        for (UnitId unit : units) {
            database.laws().locks().holders(database, unit).forEach(other -> holders.add(holder(other)));
        }
        return holders;
    }

    @Override
    public Set<LockHolder> stillHolding(Set<LockHolder> holders) {
        return work.read("who still holds", transaction -> {
            Set<LockHolder> still = new LinkedHashSet<>();
            database.active().stream()
                    .map(MemoryFences::holder)
                    .filter(holders::contains)
                    .forEach(still::add);
            return still;
        });
    }

    @Override
    public boolean changeDefault(Epoch expectedEpoch, Role newRole) {
        return work.write(Author.CONTROL, "default to " + newRole, transaction -> {
            transaction.lock(LockName.DEFAULT, Mode.EXCLUSIVE, ROW_PATIENCE);
            transaction.between("default");
            transaction.lockRow(Address.DEFAULT, Mode.EXCLUSIVE, ROW_PATIENCE);
            boolean lived = newRole == Role.MOVED && !unlisted(transaction, 1).isEmpty();
            if (lived || !transaction.defaultRow().epoch().equals(expectedEpoch)) {
                return false;
            }
            transaction.put(Address.DEFAULT, transaction.defaultRow().bumped(newRole));
            return true;
        });
    }

    @Override
    public List<UnitId> unlistedUnits(int limit) {
        return work.read("unlisted units", transaction -> unlisted(transaction, limit));
    }

    @Override
    public List<Fence> all() {
        return work.read(
                "all fences",
                transaction -> transaction.table(Address.FENCES).stream()
                        .map(row -> ((FenceRow) row).seenAt(transaction.clockNanos()))
                        .toList());
    }

    static LockHolder holder(MemoryTransaction transaction) {
        return new LockHolder(transaction.name(), transaction.description());
    }

    static Optional<Fence> read(MemoryTransaction transaction, UnitId unit) {
        return transaction.fence(unit).map(row -> row.seenAt(transaction.clockNanos()));
    }

    static Map<UnitId, Fence> readAll(MemoryTransaction transaction, Collection<UnitId> units) {
        Map<UnitId, Fence> fences = new LinkedHashMap<>();
        units.forEach(unit -> read(transaction, unit).ifPresent(fence -> fences.put(unit, fence)));
        return fences;
    }

    private static boolean marksExist(MemoryTransaction transaction, UnitId unit) {
        return transaction.table(Address.MARKS).stream()
                .anyMatch(mark -> ((MarkRow) mark).unit().equals(unit));
    }

    private List<UnitId> unlisted(MemoryTransaction transaction, int limit) {
        return database.keyspace().entities().stream()
                .flatMap(entity -> transaction.table(Address.table(entity.name())).stream())
                .map(row -> ((Stored.Row) row).unit())
                .distinct()
                .filter(unit -> transaction.fence(unit).isEmpty())
                .sorted()
                .limit(limit)
                .toList();
    }
}
