package dev.godwit.cli;

import dev.godwit.core.Plan;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.doctor.Diagnosis;
import dev.godwit.engine.doctor.Removed;
import dev.godwit.rehearsal.Rehearsal;
import dev.godwit.rehearsal.RehearsalReport;
import dev.godwit.rehearsal.RehearsalSettings;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import dev.godwit.server.Upkeep;
import dev.godwit.server.access.TokenOffice;
import dev.godwit.server.plan.Secrets;
import dev.godwit.server.plan.WrittenPlan;
import dev.godwit.server.runbook.Inspection;
import dev.godwit.server.runbook.Runbook;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Runs migrations in this process, with what they leave in one folder. */
final class LocalMigrations implements Migrations {
    private final Path folder;
    private final TimeSource time;
    private final Tasks tasks;

    LocalMigrations(Path folder, TimeSource time, Tasks tasks) {
        this.folder = folder;
        this.time = time;
        this.tasks = tasks;
    }

    @Override
    public Runbook inspect(Plan plan, RunSettings settings) {
        return Inspection.inspect(plan, serverSettings(settings));
    }

    @Override
    public Diagnosis diagnose(Plan plan, RunSettings settings) {
        return Upkeep.diagnose(plan, serverSettings(settings));
    }

    @Override
    public List<Removed> remove(Plan plan, RunSettings settings) {
        return Upkeep.remove(plan, serverSettings(settings));
    }

    @Override
    public RehearsalReport rehearse(Plan plan, RunSettings settings, RehearsalOrder order, Consumer<String> progress)
            throws InterruptedException {
        EngineSettings record = serverSettings(settings).prepared("rehearsal");
        try (TemporaryFolder own = TemporaryFolder.create("godwit-rehearsal")) {
            return Rehearsal.of(
                    plan,
                    new RehearsalSettings(order.seed(), order.units(), order.crashes(), order.keep(), record),
                    own.path(),
                    time,
                    tasks,
                    progress);
        }
    }

    @Override
    public RunningMigration start(WrittenPlan plan, RunSettings settings) {
        return new LocalRun(GodwitServer.start(plan, serverSettings(settings)), time, tasks);
    }

    @Override
    public TokenOffice tokens(RunSettings settings) {
        return TokenOffice.open(serverSettings(settings).prepared("tokens"), time);
    }

    @Override
    public RunningServer serve(RunSettings settings) {
        return new LocalServer(GodwitServer.standBy(serverSettings(settings)));
    }

    private ServerSettings serverSettings(RunSettings settings) {
        Secrets secrets = Secrets.in(folder);
        ServerSettings own = new ServerSettings(
                        folder,
                        settings.port(),
                        settings.controlStore(),
                        settings.controlStoreUser(),
                        settings.controlStorePassword()
                                .map(reference -> secrets.find(reference, "--control-store-password")),
                        ServerSettings.in(folder).movers())
                .withWebhooks(settings.webhooks().stream()
                        .map(reference -> secrets.find(reference, "--webhook"))
                        .toList())
                .withNamesHidden(settings.namesHidden());
        return settings.reach().map(own::withReach).orElse(own);
    }
}
