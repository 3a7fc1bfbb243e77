package dev.godwit.server.internal.page;

import dev.godwit.core.MigrationOverview;
import dev.godwit.core.MigrationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All migrations at one moment. */
public record Listing(List<Migration> migrations, Instant at) {
    /** A migration in the list; the status is absent when it does not run here. */
    public record Migration(MigrationOverview overview, Optional<MigrationStatus> status) {}
}
