package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.Tasks.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldWriteTest {
    private final RouterWorld world = new RouterWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void costs_one_round_trip_more_than_its_work() {
        world.connect().leased();

        world.put(RouterWorld.U, "k", 1);

        assertThat(world.a.roundTrips).as("enter, work, commit").isEqualTo(3);
        assertThat(world.b.roundTrips).isZero();
    }

    @Test
    void that_is_refused_finds_the_other_store_without_any_news() {
        world.controlPlane.up = false;
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        world.put(RouterWorld.U, "k", 1);
        Task cutover = world.simulation.start("cutover", () -> move.change(Duration.ofMillis(3)));
        world.simulation.pass(Duration.ofMillis(1));

        long start = world.simulation.monotonicNanos();
        world.put(RouterWorld.U, "k", 2);

        assertThat(world.simulation.since(start)).isLessThan(Duration.ofMillis(20));
        assertThat(world.b.data.rows().get("k").value()).isEqualTo(2);
        assertThat(world.a.data.rows().get("k").value()).isEqualTo(1);
        assertThat(world.statistics().heldWrites()).isEqualTo(1);
        assertThat(world.statistics().holds().maxMillis()).isBetween(1.0, 20.0);
        assertThat(cutover.finished()).isFalse();
    }

    @Test
    void holds_no_connection_while_it_waits_and_one_asks_for_all() throws InterruptedException {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.U);
        world.simulation.pass(Duration.ofMillis(5));
        move.freeze();
        List<Task> writers = writers(8);
        world.simulation.pass(Duration.ofMillis(2));
        assertThat(world.a.open).isEmpty();
        assertThat(world.b.open).isEmpty();
        int before = world.a.roundTrips;

        world.simulation.pass(Duration.ofMillis(50));
        assertThat(world.a.roundTrips - before).as("looks by one of eight").isBetween(4, 12);

        move.drainAndSeal();
        move.demote();
        move.promote();
        for (Task writer : writers) {
            writer.join();
        }
        assertThat(world.statistics().writes()).isEqualTo(8);
        assertThat(world.statistics().heldWrites()).isEqualTo(8);
        assertThat(world.statistics().refusals().get(Refusal.FROZEN)).isEqualTo(8);
    }

    @Test
    void goes_on_where_it_was_after_a_thaw() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.U);
        move.freeze();
        world.simulation.start("thaw", () -> {
            world.simulation.pass(Duration.ofMillis(20));
            move.thaw();
        });

        world.put(RouterWorld.U, "k", 1);

        assertThat(world.a.data.rows()).containsKey("k");
    }

    @Test
    void goes_on_when_a_freeze_expires_that_nobody_thaws() {
        world.connect().leased();
        world.move(RouterWorld.U).freeze();

        long start = world.simulation.monotonicNanos();
        world.put(RouterWorld.U, "k", 1);

        assertThat(world.simulation.since(start)).isBetween(FakeMove.MAX_PAUSE, FakeMove.MAX_PAUSE.plusMillis(150));
    }

    @Test
    void completes_the_change_of_home_that_a_dead_coordinator_left_between_its_last_steps() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.U);
        move.freeze();
        move.drainAndSeal();
        move.demote();

        long start = world.simulation.monotonicNanos();
        world.put(RouterWorld.U, "k", 1);

        assertThat(world.simulation.since(start)).isBetween(Duration.ofMillis(20), Duration.ofMillis(60));
        assertThat(world.b.data.isHome(RouterWorld.U)).isTrue();
        assertThat(world.statistics().promotions()).isEqualTo(1);
    }

    @Test
    void is_given_up_with_a_typed_error_after_the_hold_limit() {
        world.connect(world.settings().withHoldLimit(Duration.ofMillis(200))).leased();
        world.move(RouterWorld.U).freeze();
        long start = world.simulation.monotonicNanos();

        RouterWorld.assertCode(() -> world.put(RouterWorld.U, "k", 1), ErrorCode.HELD_TOO_LONG);

        assertThat(world.simulation.since(start)).isBetween(Duration.ofMillis(200), Duration.ofMillis(220));
        assertThat(world.a.open).isEmpty();
    }

    @Test
    void is_refused_when_too_many_wait_already() {
        world.connect(world.settings().withHeldLimit(2)).leased();
        world.move(RouterWorld.U).freeze();
        writers(2);
        world.simulation.pass(Duration.ofMillis(5));

        RouterWorld.assertCode(() -> world.put(RouterWorld.U, "k", 1), ErrorCode.TOO_MANY_HELD);
        world.put(RouterWorld.V, "k2", 1);
    }

    @Test
    void is_refused_when_the_router_closes() throws InterruptedException {
        world.connect().leased();
        world.move(RouterWorld.U).freeze();
        List<ErrorCode> codes = new ArrayList<>();
        Task writer = world.simulation.start("writer", () -> {
            try {
                world.put(RouterWorld.U, "k", 1);
            } catch (GodwitException e) {
                codes.add(e.code());
            }
        });
        world.simulation.pass(Duration.ofMillis(5));

        world.close();
        writer.join();

        assertThat(codes).containsExactly(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void runs_its_work_again_with_a_fresh_connection_when_the_trigger_refuses_it_in_the_middle() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.U);
        List<FakeSession> connections = new ArrayList<>();

        world.router.write(RouterWorld.U, connection -> {
            connections.add(connection);
            connection.put("u", "k1", connections.size());
            if (connections.size() == 1) {
                throw new IllegalStateException(
                        "a framework's wrapping", new StoreRefusedException(Refusal.FROZEN, "GODWIT FROZEN"));
            }
            return connection;
        });

        assertThat(connections).hasSize(2).doesNotHaveDuplicates();
        assertThat(move.home.data.rows().get("k1").value()).isEqualTo(2);
    }

    @Test
    void that_lost_to_a_change_of_the_fence_runs_again_and_not_for_ever() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.U);
        TransactionOptions serializable = new TransactionOptions(Isolation.SERIALIZABLE, false, 0);
        List<Integer> runs = new ArrayList<>();

        assertThatThrownBy(() -> world.router.write(RouterWorld.U, serializable, connection -> {
                    connection.get("k");
                    runs.add(runs.size());
                    throw new StoreRefusedException(Refusal.CONFLICT, "could not serialize");
                }))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessage("could not serialize");

        assertThat(runs).hasSize(11);
        assertThat(move.home.open).isEmpty();
    }

    @Test
    void is_never_repeated_when_its_commit_was_not_answered() {
        world.connect().leased();
        world.a.answersCommits = false;
        List<Integer> runs = new ArrayList<>();

        RouterWorld.assertCode(
                () -> world.router.write(RouterWorld.U, connection -> runs.add(1)), ErrorCode.STORE_OUTCOME_UNKNOWN);

        assertThat(runs).hasSize(1);
    }

    @Test
    void lets_the_works_own_exceptions_through_and_writes_nothing() {
        world.connect().leased();
        Exception own = new java.io.IOException("mine");

        assertThatThrownBy(() -> world.router.write(RouterWorld.U, connection -> {
                    connection.put("u", "k", 1);
                    throw own;
                }))
                .isSameAs(own);
        assertThat(world.a.data.rows()).isEmpty();
        assertThat(world.a.open).isEmpty();
    }

    private List<Task> writers(int count) {
        List<Task> writers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = "key" + i;
            writers.add(world.simulation.start("writer-" + i, () -> world.put(RouterWorld.U, key, 1)));
        }
        return writers;
    }
}
