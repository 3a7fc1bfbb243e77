package dev.godwit.engine.internal.control;

import dev.godwit.core.MigrationName;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import dev.godwit.engine.rehearsal.RehearsalRecords;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Rehearsals in SQLite or PostgreSQL. Thread-safe. */
final class JdbiRehearsalRecords implements RehearsalRecords {
    private final ControlTransactions transactions;
    private final Runnable onClose;

    JdbiRehearsalRecords(Jdbi jdbi, Runnable onClose) {
        this.transactions = new ControlTransactions(jdbi, handle -> true);
        this.onClose = onClose;
    }

    @Override
    public void keep(RehearsalRecord rehearsal) {
        transactions.act(handle -> RehearsalRows.keep(handle, rehearsal));
    }

    @Override
    public Optional<RehearsalRecord> last(MigrationName migration) {
        return transactions.read(handle -> RehearsalRows.last(handle, migration));
    }

    @Override
    public void close() {
        onClose.run();
    }
}
