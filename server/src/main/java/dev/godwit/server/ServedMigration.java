package dev.godwit.server;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Plan;
import dev.godwit.engine.EndState;
import dev.godwit.engine.Engine;
import dev.godwit.engine.MoveFigures;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.engine.preflight.Findings;
import dev.godwit.server.internal.metrics.Measured;
import dev.godwit.server.runbook.Runbook;
import dev.godwit.server.runbook.Runbooks;
import java.util.List;
import java.util.function.Consumer;

/** A migration that a server of this process runs, with its stores. Thread-safe. */
public final class ServedMigration implements MigrationControl, Measured, AutoCloseable {
    private final Plan plan;
    private final Engine engine;
    private final PlanStores stores;
    private final AccessRecords records;
    private final Consumer<ServedMigration> onClose;

    ServedMigration(
            Plan plan, Engine engine, PlanStores stores, AccessRecords records, Consumer<ServedMigration> onClose) {
        this.plan = plan;
        this.engine = engine;
        this.stores = stores;
        this.records = records;
        this.onClose = onClose;
    }

    void start() {
        engine.start();
        engine.watchAlarms();
        engine.watchLatency();
    }

    public Plan plan() {
        return plan;
    }

    /** What happens, as the plan is now; preflight is not asked again. */
    Runbook runbook() {
        return Runbooks.of(plan, stores, new Findings(List.of(), List.of()));
    }

    @Override
    public MigrationStatus status() {
        if (plan.twoPersons().isEmpty()) {
            return engine.status();
        }
        return engine.status()
                .waitingToo(records.awaitingApproval(plan.migration().value()).stream()
                        .map(ServedMigration::inWords)
                        .toList());
    }

    private static String inWords(LoggedCommand command) {
        return command.command() + " of " + command.subject() + " by " + command.actor()
                + " waits for another person: godwit approve --request " + command.id();
    }

    @Override
    public MoveFigures figures() {
        return engine.figures();
    }

    @Override
    public ApplicationLatency latency() {
        return engine.latency();
    }

    @Override
    public List<UnitView> units(UnitFilter filter, int limit) {
        return engine.units(filter, limit);
    }

    @Override
    public String command(Command command) {
        return engine.command(command);
    }

    @Override
    public List<JournalEntry> journal(int limit) {
        return engine.journal(limit);
    }

    @Override
    public List<JournalEntry> journalAfter(long number, int limit) {
        return engine.journalAfter(number, limit);
    }

    /**
     * Waits for its end.
     *
     * @return how it ended
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public EndState awaitEnd() throws InterruptedException {
        return engine.awaitEnd();
    }

    /** Stops it after the current action of each worker; operators no longer see it. It goes on when its plan is added again. */
    @Override
    public void close() {
        onClose.accept(this);
        engine.close();
        stores.close();
    }
}
