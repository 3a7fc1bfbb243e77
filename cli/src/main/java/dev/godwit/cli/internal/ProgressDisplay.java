package dev.godwit.cli.internal;

import dev.godwit.core.MigrationStatus;
import java.time.Duration;
import java.time.Instant;

/** Shows a migration while it runs. Not thread-safe. */
public sealed interface ProgressDisplay permits LivePage, PlainLines, JsonLines {
    void show(MigrationStatus status, Instant now);

    /** Something that is said once. */
    void say(String message);

    /** How often it wants to be shown a status. */
    Duration interval();

    /** Leaves the terminal as it was found, with the last status on it. */
    void finish();
}
