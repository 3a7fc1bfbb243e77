package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Epoch;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.Fences.Frozen;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.Keyspace;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What one law plays on: a pair of installed stores that it shares with others, stores of its own if it wants them, and
 * units and keys that nobody else uses. Closes what the law has opened. Not thread-safe.
 */
final class Scene implements AutoCloseable {
    static final MigrationName MIGRATION = new MigrationName("kit");
    static final Duration LONG = Duration.ofMinutes(10);

    private final StoreUnderTest database;
    private final SharedStores shared;
    private final KeyColumn key;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Scene(StoreUnderTest database, SharedStores shared, KeyColumn key) {
        this.database = database;
        this.shared = shared;
        this.key = key;
    }

    /** An installed store where units without a fence have their home. */
    TestStore home() {
        return shared.pair(key).home();
    }

    /** An installed store of the same keyspace where no unit has its home by default. */
    TestStore mirror() {
        return shared.pair(key).mirror();
    }

    /** A new table with nothing installed. */
    TestStore bare() {
        return later(database.open(SharedStores.LEGACY, shared.newKeyspace(), key));
    }

    /** A new installed store. */
    TestStore fresh(Role defaultRole) {
        TestStore store = bare();
        store.store().install(defaultRole);
        return store;
    }

    /** A new store to which units of this one can move, in the same setting. */
    TestStore twinOf(TestStore home) {
        return twinIn(database, home);
    }

    /** A new store to which units of this one can move, in the setting that the database has by itself. */
    TestStore plainTwinOf(TestStore home) {
        return twinIn(database.ordinary(), home);
    }

    private TestStore twinIn(StoreUnderTest place, TestStore home) {
        Keyspace keyspace = shared.keyspaceOf(home.shape().entity());
        TestStore twin = later(place.open(SharedStores.NEW, keyspace, key));
        twin.store().install(Role.MOVED);
        return twin;
    }

    /** A row for each awkward key. */
    List<TestRow> awkwardRows(UnitId unit) {
        return key.kind().awkward().stream()
                .map(awkward -> new TestRow(awkward, unit, "body of '" + awkward + "' \\ \"\n"))
                .toList();
    }

    StoreUnderTest database() {
        return database;
    }

    UnitId unit() {
        return UnitId.of("unit " + shared.nextNumber());
    }

    Key key() {
        return key.kind().ordinary(shared.nextNumber());
    }

    List<Key> keys(int count) {
        return Stream.generate(this::key).limit(count).toList();
    }

    TestRow row(UnitId unit) {
        return new TestRow(key(), unit, "first");
    }

    /** Closes it after the law. */
    <T extends AutoCloseable> T later(T opened) {
        open.push(opened);
        return opened;
    }

    /** A unit that is in flight here, with its home here. */
    UnitId unitAtHome(TestStore store) {
        UnitId unit = unit();
        store.store().fences().start(MIGRATION, Role.HOME, List.of(unit));
        return unit;
    }

    /** A unit that is in flight here, with its home elsewhere. */
    UnitId unitMirrored(TestStore store) {
        UnitId unit = unit();
        store.store().fences().start(MIGRATION, Role.MIRROR, List.of(unit));
        return unit;
    }

    Writer begin(TestStore store, Isolation isolation) {
        return later(store.begin(isolation));
    }

    /** Writes and commits, as somebody who does not know Godwit. */
    void write(TestStore store, TestRow... rows) {
        write(store, Isolation.READ_COMMITTED, rows);
    }

    void write(TestStore store, Isolation isolation, TestRow... rows) {
        try (Writer writer = store.begin(isolation)) {
            for (TestRow row : rows) {
                writer.put(row);
            }
            writer.commit();
        }
    }

    void delete(TestStore store, Key gone) {
        try (Writer writer = store.begin(Isolation.READ_COMMITTED)) {
            writer.delete(gone);
            writer.commit();
        }
    }

    Map<UnitId, Fence> start(TestStore store, UnitId unit, Role role) {
        return store.store().fences().start(MIGRATION, role, List.of(unit));
    }

    /** Carries a change out that has to succeed. */
    void change(TestStore store, FenceChange change) {
        assertThat(store.store().fences().change(change)).as(change.toString()).isTrue();
    }

    Fence fence(TestStore store, UnitId unit) {
        return store.store().fences().read(unit).orElseThrow();
    }

    Epoch epoch(TestStore store, UnitId unit) {
        return fence(store, unit).epoch();
    }

    Frozen freeze(TestStore store, UnitId unit, Duration maxPause) {
        return store.store()
                .fences()
                .freeze(new Freeze(unit, epoch(store, unit), maxPause), MarkBatch.FROM_THE_START, 1_000)
                .orElseThrow();
    }

    Frozen freeze(TestStore store, UnitId unit) {
        return freeze(store, unit, LONG);
    }

    MoverRight acquire(TestStore store, UnitId unit) {
        return store.store().fences().acquire(unit, epoch(store, unit)).orElseThrow();
    }

    /** The keys of the unit's marks, in any order, once for each mark. */
    List<Key> marked(TestStore store, UnitId unit) {
        return marks(store, unit).marks().stream().map(mark -> mark.key()).toList();
    }

    MarkBatch marks(TestStore store, UnitId unit) {
        return store.store().marks().read(unit, MarkBatch.FROM_THE_START, 10_000);
    }

    /** The committed rows of a unit. */
    List<TestRow> rows(TestStore store, UnitId unit) {
        return store.rows().stream().filter(row -> row.unit().equals(unit)).toList();
    }

    /** The database crashes and starts again; connections that were open are lost. */
    void crash() {
        database.crash();
        shared.close();
    }

    /** Asks until the connection of the one who asks is one to the database as it is now. */
    <T> T again(Supplier<T> question) {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.get();
            } catch (GodwitException e) {
                if (attempt == 100) {
                    throw e;
                }
            }
            pause(Duration.ofMillis(10));
        }
    }

    void pause(Duration duration) {
        try {
            database.time().sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
