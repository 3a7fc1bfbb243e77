package dev.godwit.bench.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.checkers.CheckedTable;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.RowComparison;
import dev.godwit.checkers.Whereabouts;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
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
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.jdbc.PostgresStores;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.router.Router;
import dev.godwit.router.RouterSettings;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas as applications have them move there, back and there again while users keep and check a promise. */
class RealSchemasTest {
    private static final WaveName FIRST = new WaveName("first");
    private static final int USERS = 3;

    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();

    @TempDir
    Path folder;

    @Test
    void a_bank_with_keys_of_several_columns_and_partitions() throws Exception {
        move(new Bank(), List.of());
    }

    @Test
    void shops_whose_rows_reach_them_through_four_parents_and_point_to_reference_tables() throws Exception {
        move(new Rental(), Rental.references());
    }

    private void move(SchemaUnderLoad schema, List<UnitId> references) throws Exception {
        try (PostgresServer server =
                PostgresServer.start("schemas", Map.of("fsync", "off", "max_connections", "100"))) {
            create(server, "legacy", schema, schema.inSource());
            create(server, "target", schema, List.of());
            Keyspace keyspace = new Keyspace(new KeyspaceName("real"), schema.entities());
            List<ApplicationStore<Connection>> stores = List.of(
                    PostgresStores.openForApplication(keyspace, address(server, "legacy")),
                    PostgresStores.openForApplication(keyspace, address(server, "target")));
            try (GodwitServer godwit =
                            GodwitServer.start(plan(server, keyspace, schema, references), ServerSettings.in(folder));
                    ControlPlaneConnection connection = ControlPlaneConnection.near(folder);
                    Router<Connection> router = Router.connect(
                            new HttpControlPlane(connection),
                            keyspace.name(),
                            stores,
                            RouterSettings.defaults().withInitialHome(new StoreName("legacy")))) {
                List<Thread> users = users(router, schema);
                int units = schema.units().size();
                awaitStatus(godwit, status -> status.phases().getOrDefault(Phase.PROBATION, 0L) == units);
                command(godwit, CommandKind.ROLLBACK, Optional.of(FIRST));
                awaitStatus(
                        godwit,
                        status -> status.phases().getOrDefault(Phase.SYNCED, 0L) == references.size() + 2
                                && status.phases().getOrDefault(Phase.PROBATION, 0L) == units - 2);
                command(godwit, CommandKind.CUTOVER, Optional.of(FIRST));
                awaitStatus(godwit, status -> status.phases().getOrDefault(Phase.PROBATION, 0L) == units);
                stopped.set(true);
                for (Thread user : users) {
                    user.join();
                }
                assertThat(broken).isEmpty();
                assertThat(operations.get()).isGreaterThan(200);
                awaitStatus(godwit, status -> status.marks() == 0);
                compare(server, schema, Whereabouts.BOTH);
                godwit.control().command(new Command(CommandKind.FINALIZE, Scope.MIGRATION, "a test may", "test"));
                awaitStatus(godwit, MigrationStatus::ended);
                compare(server, schema, Whereabouts.SECOND_ONLY);
            } finally {
                stores.forEach(ApplicationStore::close);
            }
        }
    }

    private List<Thread> users(Router<Connection> router, SchemaUnderLoad schema) {
        List<Thread> users = new ArrayList<>();
        for (int number = 0; number < USERS; number++) {
            Random chance = new Random(number);
            users.add(Thread.ofPlatform().start(() -> {
                try {
                    while (!stopped.get()) {
                        UnitId unit =
                                schema.units().get(chance.nextInt(schema.units().size()));
                        long before = chance.nextLong();
                        router.write(unit, connection -> {
                            schema.write(connection, unit, new Random(before));
                            return unit;
                        });
                        broken.addAll(router.read(unit, connection -> schema.promiseBroken(connection, unit)));
                        operations.addAndGet(2);
                    }
                } catch (Exception e) {
                    broken.add(String.valueOf(e));
                }
            }));
        }
        return users;
    }

    private static void compare(PostgresServer server, SchemaUnderLoad schema, Whereabouts expected)
            throws SQLException {
        for (String name : schema.checked()) {
            assertThat(RowComparison.compare(
                                    new CheckedTable("check_" + name, "key", "unit"),
                                    side(server, "legacy"),
                                    side(server, "target"),
                                    unit -> expected,
                                    new SystemTime())
                            .texts())
                    .as(name)
                    .isEmpty();
        }
    }

    private static void awaitStatus(GodwitServer godwit, Predicate<MigrationStatus> reached) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(reached.test(godwit.control().status()))
                        .as(() -> godwit.control().status().toString())
                        .isTrue());
    }

    private static void command(GodwitServer godwit, CommandKind kind, Optional<WaveName> wave) {
        godwit.control().command(new Command(kind, new Scope(wave, Optional.empty()), "", "test"));
    }

    private static Plan plan(
            PostgresServer server, Keyspace keyspace, SchemaUnderLoad schema, List<UnitId> references) {
        List<Wave> waves = new ArrayList<>();
        if (!references.isEmpty()) {
            waves.add(new Wave(new WaveName("reference"), new Selection.Reference(references), false));
        }
        waves.add(new Wave(FIRST, new Selection.Listed(schema.units().subList(0, 2)), false));
        waves.add(new Wave(new WaveName("rest"), new Selection.All(), false));
        return new Plan(
                keyspace,
                new MigrationName("real-schema"),
                Optional.empty(),
                List.of(address(server, "legacy"), address(server, "target")),
                new StoreName("legacy"),
                new StoreName("target"),
                waves,
                new Cutover(Duration.ofMillis(500), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of("language.languages_name_key"), Set.of(), false));
    }

    private static StoreAddress address(PostgresServer server, String database) {
        return new StoreAddress(
                new StoreName(database),
                server.url(database),
                Optional.of(PostgresServer.OWNER),
                Optional.of(new Secret("", "none")),
                6);
    }

    private static DatabaseSide side(PostgresServer server, String database) {
        return new DatabaseSide(database, server.url(database), PostgresServer.OWNER, "");
    }

    private static void create(PostgresServer server, String database, SchemaUnderLoad schema, List<String> further)
            throws SQLException, IOException {
        try (Connection connection = server.connect(PostgresServer.OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        try (InputStream script = Objects.requireNonNull(RealSchemasTest.class.getResourceAsStream(schema.script()));
                Connection connection = side(server, database).open();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            for (String sql : further) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }
}
