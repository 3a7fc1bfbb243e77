package dev.godwit.testkit.kit;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stores of one setting that are installed once and used by many laws, each with units and keys of its own. Not
 * thread-safe.
 */
final class SharedStores implements AutoCloseable {
    static final EntityName NOTE = new EntityName("note");
    static final StoreName LEGACY = new StoreName("legacy");
    static final StoreName NEW = new StoreName("new");

    private final StoreUnderTest database;
    private final Map<KeyColumn, Pair> pairs = new HashMap<>();
    private final List<TestStore> open = new ArrayList<>();
    private final AtomicInteger keyspaces;
    private int numbers;

    /** Two stores of one keyspace: units without a fence have their home in the first one. */
    record Pair(TestStore home, TestStore mirror) {}

    /**
     * Shares stores of a database.
     *
     * @param keyspaces counts those of the whole kit, for settings meet in one database
     */
    SharedStores(StoreUnderTest database, AtomicInteger keyspaces) {
        this.database = database;
        this.keyspaces = keyspaces;
    }

    /** A number that no law has got before. */
    int nextNumber() {
        return ++numbers;
    }

    Pair pair(KeyColumn key) {
        return pairs.computeIfAbsent(key, this::install);
    }

    /** A keyspace that no law has seen before. */
    Keyspace newKeyspace() {
        return keyspaceOf(Entity.of(NOTE, "notes_" + keyspaces.incrementAndGet(), "id", "creator"));
    }

    /** The keyspace of a table that {@link #newKeyspace} has named. */
    Keyspace keyspaceOf(Entity entity) {
        return new Keyspace(new KeyspaceName("kit_" + entity.table()), List.of(entity));
    }

    private Pair install(KeyColumn key) {
        Keyspace keyspace = newKeyspace();
        TestStore home = later(database.open(LEGACY, keyspace, key));
        TestStore mirror = later(database.open(NEW, keyspace, key));
        home.store().install(Role.HOME);
        mirror.store().install(Role.MOVED);
        return new Pair(home, mirror);
    }

    private TestStore later(TestStore store) {
        open.add(store);
        return store;
    }

    @Override
    public void close() {
        open.forEach(TestStore::close);
        open.clear();
        pairs.clear();
    }
}
