package dev.godwit.engine.rehearsal;

import dev.godwit.core.MigrationName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is kept of the last rehearsal of a migration.
 *
 * @param digest of the plan that was rehearsed: stores, entities, waves and the way back
 * @param report what it came to, in one sentence
 */
public record RehearsalRecord(MigrationName migration, String digest, boolean green, Instant at, String report) {
    /** For people, in one line. */
    public String inWords() {
        return (green ? "green" : "red") + " at " + at.truncatedTo(ChronoUnit.SECONDS) + ": " + report;
    }
}
