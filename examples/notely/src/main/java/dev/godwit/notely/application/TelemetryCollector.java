package dev.godwit.notely.application;

import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.proxy.ProxyClient;
import dev.godwit.notely.proxy.ProxyUnreachableException;
import dev.godwit.notely.proxy.ShardStats;
import dev.godwit.notely.telemetry.TelemetryBoard;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Asks the data proxies once a second for what they have measured. Thread-safe. */
final class TelemetryCollector implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Supplier<List<ProxyClient>> proxies;
    private final TelemetryBoard board;
    private final TimeSource time;
    private final Tasks.Task task;

    /**
     * Begins to ask.
     *
     * @param proxies those that are alive, the one that takes over last
     */
    TelemetryCollector(Supplier<List<ProxyClient>> proxies, TelemetryBoard board, TimeSource time, Tasks tasks) {
        this.proxies = proxies;
        this.board = board;
        this.time = time;
        this.task = tasks.start("notely-telemetry", this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                proxies.get().forEach(this::ask);
                time.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(ProxyClient proxy) {
        try {
            ShardStats stats = proxy.exportShardStats();
            board.accept(stats.telemetry());
            board.notesByShard(stats.notes());
        } catch (NoteException | ProxyUnreachableException e) {
            // It has died or is about to; whoever watches over it knows, and what it told before is kept.
        }
    }

    @Override
    public void close() {
        task.cancel();
    }
}
