package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.router.RouterStatistics.Shadows;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShadowReadTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final RouterWorld world = new RouterWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void finds_equal_answers_and_costs_the_application_nothing() {
        FakeMove move = connect(ShadowReads.of(1));
        world.put(RouterWorld.U, "k", 1);
        move.drain();
        world.a.roundTrips = 0;
        int before = world.b.roundTrips;

        assertThat(look()).hasValue(1);
        assertThat(world.a.roundTrips).as("statement and commit").isEqualTo(2);
        assertThat(world.b.roundTrips).isEqualTo(before);

        world.simulation.pass(Duration.ofMillis(10));
        assertThat(world.statistics().shadows()).isEqualTo(new Shadows(1, 0, 0, 0));
    }

    @Test
    void counts_a_difference_only_after_patience_with_the_mirror() {
        FakeMove move = connect(ShadowReads.of(1));
        world.put(RouterWorld.U, "k", 1);
        look();
        world.simulation.pass(Duration.ofMillis(100));
        assertThat(world.statistics().shadows()).isEqualTo(new Shadows(0, 0, 0, 0));
        move.drain();
        world.simulation.pass(LONG);
        assertThat(world.statistics().shadows()).isEqualTo(new Shadows(1, 0, 0, 0));

        world.b.data = world.b.data.withRows(Map.of("k", Optional.of(new FakeData.Row(RouterWorld.U, 13))));
        look();
        world.simulation.pass(LONG);
        assertThat(world.statistics().shadows()).isEqualTo(new Shadows(1, 1, 0, 0));
    }

    @Test
    void does_not_count_a_difference_while_the_home_changes() {
        connect(ShadowReads.of(1));
        world.put(RouterWorld.U, "k", 1);
        look();
        world.simulation.pass(Duration.ofMillis(100));
        world.put(RouterWorld.U, "k", 2);
        world.simulation.pass(LONG);

        assertThat(world.statistics().shadows()).isEqualTo(new Shadows(0, 0, 1, 0));
    }

    @Test
    void does_not_count_anything_when_the_move_goes_on_meanwhile() {
        FakeMove move = connect(ShadowReads.of(1));
        world.put(RouterWorld.U, "k", 1);
        look();
        world.simulation.pass(Duration.ofMillis(50));
        move.change(Duration.ofMillis(1));
        world.simulation.pass(LONG);

        assertThat(world.statistics().shadows()).isEqualTo(new Shadows(0, 0, 1, 0));
    }

    @Test
    void a_work_that_fails_on_the_mirror_only_is_a_difference() {
        connect(ShadowReads.of(1).showingValues());
        world.router.read("by-store", RouterWorld.U, connection -> {
            if (connection.store() == world.b) {
                throw new IllegalStateException("no such column");
            }
            return connection.store().name();
        });
        world.simulation.pass(LONG);

        assertThat(world.statistics().shadows()).isEqualTo(new Shadows(0, 1, 0, 0));
    }

    @Test
    void answers_that_are_equal_to_nothing_are_never_a_difference() {
        connect(ShadowReads.of(1));
        world.router.read("object", RouterWorld.U, connection -> new Object());
        world.simulation.pass(LONG);

        assertThat(world.statistics().shadows()).isEqualTo(new Shadows(0, 0, 1, 0));
    }

    @Test
    void takes_its_share_and_drops_what_is_too_much() {
        FakeMove move = connect(new ShadowReads(0.25, 3, Duration.ZERO, false));
        world.put(RouterWorld.U, "k", 1);
        move.drain();
        for (int i = 0; i < 40; i++) {
            look();
        }
        world.simulation.pass(LONG);

        Shadows shadows = world.statistics().shadows();
        assertThat(shadows.equal() + shadows.dropped()).isEqualTo(10);
        world.b.roundTrip = Duration.ofSeconds(1);
        for (int i = 0; i < 40; i++) {
            look();
        }
        world.simulation.pass(Duration.ofMinutes(2));
        assertThat(world.statistics().shadows().dropped()).isPositive();
    }

    @Test
    void leaves_the_mirror_alone_unless_the_unit_is_ready_to_move_and_somebody_wants_it() {
        FakeMove move = connect(ShadowReads.of(1));
        world.router.read(RouterWorld.U, connection -> connection.get("k"));
        world.router.read("other", RouterWorld.V, connection -> connection.get("k"));
        move.publish(Phase.COPYING);
        world.simulation.pass(Duration.ofMillis(5));
        look();
        world.simulation.pass(LONG);
        assertThat(world.b.roundTrips).isZero();
        assertThat(world.statistics().shadows()).isEqualTo(new Shadows(0, 0, 0, 0));
    }

    @Test
    void is_off_by_default() {
        connect(ShadowReads.OFF);
        look();
        world.simulation.pass(LONG);
        assertThat(world.b.roundTrips).isZero();
    }

    private FakeMove connect(ShadowReads reads) {
        world.connect(world.settings().withShadowReads(reads)).leased();
        FakeMove move = world.move(RouterWorld.U);
        world.simulation.pass(Duration.ofMillis(5));
        return move;
    }

    private OptionalLong look() {
        return world.router.read("k", RouterWorld.U, connection -> connection.get("k"));
    }
}
