package dev.godwit.testkit.kit;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Key;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.testkit.MemoryConnection;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.RoundTrips;
import dev.godwit.testkit.Stored.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A database in memory, with its one table. */
final class MemoryTestStore implements TestStore {
    private final MemoryDatabase database;
    private final Store store;
    private final ApplicationStore<MemoryConnection> application;

    MemoryTestStore(MemoryDatabase database) {
        this.database = database;
        this.store = database.store(RoundTrips.IMMEDIATE);
        this.application = database.applicationStore(RoundTrips.IMMEDIATE);
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public ApplicationStore<?> application() {
        return application;
    }

    @Override
    public RowShape shape() {
        return new RowShape(database.keyspace().entities().getFirst(), List.of());
    }

    @Override
    public Writer begin(Isolation isolation) {
        return new MemoryWriter(application.begin(new TransactionOptions(isolation, false, 0)));
    }

    @Override
    public Statements in(Session<?> session) {
        return new MemoryStatements((MemoryConnection) session.connection());
    }

    @Override
    public List<TestRow> rows() {
        return database.rows(SharedStores.NOTE).stream()
                .map(MemoryTestStore::read)
                .toList();
    }

    @Override
    public Set<String> inventory() {
        Set<String> all = new TreeSet<>();
        database.defaultRow().ifPresent(row -> all.add(row.toString()));
        database.marks().forEach(mark -> all.add(mark.toString()));
        database.cursors().forEach(cursor -> all.add(cursor.toString()));
        if (database.defaultRow().isPresent()) {
            store.fences().all().forEach(fence -> all.add(fence.toString()));
        }
        return all;
    }

    @Override
    public Optional<Store> blinded() {
        return Optional.empty();
    }

    @Override
    public void close() {
        store.close();
    }

    private static TestRow read(Row row) {
        return new TestRow(row.key(), row.unit(), row.value());
    }

    /** Statements of an application on a connection. */
    private static class MemoryStatements implements Statements {
        private final MemoryConnection connection;

        MemoryStatements(MemoryConnection connection) {
            this.connection = connection;
        }

        @Override
        public void put(TestRow row) {
            connection.put(SharedStores.NOTE, new Row(row.key(), row.unit(), row.body()));
        }

        @Override
        public boolean delete(Key key) {
            return connection.delete(SharedStores.NOTE, key);
        }

        @Override
        public List<TestRow> rows() {
            return view("table:" + SharedStores.NOTE);
        }

        @Override
        public List<TestRow> view(String name) {
            return connection.view(name).stream().map(MemoryTestStore::read).toList();
        }
    }

    /** A transaction. */
    private static final class MemoryWriter extends MemoryStatements implements Writer {
        private final Session<MemoryConnection> session;

        MemoryWriter(Session<MemoryConnection> session) {
            super(session.connection());
            this.session = session;
        }

        @Override
        public void commit() {
            session.commit();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
