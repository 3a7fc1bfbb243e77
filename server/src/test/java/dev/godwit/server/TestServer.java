package dev.godwit.server;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.SystemTime;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.CommandDesk;
import dev.godwit.server.access.Permission;
import dev.godwit.server.access.Steering;
import dev.godwit.server.access.Tokens;
import dev.godwit.server.internal.http.Leader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** HTTP over whatever a test brings, with real tokens and a real log of commands in a file of its own. */
final class TestServer implements AutoCloseable {
    /** As long as those of a server with a migration. */
    static final String METRICS = "# Nothing is measured here.\n".repeat(1_500);

    final AccessRecords records;
    final Tokens tokens;
    final ControlPlaneServer http;
    private final Steering steering;
    private final ControlPlane controlPlane;
    private final Access access;

    private TestServer(
            ControlPlane controlPlane,
            MigrationControls migrations,
            PlanDesk plans,
            Set<CommandKind> twoPersons,
            Set<Permission> withheld,
            Supplier<Leader> leader) {
        this.controlPlane = controlPlane;
        records = AccessRecords.open(EngineSettings.of("test", "jdbc:sqlite:" + file()));
        SystemTime time = new SystemTime();
        tokens = new Tokens(records, time, new SecureRandom());
        access = new Access(records, tokens, false, withheld, time);
        steering = new Steering(
                migrations,
                plans,
                name -> twoPersons,
                new CommandDesk(records, time, () -> UUID.randomUUID().toString()));
        http = ControlPlaneServer.start(controlPlane, steering, access, leader, () -> METRICS, 0, Optional.empty());
    }

    static TestServer of(ControlPlane controlPlane, MigrationControls migrations, PlanDesk plans) {
        return new TestServer(controlPlane, migrations, plans, Set.of(), Set.of(), Leader.Here::new);
    }

    static TestServer of(
            ControlPlane controlPlane, MigrationControls migrations, PlanDesk plans, Set<CommandKind> twoPersons) {
        return new TestServer(controlPlane, migrations, plans, twoPersons, Set.of(), Leader.Here::new);
    }

    /** Nobody may do this, whatever their roles. */
    static TestServer withholding(Set<Permission> withheld, MigrationControls migrations) {
        return new TestServer(
                new FakeControlPlane(), migrations, new FakePlanDesk(), Set.of(), withheld, Leader.Here::new);
    }

    /** Runs nothing itself. */
    static TestServer standingBy(Supplier<Leader> leader) {
        return new TestServer(
                new FakeControlPlane(), Overviews.of(Map.of()), new FakePlanDesk(), Set.of(), Set.of(), leader);
    }

    URI url() {
        return http.url();
    }

    /** Another one on the same port, which can't be. */
    void startAgainOnTheSamePort() {
        ControlPlaneServer.start(controlPlane, steering, access, url().getPort())
                .close();
    }

    private static Path file() {
        try {
            Path folder = Files.createTempDirectory("godwit-test-server");
            folder.toFile().deleteOnExit();
            return folder.resolve("control-store.db");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        records.close();
    }
}
