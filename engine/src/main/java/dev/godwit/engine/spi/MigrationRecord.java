package dev.godwit.engine.spi;

import dev.godwit.core.Flags;
import dev.godwit.core.MigrationName;
import dev.godwit.core.StoreName;
import java.util.Optional;

/**
 * The control record of a migration.
 *
 * @param fingerprint of the plan that it began with
 * @param intent what someone has asked of the whole migration
 * @param ended whether nothing is left to do
 * @param rowsPerSecond a bound of the copy that somebody has ordered while it runs
 */
public record MigrationRecord(
        MigrationName name,
        StoreName source,
        StoreName target,
        String fingerprint,
        Intent intent,
        boolean ended,
        Flags flags,
        Optional<Long> rowsPerSecond) {
    /** What is asked of a whole migration. */
    public enum Intent {
        /** Move all waves and keep the way back open. */
        MOVE,
        /** Accept the move for good; can't be taken back. */
        FINALIZE,
        /** Give it up: roll back what was cut over, remove what was copied. */
        ABORT
    }

    public MigrationRecord with(Intent newIntent) {
        return new MigrationRecord(name, source, target, fingerprint, newIntent, ended, flags, rowsPerSecond);
    }

    public MigrationRecord with(Flags newFlags) {
        return new MigrationRecord(name, source, target, fingerprint, intent, ended, newFlags, rowsPerSecond);
    }

    public MigrationRecord bound(Optional<Long> newRowsPerSecond) {
        return new MigrationRecord(name, source, target, fingerprint, intent, ended, flags, newRowsPerSecond);
    }

    public MigrationRecord end() {
        return new MigrationRecord(name, source, target, fingerprint, intent, true, flags, rowsPerSecond);
    }
}
