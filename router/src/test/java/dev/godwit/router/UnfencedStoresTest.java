package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Phase;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routers where nothing is installed: before a migration, and after one that was given up. */
class UnfencedStoresTest {
    private final RouterWorld world = new RouterWorld();

    UnfencedStoresTest() {
        world.a.fenced = false;
        world.b.fenced = false;
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void work_goes_to_the_default_home() {
        world.connect().leased();

        world.put(RouterWorld.U, "k", 1);

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(world.a.data.rows()).containsOnlyKeys("k");
        assertThat(world.statistics().refusals()).containsEntry(Refusal.UNFENCED, 1L);
    }

    @Test
    void a_write_costs_one_round_trip_more_than_its_work_and_its_commit() {
        world.connect().leased();
        world.put(RouterWorld.U, "k", 1);
        world.a.roundTrips = 0;

        world.put(RouterWorld.U, "k", 2);

        assertThat(world.a.roundTrips).isEqualTo(3);
        assertThat(world.b.roundTrips).isZero();
    }

    @Test
    void a_strict_read_and_a_write_go_on_when_the_control_plane_has_gone() {
        world.connect().leased();
        world.controlPlane.up = false;
        world.simulation.pass(FakeControlPlane.LEASE.multipliedBy(2));

        world.put(RouterWorld.U, "k", 1);

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(count()).isEqualTo(1);
        assertThat(world.statistics().strictReads()).isEqualTo(1);
    }

    @Test
    void nobody_is_home_when_nobody_has_said_where() {
        world.controlPlane.up = false;
        world.connect(world.settings().withHoldLimit(Duration.ofMillis(300)));

        RouterWorld.assertCode(() -> world.put(RouterWorld.U, "k", 1), ErrorCode.NO_HOME);
        RouterWorld.assertCode(() -> world.get(RouterWorld.U, "k"), ErrorCode.NO_HOME);
        RouterWorld.assertCode(this::count, ErrorCode.SCATTER_UNSETTLED);
        assertThat(world.a.data.rows()).isEmpty();
    }

    @Test
    void a_router_that_was_told_its_initial_home_needs_no_control_plane() {
        world.controlPlane.up = false;
        world.connect(world.settings().withInitialHome(world.a.name()));

        world.put(RouterWorld.U, "k", 1);

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void the_initial_home_counts_no_more_when_a_store_says_otherwise() {
        world.controlPlane.up = false;
        world.b.install(Role.HOME);
        world.connect(world.settings().withInitialHome(world.a.name()));

        world.put(RouterWorld.U, "k", 1);

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(world.a.data.rows()).isEmpty();
        assertThat(world.b.data.rows()).containsOnlyKeys("k");
    }

    @Test
    void an_old_home_that_lost_its_fences_is_no_home() {
        world.connect(world.settings().withHoldLimit(Duration.ofMillis(300))).leased();
        world.a.install(Role.HOME);
        world.b.install(Role.MOVED);
        FakeMove move = world.move(RouterWorld.U);
        move.change(Duration.ofMillis(1));
        world.controlPlane.up = false;
        world.simulation.pass(FakeControlPlane.LEASE.multipliedBy(2));
        world.a.fenced = false;

        world.put(RouterWorld.U, "k", 1);

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(world.a.data.rows()).isEmpty();
        RouterWorld.assertCode(this::count, ErrorCode.SCATTER_UNSETTLED);
        move.home.down = true;
        RouterWorld.assertCode(() -> world.put(RouterWorld.U, "k", 2), ErrorCode.STORE_UNREACHABLE);
        assertThat(world.a.data.rows()).isEmpty();
    }

    @Test
    void a_write_during_the_installation_is_repeated_inside_the_fences() {
        world.connect().leased();
        world.put(RouterWorld.U, "k", 1);
        List<Boolean> fenced = new ArrayList<>();

        world.router.write(RouterWorld.U, connection -> {
            fenced.add(connection.holds(RouterWorld.U));
            connection.get("k");
            if (fenced.size() == 1) {
                world.a.install(Role.HOME);
                world.b.install(Role.MOVED);
            }
            connection.put("u", "k", 1 + fenced.size());
            return connection;
        });

        assertThat(fenced).containsExactly(false, true);
        assertThat(world.get(RouterWorld.U, "k")).hasValue(3);
    }

    @Test
    void a_write_that_writes_nothing_does_not_decide_by_what_has_moved_away_since() {
        world.connect().leased();
        world.put(RouterWorld.U, "k", 1);
        List<Long> seen = new ArrayList<>();

        world.router.write(RouterWorld.U, connection -> {
            if (seen.isEmpty()) {
                install();
                FakeMove move = world.move(RouterWorld.U);
                move.drain();
                move.change(Duration.ofMillis(1));
                world.b.data = world.b.data.withRows(row("k", 2));
            }
            seen.add(connection.get("k").orElse(0));
            return connection;
        });

        assertThat(seen).containsExactly(1L, 2L);
    }

    @Test
    void a_failure_that_was_met_during_the_installation_does_not_count() {
        world.connect().leased();
        world.put(RouterWorld.U, "k", 1);
        List<Long> seen = new ArrayList<>();

        world.router.write(RouterWorld.U, connection -> {
            seen.add(1L);
            if (seen.size() == 1) {
                install();
                throw new IllegalStateException("the row that I expected is not there");
            }
            return connection;
        });

        assertThat(seen).hasSize(2);
    }

    @Test
    void a_strict_read_during_the_installation_is_repeated() {
        world.controlPlane.up = false;
        world.connect(world.settings().withInitialHome(world.a.name()));
        world.put(RouterWorld.U, "k", 1);
        List<Long> seen = new ArrayList<>();

        world.router.read(RouterWorld.U, connection -> {
            if (seen.isEmpty()) {
                install();
            }
            seen.add(connection.get("k").orElse(0));
            return connection;
        });

        assertThat(seen).containsExactly(1L, 1L);
    }

    @Test
    void a_nested_call_joins_where_its_unit_lives_too() {
        world.connect().leased();
        world.put(RouterWorld.V, "v", 1);

        world.router.write(RouterWorld.U, connection -> {
            assertThat(world.get(RouterWorld.V, "v")).hasValue(1);
            world.put(RouterWorld.V, "v", 2);
            return connection;
        });

        assertThat(world.get(RouterWorld.V, "v")).hasValue(2);
    }

    @Test
    void needs_one_connection_per_store() {
        world.a.poolSize = 1;
        world.b.poolSize = 1;
        world.controlPlane.up = false;
        world.connect(world.settings().withInitialHome(world.a.name()));

        world.router.write(RouterWorld.U, connection -> {
            world.put(RouterWorld.V, "v", 1);
            return connection;
        });

        assertThat(world.get(RouterWorld.V, "v")).hasValue(1);
        assertThat(count()).isEqualTo(1);
        assertThat(world.a.open).isEmpty();
        assertThat(world.b.open).isEmpty();
    }

    @Test
    void a_count_asks_only_the_home_and_there_the_bare_table() {
        world.connect().leased();

        ScatterResult<String> unfenced = world.router.scatter((connection, home) -> home.table("note"));
        world.a.install(Role.HOME);
        ScatterResult<String> half = world.router.scatter((connection, home) -> home.table("note"));
        world.b.install(Role.MOVED);
        ScatterResult<String> fenced = world.router.scatter((connection, home) -> home.table("note"));

        assertThat(unfenced.answers()).containsExactly(new ScatterResult.Answer<>(world.a.name(), "note"));
        assertThat(half.answers()).containsExactly(new ScatterResult.Answer<>(world.a.name(), "home_note"));
        assertThat(fenced.values()).containsExactly("home_note", "home_note");
    }

    @Test
    void a_store_for_a_later_migration_is_left_out_of_a_count() {
        install();
        FakeStore later = new FakeStore(world.simulation, "c", Role.MOVED);
        later.fenced = false;
        world.router = Router.connect(
                world.controlPlane, new KeyspaceName("notes"), List.of(world.a, world.b, later), world.settings());
        world.leased();
        world.put(RouterWorld.U, "u", 1);
        world.put(RouterWorld.V, "v", 1);
        world.move(RouterWorld.U).change(Duration.ofMillis(1));

        assertThat(world.get(RouterWorld.U, "u")).hasValue(1);
        assertThat(count()).isEqualTo(2);
        assertThat(later.open).isEmpty();
    }

    @Test
    void a_unit_of_an_aborted_migration_lives_in_the_default_home_whatever_was_told_last() {
        world.connect().leased();
        install();
        FakeMove move = world.move(RouterWorld.U);
        move.change(Duration.ofMillis(1));
        world.controlPlane.up = false;
        move.change(Duration.ofMillis(1));
        world.a.uninstall();
        world.b.uninstall();
        world.simulation.pass(FakeControlPlane.LEASE.multipliedBy(2));

        world.put(RouterWorld.U, "k", 1);

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(world.a.data.rows()).containsOnlyKeys("k");
        move.publish(Phase.SETTLED);
    }

    private void install() {
        world.a.install(Role.HOME);
        world.b.install(Role.MOVED);
    }

    private static Map<String, Optional<FakeData.Row>> row(String key, long value) {
        return Map.of(key, Optional.of(new FakeData.Row(UnitId.of("u"), value)));
    }

    private long count() {
        return world.router
                .scatter((connection, home) -> connection.count(home.table("note")))
                .sum();
    }
}
