package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedScatterTest {
    private static final ScatterOptions ALL = ScatterOptions.defaults().within(Duration.ofSeconds(3));
    private static final Duration HANGS = Duration.ofSeconds(60);

    private final RouterWorld world = new RouterWorld();

    @BeforeEach
    void fill() {
        world.connect().leased();
        for (String unit : new String[] {"u", "v", "w"}) {
            for (int i = 0; i < 10; i++) {
                world.put(UnitId.of(unit), unit + i, i);
            }
        }
        world.move(RouterWorld.V).change(Duration.ofMillis(1));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void all_stores_are_asked_at_the_same_time() {
        world.a.roundTrip = Duration.ofMillis(100);
        world.b.roundTrip = Duration.ofMillis(100);
        long began = world.simulation.monotonicNanos();

        assertThat(count(ALL).sum()).isEqualTo(30);

        // Two looks, the work and the commit.
        assertThat(world.simulation.since(began)).isLessThanOrEqualTo(Duration.ofMillis(401));
        assertNothingLeaks();
    }

    @Test
    void is_exact_while_a_unit_moves_at_any_moment_of_it() {
        FakeMove move = world.move(RouterWorld.U);
        world.a.roundTrip = Duration.ofMillis(1);
        world.b.roundTrip = Duration.ofMillis(3);
        for (int i = 0; i < 60; i++) {
            Duration step = world.simulation.upTo(Duration.ofMillis(1));
            world.simulation.start("move", () -> move.change(step));
            world.simulation.pass(world.simulation.upTo(Duration.ofMillis(6)));

            assertThat(count(ALL).sum()).as("round " + i).isEqualTo(30);

            world.simulation.pass(Duration.ofMillis(40));
        }
        assertThat(world.statistics().repeats()).isPositive();
        assertNothingLeaks();
    }

    /** Its old home has shown it by then; its new one, which lists it no more, would show it again. */
    @Test
    void is_exact_when_a_unit_moves_and_settles_between_the_snapshots_of_its_two_stores() {
        FakeMove move = world.move(RouterWorld.U);
        move.change(Duration.ofMillis(1));
        world.a.roundTrip = Duration.ofMillis(20);
        world.b.roundTrip = Duration.ofMillis(1);
        world.simulation.start("back, for good", () -> {
            world.simulation.pass(Duration.ofMillis(30));
            move.freeze();
            move.drainAndSeal();
            move.demote();
            move.promote();
            move.accept();
        });

        assertThat(count(ALL).sum()).isEqualTo(30);
        assertThat(world.statistics().repeats()).isPositive();
        assertNothingLeaks();
    }

    @Test
    void asks_for_a_unit_that_stays_between_two_homes_on_its_own() {
        demote(world.move(RouterWorld.U));

        assertThat(count(ALL).sum()).isEqualTo(30);
        assertThat(count(ALL.orPartly()).sum()).isEqualTo(30);
        assertNothingLeaks();
    }

    @Test
    void a_store_that_is_down_is_an_error_that_names_it_or_missing_from_the_answer() {
        world.b.down = true;

        assertThatThrownBy(() -> count(ALL)).hasMessageContaining("b (b is down)");
        RouterWorld.assertCode(() -> count(ALL), ErrorCode.SCATTER_INCOMPLETE);

        ScatterResult<Long> partial = count(ALL.orPartly());
        assertThat(partial.sum()).isEqualTo(20);
        assertThat(partial.complete()).isFalse();
        assertThat(partial.missing()).extracting(ScatterResult.Missing::store).containsExactly(world.b.name());
        world.a.down = true;
        RouterWorld.assertCode(() -> count(ALL.orPartly()), ErrorCode.SCATTER_INCOMPLETE);
        assertNothingLeaks();
    }

    @Test
    void a_store_that_hangs_holds_nobody_up_longer_than_the_deadline_and_gives_its_connection_back() {
        world.b.roundTrip = HANGS;
        long began = world.simulation.monotonicNanos();

        ScatterResult<Long> partial = count(ALL.orPartly());

        assertThat(partial.sum()).isEqualTo(20);
        assertThat(partial.missing()).extracting(ScatterResult.Missing::store).containsExactly(world.b.name());
        assertThat(world.simulation.since(began)).isLessThanOrEqualTo(ALL.deadline());
        RouterWorld.assertCode(() -> count(ALL), ErrorCode.SCATTER_INCOMPLETE);
        world.simulation.pass(HANGS.multipliedBy(2));
        assertNothingLeaks();
    }

    @Test
    void the_connection_of_a_store_that_is_late_is_not_touched_while_it_is_used() {
        world.b.roundTrip = HANGS;

        RouterWorld.assertCode(
                () -> world.router.scatter(ALL, (connection, home) -> {
                    assertThat(connection.store()).isSameAs(world.a);
                    return 1;
                }),
                ErrorCode.SCATTER_INCOMPLETE);

        assertThat(world.b.open).hasSize(1);
        assertThat(world.a.open).isEmpty();
        world.simulation.pass(HANGS.multipliedBy(2));
        assertNothingLeaks();
    }

    @Test
    void what_the_work_throws_in_a_store_fails_that_store() {
        ScatterWork<FakeSession, Long, java.io.IOException> work = (connection, home) -> {
            if (home.store().equals(world.b.name())) {
                throw new java.io.IOException("mine");
            }
            return connection.count(home.table("note"));
        };

        ScatterResult<Long> partial = world.router.scatter(ALL.orPartly(), work);
        assertThat(partial.sum()).isEqualTo(20);
        assertThat(partial.missing().getFirst().why()).hasMessage("mine");
        assertThatThrownBy(() -> world.router.scatter(ALL, work))
                .hasMessageContaining("b (mine)")
                .hasRootCauseInstanceOf(java.io.IOException.class);
        assertNothingLeaks();
    }

    @Test
    void a_unit_between_two_stores_that_are_there_is_not_left_out_because_a_third_is_down() {
        world.close();
        FakeStore third = new FakeStore(world.simulation, "c", dev.godwit.core.Role.MOVED);
        third.down = true;
        world.router = Router.connect(
                world.controlPlane,
                new dev.godwit.core.KeyspaceName("notes"),
                java.util.List.of(world.a, world.b, third),
                world.settings());
        world.leased();
        demote(world.move(RouterWorld.U));

        ScatterResult<Long> partial = count(ALL.orPartly());

        assertThat(partial.sum()).isEqualTo(30);
        assertThat(partial.missing()).extracting(ScatterResult.Missing::store).containsExactly(new StoreName("c"));
    }

    @Test
    void a_deadline_is_bounded() {
        assertThatThrownBy(() -> ALL.within(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ALL.within(Duration.ofMinutes(11))).isInstanceOf(IllegalArgumentException.class);
    }

    private static void demote(FakeMove move) {
        move.announce();
        move.freeze();
        move.drainAndSeal();
        move.demote();
    }

    private ScatterResult<Long> count(ScatterOptions options) {
        return world.router.scatter(options, (connection, home) -> connection.count(home.table("note")));
    }

    private void assertNothingLeaks() {
        assertThat(world.a.open).isEmpty();
        assertThat(world.b.open).isEmpty();
    }
}
