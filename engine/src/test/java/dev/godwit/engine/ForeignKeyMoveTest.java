package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Signal;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.internal.ControlRoom;
import dev.godwit.engine.internal.EngineParts;
import dev.godwit.engine.internal.Leadership;
import dev.godwit.engine.internal.MigrationRun;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.unit.BacklogLimits;
import dev.godwit.engine.internal.workflow.MoveWorkflow;
import dev.godwit.engine.preflight.History;
import dev.godwit.engine.preflight.Preflight;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.jdbc.PostgresStores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that foreign keys bind move while somebody makes, changes and deletes parents and children. */
class ForeignKeyMoveTest {
    private static final String TABLES = """
            create table roles (name text primary key, pay int not null);
            create table people (id bigint primary key, tenant text not null, manager bigint references people,
                name text references roles);
            create index on people (name);
            create index on people (tenant, id);
            create index on people (manager);
            create table orders (id bigint primary key, tenant text not null, person bigint not null references people);
            create index on orders (tenant, id);
            create index on orders (person);
            create table lines (id bigint primary key, tenant text not null,
                "order" bigint not null references orders on delete cascade, amount int not null);
            create index on lines (tenant, id);
            create index on lines ("order");
            """;
    /** Small, so that rows and their parents come apart. */
    private static final MoverSettings SMALL = new MoverSettings(20, 10, 30, 40);

    private static final int TENANTS = 4;
    private static final int PEOPLE = 120;

    private final AtomicLong ids = new AtomicLong(1_000_000);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Database legacy = TestDatabases.create();
    private final Database next = TestDatabases.create();

    @TempDir
    Path folder;

