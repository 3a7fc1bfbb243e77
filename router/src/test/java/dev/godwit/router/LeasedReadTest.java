package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasedReadTest {
    private final RouterWorld world = new RouterWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void costs_no_extra_round_trip() {
        world.connect().leased();
        world.put(RouterWorld.U, "k", 1);
        world.a.roundTrips = 0;

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);

        assertThat(world.a.roundTrips)
                .as("the work's own statement and the commit")
                .isEqualTo(2);
        assertThat(world.b.roundTrips).isZero();
        assertThat(world.statistics().leasedReads()).isEqualTo(1);
    }

    @Test
    void becomes_strict_when_the_lease_lapses_and_leased_again_when_the_control_plane_is_back() {
        world.connect().leased();
        world.put(RouterWorld.U, "k", 1);
        world.controlPlane.up = false;
        world.simulation.pass(FakeControlPlane.LEASE.plusMillis(400));

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(world.statistics().leased()).isFalse();
        assertThat(world.statistics().strictReads()).isEqualTo(1);

        world.controlPlane.up = true;
        world.leased();
        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(world.statistics().leasedReads()).isEqualTo(1);
    }

    @Test
    void is_repeated_strictly_when_the_lease_lapses_while_it_reads() {
        world.connect().leased();
        world.put(RouterWorld.U, "k", 1);
        world.controlPlane.up = false;

        OptionalLong read = world.router.read(RouterWorld.U, connection -> {
            if (world.statistics().repeats() == 0) {
                world.simulation.pass(FakeControlPlane.LEASE.plusSeconds(1));
            }
            return connection.get("k");
        });

        assertThat(read).hasValue(1);
        assertThat(world.statistics().leasedReads()).isZero();
        assertThat(world.statistics().strictReads()).isEqualTo(1);
    }

    @Test
    void is_repeated_when_there_was_a_gap_in_the_lease_although_it_is_valid_at_both_ends() {
        world.connect().leased();
        world.put(RouterWorld.U, "k", 1);

        world.router.read(RouterWorld.U, connection -> {
            OptionalLong value = connection.get("k");
            if (world.statistics().repeats() == 0) {
                world.controlPlane.up = false;
                world.simulation.pass(FakeControlPlane.LEASE.plusSeconds(1));
                world.controlPlane.up = true;
                world.leased();
            }
            return value;
        });

        assertThat(world.statistics().repeats()).isEqualTo(1);
    }

    @Test
    void is_not_done_on_an_answer_that_was_on_its_way_for_longer_than_the_lease() {
        world.controlPlane.answerDelay = FakeControlPlane.LEASE.plusMillis(500);
        world.connect();
        world.simulation.pass(Duration.ofSeconds(20));

        world.get(RouterWorld.U, "k");

        assertThat(world.controlPlane.renewals).isNotEmpty();
        assertThat(world.statistics().leased()).isFalse();
        assertThat(world.statistics().leasedReads()).isZero();
    }

    @Test
    void is_repeated_when_its_unit_moved_meanwhile_and_a_failure_is_no_answer_either() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);

        long read = world.router.read(RouterWorld.U, connection -> {
            long value = connection.get("k").orElseThrow(() -> new IllegalStateException("not found"));
            if (connection.store() == world.a) {
                move.change(Duration.ofMillis(1));
                world.b.data = world.b.data.withRows(Map.of("k", Optional.of(new FakeData.Row(RouterWorld.U, 2))));
                throw new IllegalStateException("what the old home says");
            }
            return value;
        });

        assertThat(read).isEqualTo(2);
    }

    @Test
    void stops_for_a_unit_that_is_being_cut_over_as_soon_as_the_router_has_acknowledged_it() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.U);
        world.simulation.pass(Duration.ofMillis(5));
        long start = world.simulation.monotonicNanos();

        move.announce();

        assertThat(world.simulation.since(start)).isLessThan(Duration.ofMillis(50));
        world.get(RouterWorld.U, "k");
        world.get(RouterWorld.V, "k");
        assertThat(world.statistics().strictReads()).isEqualTo(1);
        assertThat(world.statistics().leasedReads()).isEqualTo(1);
    }

    @Test
    void needs_a_new_registration_when_the_control_plane_has_forgotten_the_router() {
        world.connect().leased();
        world.controlPlane.forgetLeases();
        world.simulation.pass(Duration.ofMillis(100));

        assertThat(world.controlPlane.leases()).isEqualTo(1);
        assertThat(world.statistics().leased()).isTrue();
    }

    @Test
    void asks_about_every_renewal_interval_and_gives_the_lease_back_at_the_end() {
        world.connect().leased();
        world.simulation.pass(Duration.ofSeconds(10));
        assertThat(world.controlPlane.renewals.size()).isBetween(30, 40);

        world.close();
        assertThat(world.controlPlane.leases()).isZero();
        RouterWorld.assertCode(() -> world.get(RouterWorld.U, "k"), ErrorCode.INVALID_REQUEST);
    }

    @Test
    void lets_the_works_own_exceptions_through_as_they_are() {
        world.connect().leased();
        java.io.IOException own = new java.io.IOException("mine");

        assertThatThrownBy(() -> world.router.read(RouterWorld.U, connection -> {
                    throw own;
                }))
                .isSameAs(own);
        assertThat(world.a.open).isEmpty();
    }
}
