package dev.godwit.cli;

import dev.godwit.core.MigrationControl;
import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.server.GodwitServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A migration that a server in this process runs. Thread-safe. */
final class LocalRun implements RunningMigration {
    private final GodwitServer server;
    private final Signal ended;
    private final long beforeEnd;
    private final AtomicBoolean closed = new AtomicBoolean();

    LocalRun(GodwitServer server, TimeSource time, Tasks tasks) {
        this.server = server;
        this.ended = time.signal();
        this.beforeEnd = ended.version();
        tasks.start("godwit-end", this::raiseAtEnd);
    }

    @Override
    public MigrationControl control() {
        return server.control();
    }

    @Override
    public String url() {
        return server.url();
    }

    @Override
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return ended.await(beforeEnd, atMost);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.close();
        }
    }

    private void raiseAtEnd() {
        try {
            server.awaitEnd();
            ended.raise();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