    @Test
    void rowsThatPointToOthersMoveThereAndBackAndThereAgainUnderLoad() throws InterruptedException {
        fill();
        // Children first, for the order of the plan must not matter.
        Keyspace keyspace =
                new Keyspace(new KeyspaceName("shop"), List.of(table("line"), table("order"), person(), role()));
        try (Store source = PostgresStores.open(keyspace, legacy.address("legacy"));
                Store target = PostgresStores.open(keyspace, next.address("new"));
                Move.Wired move = wire(plan(keyspace), source, target)) {
            assertThat(Preflight.check(plan(keyspace), List.of(source, target), History.NONE))
                    .filteredOn(problem -> problem.stops())
                    .isEmpty();
            List<Thread> users = users();
            move.run().start();
            awaitPhase(move, Phase.PROBATION);
            move.command(CommandKind.ROLLBACK, "all");
            awaitPhase(move, Phase.SYNCED);
            move.command(CommandKind.CUTOVER, "all");
            awaitPhase(move, Phase.PROBATION);
            stopped.set(true);
            for (Thread user : users) {
                user.join();
            }
            legacy.execute("insert into roles values ('late', 4); update roles set pay = 5 where name = 'boss'");
            await().untilAsserted(() -> assertThat(content(legacy)).isEqualTo(content(next)));
            String before = content(next);
            move.parts().commands().carryOut(new Command(CommandKind.FINALIZE, Scope.MIGRATION, "a test may", "test"));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(content(legacy)).startsWith("0 0 0"));
            await().untilAsserted(() ->
                    assertThat(legacy.ask("select count(*) from roles")).isEqualTo("0"));
            assertThat(content(next)).isEqualTo(before);
            next.execute("insert into roles values ('later', 6)");
        }
    }

    @Test
    void whatWasCopiedIsRemovedChildrenFirst() throws InterruptedException {
        fill();
        Keyspace keyspace =
                new Keyspace(new KeyspaceName("shop"), List.of(table("line"), table("order"), person(), role()));
        String before = content(legacy);
        try (Store source = PostgresStores.open(keyspace, legacy.address("legacy"));
                Store target = PostgresStores.open(keyspace, next.address("new"));
                Move.Wired move = wire(plan(keyspace), source, target)) {
            move.run().start();
            awaitPhase(move, Phase.PROBATION);
            move.command(CommandKind.ABORT);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(content(next)).startsWith("0 0 0"));
            assertThat(content(legacy)).isEqualTo(before);
        }
    }

    /** Bosses have greater ids than those who report to them, and two of them each other: no order by key suits. */
    private void fill() {
        legacy.execute(TABLES);
        next.execute(TABLES);
        legacy.execute("insert into roles values ('person', 1), ('new', 2), ('boss', 3)");
        for (int tenant = 1; tenant <= TENANTS; tenant++) {
            int first = tenant * 10_000;
            int last = first + PEOPLE - 1;
            legacy.execute("insert into people select n, 't" + tenant + "', least(n + 1 + n % 7, " + last
                    + "), 'person' from generate_series(" + first + ", " + last + ") n;"
                    + " update people set manager = " + (last - 1) + " where id = " + last + ";"
                    + " insert into orders select n, 't" + tenant + "', " + last + " - n % " + PEOPLE
                    + " from generate_series(" + first + ", " + last + ") n;"
                    + " insert into lines select n * 10 + k, 't" + tenant + "', n, k from generate_series(" + first
                    + ", "
                    + last + ") n, generate_series(1, 3) k");
        }
    }

    private List<Thread> users() {
        List<Thread> users = new ArrayList<>();
        for (int tenant = 1; tenant <= TENANTS; tenant++) {
            Random chance = new Random(tenant);
            String name = "t" + tenant;
            users.add(Thread.ofPlatform().start(() -> {
                while (!stopped.get()) {
                    int before = chance.nextInt();
                    // Whichever store is home takes it, as a router would find out.
                    if (!act(legacy, name, new Random(before))) {
                        act(next, name, new Random(before));
                    }
                }
            }));
        }
        return users;
    }

    private boolean act(Database store, String tenant, Random chance) {
        String any = "(select id from people where tenant = '" + tenant + "' order by id offset "
                + chance.nextInt(PEOPLE / 2) + " limit 1)";
        long id = ids.incrementAndGet();
        List<String> statements = switch (chance.nextInt(6)) {
            case 0 ->
                List.of(
                        "insert into people values (%d, '%s', %s, 'new')".formatted(id, tenant, any),
                        "insert into orders values (%d, '%s', %d)".formatted(id, tenant, id),
                        "insert into lines values (%d, '%s', %d, 1)".formatted(id, tenant, id));
            case 1 ->
                List.of("delete from orders where id = (select max(id) from orders where tenant = '%s')"
                        .formatted(tenant));
            case 2 ->
                List.of(
                        "insert into people values (%d, '%s', null, 'boss')".formatted(id, tenant),
                        "update people set manager = %d where id = %s".formatted(id, any));
            case 3 ->
                List.of(
                        "insert into orders values (%d, '%s', %s)".formatted(id, tenant, any),
                        "update lines set \"order\" = %d where id = (select min(id) from lines where tenant = '%s')"
                                .formatted(id, tenant));
            case 4 ->
                List.of(
                        "create temp table gone on commit drop as select max(id) as id from people where tenant ="
                                + " '" + tenant + "' and name in ('new', 'boss')",
                        "update people set manager = null where manager in (select id from gone)",
                        "delete from orders where person in (select id from gone)",
                        "delete from people where id in (select id from gone)");
            default ->
                List.of("update lines set amount = amount + 1 where id = (select max(id) from lines where tenant ="
                        + " '" + tenant + "')");
        };
        try (Connection connection = store.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
            return true;
        } catch (SQLException e) {
            // In the store that is not home a mover may write between two statements, and a foreign key speaks first.
            if (!e.getMessage().contains("GODWIT") && !"23503".equals(e.getSQLState())) {
                throw new IllegalStateException(e);
            }
            return false;
        }
    }

    private static Entity table(String name) {
        return Entity.of(new EntityName(name), name + "s", "id", "tenant");
    }

    private static Entity person() {
        return Entity.of(new EntityName("person"), "people", "id", "tenant");
    }

    private static Entity role() {
        return new Entity(
                new EntityName("role"),
                "roles",
                Map.of(),
                List.of("name"),
                new UnitRule.Whole(UnitId.of("reference/role"), true),
                Map.of());
    }

    private Plan plan(Keyspace keyspace) {
        return new Plan(
                keyspace,
                new MigrationName("shop-move"),
                Optional.empty(),
                List.of(legacy.address("legacy"), next.address("new")),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(
                        new Wave(
                                new WaveName("reference"),
                                new Selection.Reference(List.of(UnitId.of("reference/role"))),
                                false),
                        new Wave(new WaveName("all"), new Selection.All(), false)),
                new Cutover(Duration.ofMillis(500), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }

    private Move.Wired wire(Plan plan, Store source, Store target) {
        SystemTime time = new SystemTime();
        Signal changed = time.signal();
        EngineSettings settings = ControlPlace.SQLITE.settings(folder);
        ControlStore control = ControlStores.open(settings, time, changed::raise);
        control.create(plan, "fingerprint");
        EnginePorts ports = new EnginePorts(control, changed, time, new ThreadTasks(), PausePoints.NONE, SMALL);
        EngineParts parts = EngineParts.of(
                plan,
                PlanStores.of(source, target),
                settings,
                ports,
                ControlRoom.of(ports, new Leadership(control, "test", ports.tasks(), time)),
                BacklogLimits.DEFAULT);
        return new Move.Wired(parts, new MigrationRun(parts, MoveWorkflow.of(parts.moveParts(), PausePoints.NONE)));
    }

    private static void awaitPhase(Move.Wired move, Phase phase) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(move.status().phases().getOrDefault(phase, 0L))
                        .as(() -> move.status().toString() + move.journal())
                        .isEqualTo(phase == Phase.SYNCED ? TENANTS + 1 : TENANTS));
    }

    private static String content(Database store) {
        return store.ask("select (select count(*) from people) || ' ' || (select count(*) from orders) || ' ' ||"
                + " (select count(*) from lines) || ' ' || md5(concat("
                + "(select string_agg(r::text, ',' order by name) from roles r),"
                + "(select string_agg(p::text, ',' order by id) from people p),"
                + "(select string_agg(o::text, ',' order by id) from orders o),"
                + "(select string_agg(l::text, ',' order by id) from lines l)))");
    }
}
