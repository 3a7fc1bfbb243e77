package dev.godwit.testkit;

import dev.godwit.core.Entity;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fences;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Incarnation;
import dev.godwit.core.KeySequences;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Marks;
import dev.godwit.core.Role;
import dev.godwit.core.RowTrials;
import dev.godwit.core.Rows;
import dev.godwit.core.SeenStatements;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.Stored.DefaultRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A {@link MemoryDatabase} as the control plane sees it. */
final class MemoryStore implements Store {
    private static final Duration TABLE_PATIENCE = Duration.ofMillis(300);

    private final MemoryDatabase database;
    private final ControlWork work;
    private final Fences fences;
    private final Marks marks;
    private final Rows rows;

    MemoryStore(MemoryDatabase database, RoundTrips way) {
        this.database = database;
        this.work = new ControlWork(database, way);
        this.fences = new MemoryFences(database, work);
        this.marks = new MemoryMarks(database, work);
        this.rows = new MemoryRows(database, work);
    }

    @Override
    public StoreName name() {
        return database.name();
    }

    @Override
    public Incarnation incarnation() {
        return work.read("incarnation", transaction -> database.incarnation());
    }

    @Override
    public Fences fences() {
        return fences;
    }

    @Override
    public Marks marks() {
        return marks;
    }

    @Override
    public Rows rows() {
        return rows;
    }

    /** Keys in memory are made by whoever writes. */
    @Override
    public KeySequences keySequences() {
        return KeySequences.NONE;
    }

    @Override
    public RowTrials rowTrials() {
        return RowTrials.NONE;
    }

    @Override
    public List<UnitId> units(String query, int limit) {
        throw new GodwitException(ErrorCode.WAVE_QUERY, "store " + name() + ": a database in memory has no SQL");
    }

    @Override
    public SeenStatements seenStatements() {
        return new SeenStatements.Unknown();
    }

    @Override
    public Load load() {
        return Load.NONE;
    }

    @Override
    public StoreFacts facts() {
        return work.read("facts", transaction -> MemoryFacts.of(database));
    }

    @Override
    public void install(Role defaultRole) {
        work.define("install", transaction -> {
            transaction.lock(LockName.WRITTEN, LockTable.Mode.EXCLUSIVE, TABLE_PATIENCE);
            if (transaction.get(Address.DEFAULT).isEmpty()) {
                transaction.put(Address.DEFAULT, new DefaultRow(defaultRole, new Epoch(1)));
            }
            return defaultRole;
        });
    }

    @Override
    public boolean installed() {
        return work.read(
                "installed", transaction -> transaction.get(Address.DEFAULT).isPresent());
    }

    @Override
    public void uninstall() {
        work.define("uninstall", transaction -> {
            transaction.lock(LockName.INSTALLED, LockTable.Mode.EXCLUSIVE, TABLE_PATIENCE);
            transaction.lock(LockName.WRITTEN, LockTable.Mode.EXCLUSIVE, TABLE_PATIENCE);
            transaction.lock(LockName.READ, LockTable.Mode.EXCLUSIVE, TABLE_PATIENCE);
            for (String table : List.of(Address.FENCES, Address.MARKS, Address.CURSORS)) {
                database.committed().table(table).keySet().forEach(key -> transaction.delete(new Address(table, key)));
            }
            transaction.delete(Address.DEFAULT);
            return true;
        });
    }

    @Override
    public Artefacts artefacts() {
        return work.read(
                "artefacts",
                transaction -> new Artefacts(
                        transaction.get(Address.DEFAULT).map(found -> "fences").stream()
                                .toList(),
                        List.of(),
                        List.of()));
    }

    @Override
    public List<String> installStatements(Role defaultRole) {
        return List.of("install with default " + defaultRole);
    }

    @Override
    public List<String> requiredRights() {
        return List.of();
    }

    @Override
    public Fingerprint fingerprint() {
        return work.read(
                "fingerprint",
                transaction -> new Fingerprint(
                        database.keyspace().entities().stream()
                                .map(Entity::name)
                                .toList()
                                .toString(),
                        "files"));
    }

    @Override
    public Optional<LockHolder> oldestWriterBefore(String position) {
        return work.read(
                "oldest writer",
                transaction -> database.active().stream()
                        .filter(other -> other.numberIfAny() > 0 && other.numberIfAny() < Long.parseLong(position))
                        .findFirst()
                        .map(MemoryFences::holder));
    }

    @Override
    public String position() {
        return work.read("position", transaction -> Long.toString(transaction.number()));
    }

    @Override
    public void flushToStandbys() {
        work.read("flush to standbys", transaction -> {
            database.flushToStandbys();
            return true;
        });
    }

    @Override
    public void close() {}
}
