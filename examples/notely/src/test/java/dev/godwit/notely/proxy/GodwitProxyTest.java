package dev.godwit.notely.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.core.WaveName;
import dev.godwit.notely.store.StoreSettings;
import dev.godwit.notely.store.TestStores;
import dev.godwit.notely.strategy.NotesKeyspace;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.notely.telemetry.Family;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notes move between the two databases, there and back, while their users work; preflight has nothing against it. */
class GodwitProxyTest {
    private static final WaveName ALL = new WaveName("all");
    private static final int USERS = 4;

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostOnTheWayFromAFileToPostgresAndBack() throws Exception {
        move(TestStores.sqlite("legacy", folder), TestStores.postgres("new"), true);
    }

    @Test
    void norOnTheWayFromPostgresToAFile() throws Exception {
        move(TestStores.postgres("legacy"), TestStores.sqlite("new", folder), false);
    }

    private void move(StoreSettings legacy, StoreSettings fresh, boolean andBack) throws Exception {
        try (GodwitServer server = GodwitServer.start(plan(legacy, fresh), ServerSettings.in(folder));
                Proxy proxy = Proxy.start(new ProxyOptions(3, 0, folder), settings(server, legacy, fresh));
                ProxyClient client = new ProxyClient("127.0.0.1", proxy.port());
                ExecutorService threads = Executors.newCachedThreadPool()) {
            Awaitility.await().until(client::ready);
            List<StrictUser> users = LongStream.range(0, USERS)
                    // An account without notes has no rows, and no wave would take it.
                    .mapToObj(seed -> new StrictUser(client, seed, 1))
                    .toList();
            users.forEach(StrictUser::step);
            AtomicBoolean over = new AtomicBoolean();
            List<Future<?>> work = new ArrayList<>();
            for (StrictUser user : users) {
                work.add(threads.submit(() -> {
                    while (!over.get()) {
                        user.step();
                    }
                }));
            }
            try {
                command(server, CommandKind.APPROVE);
                await(server, "all moved", status -> in(status, Phase.PROBATION) == USERS);
                if (andBack) {
                    command(server, CommandKind.ROLLBACK);
                    await(server, "all back", status -> in(status, Phase.SYNCED) == USERS);
                    command(server, CommandKind.CUTOVER);
                    await(server, "all moved again", status -> in(status, Phase.PROBATION) == USERS);
                }
            } finally {
                over.set(true);
            }
            for (Future<?> each : work) {
                each.get();
            }
            users.forEach(StrictUser::checkAll);
            assertThat(users).allSatisfy(user -> assertThat(user.steps()).isGreaterThan(10));
            checkCounts(client, users);
        }
    }

    private static void checkCounts(ProxyClient client, List<StrictUser> users) {
        long notes = users.stream().mapToLong(StrictUser::count).sum();
        assertThat(client.totalNotes()).isEqualTo(notes);
        assertThat(client.healthCheck()).containsExactly(new StoreHealth("legacy", true), new StoreHealth("new", true));
        ShardStats stats = client.exportShardStats();
        assertThat(stats.notes()).containsEntry("legacy", 0L).containsEntry("new", notes);
        assertThat(stats.telemetry().series())
                .anySatisfy(series -> assertThat(series.labels()).isEqualTo(List.of("3", "UpdateNote", "success")))
                .anySatisfy(series -> assertThat(series.labels()).isEqualTo(List.of("legacy", "update", "success")))
                .anySatisfy(series -> assertThat(series.labels()).isEqualTo(List.of("new", "update", "success")))
                .noneSatisfy(series -> assertThat(series.labels()).contains("error"))
                .filteredOn(series -> series.family() == Family.DELAYED_WRITES)
                .allSatisfy(series -> assertThat(series.labels()).isEqualTo(List.of("3", "held")));
    }

    private static ProxySettings settings(GodwitServer server, StoreSettings... stores) {
        return new ProxySettings(
                StrategyName.GODWIT,
                List.of(stores),
                Optional.of(URI.create(server.url())),
                NetworkDelay.NONE,
                Optional.empty(),
                "WARN");
    }

    private static Plan plan(StoreSettings source, StoreSettings target) {
        return new Plan(
                NotesKeyspace.KEYSPACE,
                new MigrationName("notes-to-new"),
                Optional.empty(),
                List.of(address(source), address(target)),
                new StoreName(source.name()),
                new StoreName(target.name()),
                List.of(new Wave(ALL, new Selection.All(), true)),
                new Cutover(Duration.ofSeconds(2), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }

    private static StoreAddress address(StoreSettings store) {
        return new StoreAddress(new StoreName(store.name()), store.url(), store.user(), Optional.empty(), 8);
    }

    private static void command(GodwitServer server, CommandKind kind) {
        server.control().command(new Command(kind, new Scope(Optional.of(ALL), Optional.empty()), "", "test"));
    }

    private static long in(MigrationStatus status, Phase phase) {
        return status.phases().getOrDefault(phase, 0L);
    }

    private static void await(GodwitServer server, String what, Predicate<MigrationStatus> reached) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .failFast(
                        "it needs attention",
                        () -> !server.control().status().attention().isEmpty())
                .until(() -> reached.test(server.control().status()));
    }
}
