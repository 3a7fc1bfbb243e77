package dev.godwit.engine.spi;

import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;

/**
 * A line in the list of migrations.
 *
 * @param ended whether nothing is left to do
 */
public record MigrationSummary(MigrationName name, KeyspaceName keyspace, boolean ended) {}
