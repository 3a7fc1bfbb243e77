package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NestedCallsTest {
    private final RouterWorld world = new RouterWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void of_the_same_unit_join_the_transaction() {
        world.connect().leased();
        world.router.write(RouterWorld.U, outer -> {
            outer.put("u", "k", 1);
            int before = world.a.roundTrips;
            assertThat(world.router.<FakeSession, RuntimeException>read(RouterWorld.U, inner -> inner))
                    .isSameAs(outer);
            assertThat(world.router.<FakeSession, RuntimeException>write(RouterWorld.U, inner -> inner))
                    .isSameAs(outer);
            assertThat(world.a.roundTrips).isEqualTo(before);
            return outer;
        });

        assertThat(world.statistics().operations()).isEqualTo(1);
        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
    }

    @Test
    void of_a_unit_with_the_same_home_enter_it_too() {
        world.connect().leased();
        world.router.write(RouterWorld.U, outer -> {
            world.put(RouterWorld.V, "v", 1);
            assertThat(outer.holds(RouterWorld.V)).isTrue();
            return outer;
        });

        assertThat(world.a.data.rows()).containsKey("v");
    }

    @Test
    void of_a_unit_with_another_home_are_refused_before_any_sql_and_the_outer_work_goes_on() {
        world.connect().leased();
        world.move(RouterWorld.V).change(Duration.ofMillis(1));
        world.simulation.pass(Duration.ofMillis(5));
        List<Exception> refusals = new ArrayList<>();

        world.router.write(RouterWorld.U, outer -> {
            int before = world.a.roundTrips + world.b.roundTrips;
            try {
                world.put(RouterWorld.V, "v", 1);
            } catch (UnitsApartException e) {
                refusals.add(e);
            }
            assertThat(world.a.roundTrips + world.b.roundTrips).isEqualTo(before);
            outer.put("u", "u", 1);
            return outer;
        });

        assertThat(refusals).hasSize(1);
        assertThat(world.a.data.rows()).containsOnlyKeys("u");
        assertThat(world.b.data.rows()).isEmpty();
    }

    @Test
    void find_out_that_units_are_apart_without_a_control_plane_too() {
        world.controlPlane.up = false;
        world.connect();
        world.move(RouterWorld.V).change(Duration.ofMillis(1));

        world.router.write(RouterWorld.U, outer -> {
            assertThatThrownBy(() -> world.put(RouterWorld.V, "v", 1)).isInstanceOf(UnitsApartException.class);
            outer.put("u", "u", 1);
            return outer;
        });

        assertThat(world.a.data.rows()).containsOnlyKeys("u");
    }

    @Test
    void that_are_refused_for_a_moment_make_the_whole_work_run_again_even_if_it_hides_the_refusal() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.V);
        world.simulation.pass(Duration.ofMillis(5));
        move.freeze();
        world.simulation.start("thaw", () -> {
            world.simulation.pass(Duration.ofMillis(30));
            move.thaw();
        });
        List<Integer> runs = new ArrayList<>();

        world.router.write(RouterWorld.U, outer -> {
            runs.add(1);
            try {
                world.put(RouterWorld.V, "v", 1);
            } catch (GodwitException e) {
                return "hidden";
            }
            return "seen";
        });

        assertThat(runs).hasSize(2);
        assertThat(world.a.data.rows()).containsKey("v");
    }

    @Test
    void in_a_read_are_watched_like_the_outer_unit() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.V);
        world.put(RouterWorld.V, "v", 1);
        world.simulation.pass(Duration.ofMillis(5));
        List<Integer> runs = new ArrayList<>();

        assertThatThrownBy(() -> world.router.read(RouterWorld.U, outer -> {
                    runs.add(1);
                    long value = world.get(RouterWorld.V, "v").orElse(0);
                    move.change(Duration.ofMillis(1));
                    return value;
                }))
                .isInstanceOf(UnitsApartException.class);

        assertThat(runs).hasSize(2);
    }

    @Test
    void that_can_not_work_are_refused() {
        world.connect().leased();
        world.router.read(RouterWorld.U, outer -> {
            RouterWorld.assertCode(() -> world.put(RouterWorld.U, "k", 1), ErrorCode.INVALID_REQUEST);
            RouterWorld.assertCode(() -> world.router.scatter((c, home) -> 1), ErrorCode.INVALID_REQUEST);
            return outer;
        });
        RouterWorld.assertCode(() -> world.router.write(Set.of(), outer -> 1), ErrorCode.INVALID_REQUEST);
    }

    @Test
    void a_write_of_several_units_is_one_transaction_in_their_home() {
        world.connect().leased();
        world.router.write(Set.of(RouterWorld.U, RouterWorld.V), connection -> {
            connection.put("u", "u", 1);
            connection.put("v", "v", 1);
            return connection;
        });

        assertThat(world.a.data.rows()).containsOnlyKeys("u", "v");
        assertThat(world.a.roundTrips).as("enter, two statements, commit").isEqualTo(4);
    }

    @Test
    void a_write_of_several_units_says_up_front_that_they_are_apart_but_not_while_one_follows_the_other() {
        world.connect().leased();
        Set<UnitId> both = Set.of(RouterWorld.U, RouterWorld.V);
        FakeMove first = world.move(RouterWorld.U);
        FakeMove second = world.move(RouterWorld.V);
        first.change(Duration.ofMillis(1));
        world.simulation.pass(Duration.ofMillis(5));

        assertThatThrownBy(() -> world.router.write(both, connection -> 1)).isInstanceOf(UnitsApartException.class);

        world.controlPlane.up = false;
        second.change(Duration.ofMillis(1));
        world.simulation.pass(Duration.ofSeconds(2));
        world.router.write(both, connection -> {
            connection.put("u", "u", 1);
            connection.put("v", "v", 1);
            return connection;
        });
        assertThat(world.b.data.rows()).containsOnlyKeys("u", "v");
    }

    @Test
    void a_write_that_touches_another_unit_behind_the_routers_back_gets_a_clear_error() {
        world.connect().leased();
        world.move(RouterWorld.V).change(Duration.ofMillis(1));

        assertThatThrownBy(() -> world.router.write(RouterWorld.U, connection -> {
                    connection.put("v", "v", 1);
                    return connection;
                }))
                .isInstanceOf(UnitsApartException.class)
                .hasMessageContaining("[u]")
                .hasRootCauseMessage("GODWIT MIRROR v");
    }
}
