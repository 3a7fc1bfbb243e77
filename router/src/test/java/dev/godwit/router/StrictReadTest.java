package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrictReadTest {
    private final RouterWorld world = new RouterWorld();

    StrictReadTest() {
        world.controlPlane.up = false;
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void works_with_a_control_plane_that_was_never_there() {
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);
        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);

        move.change(Duration.ofMillis(1));

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        world.put(RouterWorld.U, "k", 2);
        assertThat(world.get(RouterWorld.U, "k")).hasValue(2);
        assertThat(world.statistics().leased()).isFalse();
    }

    @Test
    void costs_one_extra_round_trip_above_read_committed_too() {
        world.connect();
        world.put(RouterWorld.U, "k", 1);
        for (Isolation isolation : Isolation.values()) {
            world.a.roundTrips = 0;

            world.router.read(
                    RouterWorld.U, new TransactionOptions(isolation, true, 0), connection -> connection.get("k"));

            assertThat(world.a.roundTrips)
                    .as("the first look, the work's own statement, and the commit with the last look")
                    .isEqualTo(3);
        }
    }

    @Test
    void is_repeated_when_the_store_was_home_at_both_ends_but_not_in_between() {
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);
        List<OptionalLong> seen = new ArrayList<>();

        world.router.read(RouterWorld.U, connection -> {
            OptionalLong value = connection.get("k");
            if (seen.isEmpty()) {
                move.change(Duration.ofMillis(1));
                move.change(Duration.ofMillis(1));
            }
            seen.add(value);
            return value;
        });

        assertThat(seen).hasSize(2);
    }

    @Test
    void of_a_frozen_unit_is_answered_at_once() {
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);
        move.freeze();

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(world.statistics().heldReads()).isZero();
    }

    @Test
    void above_read_committed_looks_again_outside_of_its_snapshot() {
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);
        TransactionOptions repeatable = new TransactionOptions(Isolation.REPEATABLE_READ, true, 0);
        List<FakeStore> stores = new ArrayList<>();

        OptionalLong read = world.router.read(RouterWorld.U, repeatable, connection -> {
            stores.add(connection.store());
            OptionalLong value = connection.get("k");
            if (connection.store() == world.a) {
                move.change(Duration.ofMillis(1));
                writeDirectly(2);
            }
            return value;
        });

        assertThat(read).hasValue(2);
        assertThat(stores).containsExactly(world.a, world.b);
    }

    @Test
    void reads_a_mirror_while_both_stores_are_mirrors() {
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);
        move.freeze();
        move.drainAndSeal();
        move.demote();

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(world.statistics().mirrorReads()).isEqualTo(1);
        assertThat(world.statistics().heldReads()).isZero();
    }

    @Test
    void of_a_mirror_does_not_count_when_the_mirror_became_home_meanwhile() {
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);
        move.freeze();
        move.drainAndSeal();
        move.demote();
        List<OptionalLong> seen = new ArrayList<>();

        OptionalLong read = world.router.read(RouterWorld.U, connection -> {
            OptionalLong value = connection.get("k");
            if (seen.isEmpty()) {
                move.promote();
                writeDirectly(2);
                move.change(Duration.ofMillis(1));
                move.freeze();
                move.drainAndSeal();
                move.demote();
            }
            seen.add(value);
            return value;
        });

        assertThat(seen).containsExactly(OptionalLong.of(1), OptionalLong.of(2));
        assertThat(read).hasValue(2);
    }

    /** A standby that took the mirror's place may lack the seal, and with it rows. */
    @Test
    void does_not_trust_two_mirrors_of_which_none_is_the_heir_of_the_other() {
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);
        move.freeze();
        move.drainAndSeal();
        move.demote();
        FenceRow sealed = world.b.data.fences().get(RouterWorld.U);
        world.b.data = world.b.data.withFence(RouterWorld.U, sealed.become(Role.MIRROR, null));

        RouterWorld.assertCode(() -> world.get(RouterWorld.U, "k"), ErrorCode.HELD_TOO_LONG);
        assertThat(world.statistics().mirrorReads()).isZero();
    }

    @Test
    void of_a_mirror_does_not_count_when_the_other_store_has_become_home_before_it_began() {
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);
        move.change(Duration.ofMillis(1));
        // The router looks at store a, which is a mirror now; on its way to store b the home changes back.
        world.b.roundTrip = Duration.ofMillis(20);
        world.simulation.start("roll-back", () -> {
            world.simulation.pass(Duration.ofMillis(2));
            move.freeze();
            move.drainAndSeal();
            move.demote();
            move.promote();
            world.a.data = world.a.data.withRows(Map.of("k", Optional.of(new FakeData.Row(RouterWorld.U, 2))));
        });

        assertThat(world.get(RouterWorld.U, "k")).hasValue(2);
        assertThat(world.statistics().mirrorReads()).isZero();
    }

    @Test
    void needs_no_second_connection_to_a_store() {
        world.a.poolSize = 1;
        world.b.poolSize = 1;
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);
        TransactionOptions serializable = new TransactionOptions(Isolation.SERIALIZABLE, false, 0);
        world.router.read(RouterWorld.U, serializable, connection -> connection.get("k"));
        move.freeze();
        move.drainAndSeal();
        move.demote();

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
    }

    @Test
    void says_that_nobody_is_home_when_no_store_is() {
        world.connect(world.settings().withHoldLimit(Duration.ofMillis(500)));
        world.a.data = new FakeData(Map.of(), Role.MOVED, world.a.data.defaultEpoch(), Map.of());

        RouterWorld.assertCode(() -> world.get(RouterWorld.U, "k"), ErrorCode.NO_HOME);
        RouterWorld.assertCode(() -> world.put(RouterWorld.U, "k", 1), ErrorCode.NO_HOME);
    }

    @Test
    void says_which_store_is_down() {
        world.connect();
        world.a.down = true;
        world.b.down = true;

        RouterWorld.assertCode(() -> world.get(RouterWorld.U, "k"), ErrorCode.STORE_UNREACHABLE);
    }

    private void writeDirectly(long value) {
        world.b.data = world.b.data.withRows(Map.of("k", Optional.of(new FakeData.Row(RouterWorld.U, value))));
    }
}
