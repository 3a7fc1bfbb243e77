package dev.godwit.cli;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.MigrationName;
import dev.godwit.server.PlanDesk;
import dev.godwit.server.runbook.Runbook;

/** Sends plans to a server in another process. Thread-safe. */
final class HttpPlanDesk implements PlanDesk {
    private final ControlPlaneConnection connection;

    HttpPlanDesk(ControlPlaneConnection connection) {
        this.connection = connection;
    }

    @Override
    public Runbook inspect(String yaml) {
        return connection.postYaml(Paths.INSPECTIONS, yaml, Runbook.class);
    }

    @Override
    public MigrationName start(String yaml) {
        return connection.postYaml(Paths.MIGRATIONS, yaml, Bodies.Started.class).migration();
    }

    @Override
    public String text(MigrationName migration) {
        return connection.getText(Paths.migration(migration.value()) + Paths.PLAN);
    }

    @Override
    public Runbook runbook(MigrationName migration) {
        return connection.get(Paths.migration(migration.value()) + Paths.RUNBOOK, Runbook.class);
    }
}
