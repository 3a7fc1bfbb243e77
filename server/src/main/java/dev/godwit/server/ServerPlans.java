package dev.godwit.server;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.engine.spi.PlanText;
import dev.godwit.server.plan.PlanTexts;
import dev.godwit.server.plan.Secrets;
import dev.godwit.server.plan.WrittenPlan;
import dev.godwit.server.runbook.Inspection;
import dev.godwit.server.runbook.Runbook;
import java.nio.file.Path;

/** Plans that come over the network: their secrets are looked up where the server's owner has allowed it. Thread-safe. */
final class ServerPlans implements PlanDesk {
    private final Hosting hosting;
    private final ServerSettings settings;

    ServerPlans(Hosting hosting, ServerSettings settings) {
        this.hosting = hosting;
        this.settings = settings;
    }

    @Override
    public Runbook inspect(String yaml) {
        return Inspection.inspect(read(yaml).plan(), settings);
    }

    @Override
    public MigrationName start(String yaml) {
        WrittenPlan written = read(yaml);
        hosting.addOrKeep(written);
        return written.plan().migration();
    }

    @Override
    public String text(MigrationName migration) {
        return hosting.text(migration)
                .map(PlanText::yaml)
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.MIGRATION_NOT_FOUND, "no plan of a migration " + migration + " is kept here"));
    }

    @Override
    public Runbook runbook(MigrationName migration) {
        return hosting.running(migration).runbook();
    }

    /** Reads a plan again that a control store has kept. */
    WrittenPlan read(PlanText text) {
        Secrets secrets = text.sent() ? Secrets.ofServer(folder()) : Secrets.in(Path.of(text.folder()));
        return PlanTexts.read(text, secrets);
    }

    private WrittenPlan read(String yaml) {
        return read(new PlanText(yaml, folder().toString(), true));
    }

    private Path folder() {
        return settings.folder().toAbsolutePath().normalize();
    }
}
