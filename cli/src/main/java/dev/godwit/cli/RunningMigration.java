package dev.godwit.cli;

import dev.godwit.core.MigrationControl;
import java.time.Duration;

/** A migration that runs in this process, and is served to routers and other commands meanwhile. */
interface RunningMigration extends AutoCloseable {
    MigrationControl control();

    /** Where it is served. */
    String url();

    /**
     * Waits for its end, at most so long.
     *
     * @return whether it has ended
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    boolean awaitEnd(Duration atMost) throws InterruptedException;

    /** Stops it where it is; running the plan again goes on there. Repeating it is harmless. */
    @Override
    void close();
}
