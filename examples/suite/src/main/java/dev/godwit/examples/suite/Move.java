package dev.godwit.examples.suite;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.StoreName;
import dev.godwit.core.WaveName;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The migration of all owners in one wave, by a real server in this process. */
final class Move implements AutoCloseable {
    private static final StoreName LEGACY = new StoreName("legacy");
    private static final StoreName TARGET = new StoreName("target");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOOKS_AT_REST = 3;

    private final GodwitServer server;

    private Move(GodwitServer server) {
        this.server = server;
    }

    /** Begins at once; its address is written into the folder, where applications look for it. */
    static Move start(Databases databases, Path folder) {
        Keyspace keyspace = new Keyspace(
                new KeyspaceName("bank"), List.of(Entity.of(new EntityName("pot"), "pots", "id", "owner")));
        Plan plan = new Plan(
                keyspace,
                new MigrationName("bank-to-target"),
                Optional.empty(),
                List.of(address(LEGACY, databases.legacyUrl()), address(TARGET, databases.targetUrl())),
                LEGACY,
                TARGET,
                List.of(new Plan.Wave(new WaveName("all"), new Plan.Selection.All(), false)),
                new Plan.Cutover(Duration.ofMillis(250), false),
                Plan.Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Plan.Accept(Set.of(), Set.of(), false));
        return new Move(GodwitServer.start(plan, ServerSettings.in(folder)));
    }

    private static StoreAddress address(StoreName name, String url) {
        return new StoreAddress(name, url, Optional.of(Databases.USER), Optional.empty(), 6);
    }

    void awaitMoved() {
        await(
                "all live in the target",
                status -> status.unitsTotal() > 0
                        && status.phases().getOrDefault(Phase.PROBATION, 0L) == status.unitsTotal());
    }

    void rollBack() {
        command(CommandKind.ROLLBACK);
        await(
                "all live in the source again",
                status -> status.unitsMoved() == 0
                        && status.phases().getOrDefault(Phase.SYNCED, 0L) == status.unitsTotal());
    }

    void moveAgain() {
        command(CommandKind.CUTOVER);
        awaitMoved();
    }

    /** Waits until the mirror equals the home, while nobody writes. */
    void awaitMirrored() {
        for (int look = 0; look < LOOKS_AT_REST; look++) {
            await("nothing is left to mirror", status -> status.marks() == 0);
        }
    }

    MigrationStatus status() {
        return server.control().status();
    }

    private void command(CommandKind kind) {
        server.control()
                .command(new Command(
                        kind, new Scope(Optional.of(new WaveName("all")), Optional.empty()), "", "example"));
    }

    private void await(String what, Predicate<MigrationStatus> reached) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .failFast(
                        "it needs attention",
                        () -> !server.control().status().attention().isEmpty())
                .until(() -> reached.test(server.control().status()));
    }

    @Override
    public void close() {
        server.close();
    }
}
