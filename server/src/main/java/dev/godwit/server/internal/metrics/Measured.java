package dev.godwit.server.internal.metrics;

import dev.godwit.core.MigrationStatus;
import dev.godwit.engine.MoveFigures;

/** A migration that is measured. Thread-safe. */
public interface Measured {
    MigrationStatus status();

    MoveFigures figures();
}
