package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ControlPlane.Capability;
import dev.godwit.core.ControlPlane.Registration;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.core.ControlPlane.RouterHello;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.KeyspaceOverview.RouterSeen;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.jdbc.SqlStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of two keyspaces in the same two databases, in one server: neither waits for the routers of the other. */
class SeveralKeyspacesTest {
    private static final KeyspaceName NOTES = new KeyspaceName("notes");
    private static final KeyspaceName ORDERS = new KeyspaceName("orders");
    private static final UnitId ANN = UnitId.of("ann");

    @TempDir
    Path folder;

    private final Database legacy = TestDatabases.create();
    private final Database next = TestDatabases.create();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Engines engines;

    @BeforeEach
    void fill() {
        for (Database database : List.of(legacy, next)) {
            database.execute(Move.TABLE);
            database.execute(Move.TABLE.replace("notes", "orders"));
        }
        legacy.execute("insert into notes values (1, 'ann', 'a'), (2, 'bob', 'b')");
        legacy.execute("insert into orders values (7, 'ann', 'x')");
        engines = Engines.open(
                ControlPlace.SQLITE.settings(folder), new SystemTime(), new ThreadTasks(), PausePoints.NONE);
        opened.push(engines);
    }

    @AfterEach
    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void each_moves_its_own_units_and_routers_hear_of_their_own_keyspace() {
        Engine notes = started(plan(NOTES, "notes"));
        Engine orders = started(plan(ORDERS, "orders"));
        assertMoved(notes, 2);
        assertMoved(orders, 1);

        ControlPlane plane = engines.controlPlane();
        assertThat(register(NOTES, "app").placements())
                .extracting(Placement::unit)
                .hasSize(2)
                .contains(ANN);
        assertThat(register(ORDERS, "app").placements())
                .extracting(Placement::unit)
                .containsExactly(ANN);
        plane.leave(NOTES, "app");
        assertThat(renewed(NOTES)).isFalse();
        assertThat(renewed(ORDERS))
                .as("a router of the same name in another keyspace")
                .isTrue();
        assertThatThrownBy(() -> register(new KeyspaceName("nobody"), "app"))
                .hasMessageContaining("knows no keyspace nobody");

        assertThat(engines.keyspace(ORDERS).orElseThrow())
                .returns(1L, KeyspaceFigures::units)
                .returns(new StoreName("legacy"), KeyspaceFigures::defaultHome)
                .returns(List.of(new StoreName("legacy"), new StoreName("new")), KeyspaceFigures::stores)
                .satisfies(figures -> assertThat(figures.routers())
                        .extracting(RouterSeen::name)
                        .containsExactly(Optional.of("app")));
        assertThat(engines.keyspace(NOTES).orElseThrow().routers()).isEmpty();
        assertThat(engines.figures().routersLive()).isEqualTo(1);
        assertThat(engines.keyspace(new KeyspaceName("nobody"))).isEmpty();
    }

    @Test
    void a_router_that_has_applied_nothing_holds_up_its_own_keyspace_only() {
        assertMoved(started(plan(NOTES, "notes")), 2);
        register(NOTES, "deaf");
        Engine orders = started(plan(ORDERS, "orders"));
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    register(NOTES, "deaf");
                    assertThat(orders.status().phases()).containsEntry(Phase.PROBATION, 1L);
                });
        assertThat(Duration.between(at(orders, "CUT_OVER"), at(orders, "PROMOTED")))
                .as("from the record of a change of home until it is made")
                .isLessThan(Duration.ofMillis(900));
    }

    @Test
    void a_table_belongs_to_one_keyspace() {
        started(plan(NOTES, "notes"));
        assertThatThrownBy(() -> started(plan(ORDERS, "notes")))
                .hasMessageContaining("table notes is in keyspace notes there, and a table belongs to one keyspace")
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.MIGRATIONS_COLLIDE));
    }

    private static Instant at(Engine engine, String beginning) {
        return engine.journal(100).stream()
                .filter(entry -> entry.message().startsWith(beginning))
                .map(entry -> Instant.parse(entry.at()))
                .findFirst()
                .orElseThrow();
    }

    private static void assertMoved(Engine engine, long units) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(engine.status().phases()).containsEntry(Phase.PROBATION, units));
    }

    private Registration register(KeyspaceName keyspace, String router) {
        return engines.controlPlane().register(new RouterHello(keyspace, router, "1", List.of(Capability.MOVE)));
    }

    private boolean renewed(KeyspaceName keyspace) {
        return engines.controlPlane()
                .renew(new RenewalRequest(keyspace, "app", 0, Duration.ZERO))
                .leased();
    }

    private Engine started(Plan plan) {
        PlanStores stores = PlanStores.open(plan, address -> SqlStores.open(plan.keyspace(), address));
        opened.push(stores);
        Engine engine = engines.add(plan, stores);
        opened.push(engine);
        engine.start();
        return engine;
    }

    private Plan plan(KeyspaceName keyspace, String table) {
        return new Plan(
                new Keyspace(keyspace, List.of(Entity.of(new EntityName("thing"), table, "id", "creator"))),
                new MigrationName(keyspace + "-move"),
                Optional.empty(),
                List.of(legacy.address("legacy"), next.address("new")),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(new Wave(new WaveName("all"), new Selection.All(), false)),
                new Cutover(Duration.ofMillis(250), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }
}
