package dev.godwit.bench.measure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Writes entries into the journal of a migration, so many a second, until it is closed. */
final class JournalLoad implements AutoCloseable {
    private static final int TRANSACTIONS_PER_SECOND = 20;

    private final Connection store;
    private final int entries;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Optional<SQLException> failure = Optional.empty();

    private JournalLoad(Connection store, int perSecond) {
        this.store = store;
        this.entries = perSecond / TRANSACTIONS_PER_SECOND;
        this.thread = Thread.ofPlatform().name("journal-load").unstarted(this::write);
    }

    static JournalLoad start(Connection store, int perSecond) {
        JournalLoad load = new JournalLoad(store, perSecond);
        load.thread.start();
        return load;
    }

    private void write() {
        long next = System.nanoTime();
        try (PreparedStatement insert = store.prepareStatement(
                "insert into journal (at, migration, subject, message) values (?, 'bench', ?, ?)")) {
            store.setAutoCommit(false);
            for (long transaction = 0; !closed; transaction++) {
                for (int i = 0; i < entries; i++) {
                    insert.setString(1, Instant.now().toString());
                    insert.setString(2, "unit customer-" + (transaction * entries + i) % 10_000 + "-eu");
                    insert.setString(3, "PROMOTED: writers were held for " + i + " ms");
                    insert.addBatch();
                }
                insert.executeBatch();
                store.commit();
                next += TimeUnit.SECONDS.toNanos(1) / TRANSACTIONS_PER_SECOND;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (SQLException e) {
            failure = Optional.of(e);
        }
    }

    @Override
    public void close() throws InterruptedException, SQLException {
        closed = true;
        thread.join();
        store.setAutoCommit(true);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
