package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.UnitId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScatterTest {
    private final RouterWorld world = new RouterWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void sees_each_row_once_wherever_its_unit_lives() {
        world.connect().leased();
        fill();
        world.move(RouterWorld.U).change(Duration.ofMillis(1));
        world.move(RouterWorld.V).drain();

        ScatterResult<String> tables = world.router.scatter((connection, home) -> home.table("note"));

        assertThat(count()).isEqualTo(30);
        assertThat(tables.values()).containsExactly("home_note", "home_note");
        assertThat(tables.answers())
                .extracting(ScatterResult.Answer::store)
                .containsExactly(world.a.name(), world.b.name());
    }

    @Test
    void is_exact_while_a_unit_moves_at_any_moment_of_it() {
        world.connect().leased();
        fill();
        FakeMove move = world.move(RouterWorld.U);
        for (int i = 0; i < 60; i++) {
            Duration step = world.simulation.upTo(Duration.ofMillis(1));
            world.simulation.start("move", () -> move.change(step));
            world.simulation.pass(world.simulation.upTo(Duration.ofMillis(6)));

            assertThat(count()).as("round " + i).isEqualTo(30);

            world.simulation.pass(Duration.ofMillis(20));
        }
        assertThat(world.statistics().repeats()).isPositive();
    }

    @Test
    void is_exact_when_a_unit_starts_and_arrives_between_two_snapshots() {
        world.connect().leased();
        fill();
        world.a.roundTrip = Duration.ofMillis(1);
        world.b.roundTrip = Duration.ofMillis(20);
        world.simulation.start("move", () -> {
            world.simulation.pass(Duration.ofMillis(2));
            FakeMove move = world.move(RouterWorld.U);
            move.freeze();
            move.drainAndSeal();
            move.demote();
            move.promote();
        });

        assertThat(count()).isEqualTo(30);
        assertThat(world.statistics().repeats()).isPositive();
    }

    @Test
    void is_exact_when_a_mirror_becomes_home_and_settles_between_two_snapshots() {
        world.connect().leased();
        fill();
        FakeMove move = world.move(RouterWorld.U);
        move.change(Duration.ofMillis(1));
        world.a.roundTrip = Duration.ofMillis(1);
        world.b.roundTrip = Duration.ofMillis(20);
        world.simulation.start("back, for good", () -> {
            // After the look at b, where the unit lives, and before the second look at a.
            world.simulation.pass(Duration.ofMillis(15));
            move.freeze();
            move.drainAndSeal();
            move.demote();
            move.promote();
            move.accept();
        });

        assertThat(count()).isEqualTo(30);
        assertThat(world.statistics().repeats()).isPositive();
    }

    @Test
    void asks_for_a_unit_that_stays_between_two_homes_on_its_own() {
        world.connect().leased();
        fill();
        FakeMove move = world.move(RouterWorld.U);
        move.announce();
        move.freeze();
        move.drainAndSeal();
        move.demote();

        ScatterResult<String> tables = world.router.scatter((connection, home) -> home.table("note"));

        assertThat(tables.values()).containsExactly("rest_note", "rest_note", "chosen_note");
        assertThat(count()).isEqualTo(30);
        assertThat(world.statistics().mirrorReads()).isPositive();
        move.promote();
        assertThat(count()).isEqualTo(30);
    }

    @Test
    void needs_one_connection_per_store_and_gives_it_back() {
        world.a.poolSize = 1;
        world.b.poolSize = 1;
        world.connect().leased();
        fill();

        assertThat(count()).isEqualTo(30);
        assertThatThrownBy(() -> world.router.scatter((connection, home) -> {
                    throw new java.io.IOException("mine");
                }))
                .isInstanceOf(java.io.IOException.class);
        assertThat(world.a.open).isEmpty();
        assertThat(world.b.open).isEmpty();
    }

    @Test
    void sums_whole_numbers_only() {
        world.connect().leased();

        assertThatThrownBy(() -> world.router.scatter((c, home) -> "1").sum())
                .isInstanceOf(IllegalStateException.class);
        assertThat(world.router.scatter((c, home) -> 2).sum()).isEqualTo(4);
        assertThat(world.router.scatter((c, home) -> 2).reduce(1, Math::max)).isEqualTo(2);
    }

    private long count() {
        return world.router
                .scatter((connection, home) -> connection.count(home.table("note")))
                .sum();
    }

    private void fill() {
        for (String unit : new String[] {"u", "v", "w"}) {
            for (int i = 0; i < 10; i++) {
                world.put(UnitId.of(unit), unit + i, i);
            }
        }
    }
}
