package dev.godwit.core;

import java.util.Optional;

/**
 * A migration in the list of all.
 *
 * @param reason why it does not run, in one sentence, where that is known
 */
public record MigrationOverview(MigrationName name, KeyspaceName keyspace, State state, Optional<String> reason) {
    /** Whether a server works on a migration. */
    public enum State {
        /** It runs here. */
        RUNNING,
        /** It has begun and not ended, and does not run here. */
        WAITING,
        /** Nothing is left to do. */
        ENDED
    }
}
