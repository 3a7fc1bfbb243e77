package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Tasks.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers who ask the same at the same time have one read between them, and nobody gets an answer from before he asked. */
class SharedReadTest {
    private static final int CALLERS = 64;
    private static final int ROUNDS = 50;
    private static final Duration READ = Duration.ofMillis(2);

    private final List<Long> answers = new ArrayList<>();
    private RouterWorld world;
    private int reads;

    @BeforeEach
    void connect() {
        world = new RouterWorld(1);
        world.connect();
        write(1);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void many_callers_cause_few_reads() throws InterruptedException {
        read(CALLERS, ROUNDS);
        assertThat(answers).hasSize(CALLERS * ROUNDS).containsOnly(1L);
        assertThat(reads).isBetween(ROUNDS, CALLERS * ROUNDS / 20);
        assertThat(world.statistics().sharedReads()).isEqualTo(CALLERS * ROUNDS - reads);
    }

    @Test
    void each_reads_on_his_own_when_it_is_switched_off() throws InterruptedException {
        reconnect(world.settings().withoutSharedReads());
        read(4, 1);
        assertThat(reads).isEqualTo(4);
        assertThat(world.statistics().sharedReads()).isZero();
    }

    @Test
    void whoever_asks_after_a_write_sees_it_although_a_read_is_running() throws InterruptedException {
        Task early = start(this::shared);
        world.simulation.pass(READ.dividedBy(4));
        write(2);
        Task late = start(this::shared);
        early.join();
        late.join();
        assertThat(answers).containsExactly(1L, 2L);
    }

    @Test
    void an_error_reaches_only_whose_work_it_was() throws InterruptedException {
        Task running = start(this::shared);
        world.simulation.pass(READ.dividedBy(4));
        List<String> failures = new ArrayList<>();
        Task failing = start(() -> {
            try {
                world.router.readShared(RouterWorld.U, "k", connection -> {
                    throw new IllegalStateException("mine");
                });
            } catch (IllegalStateException e) {
                failures.add(e.getMessage());
            }
        });
        world.simulation.pass(READ.dividedBy(4));
        Task joining = start(this::shared);
        for (Task task : List.of(running, failing, joining)) {
            task.join();
        }
        assertThat(failures).containsExactly("mine");
        assertThat(answers).containsExactly(1L, 1L);
    }

    @Test
    void nobody_waits_longer_for_others_than_the_hold_limit() throws InterruptedException {
        Duration limit = Duration.ofMillis(100);
        reconnect(world.settings().withHoldLimit(limit));
        Task slow = start(() -> world.router.readShared(RouterWorld.U, "k", connection -> {
            world.simulation.pass(limit.multipliedBy(10));
            return connection.get("k").orElse(0);
        }));
        world.simulation.pass(READ);
        long begun = world.simulation.monotonicNanos();
        Task leader = start(this::shared);
        Task follower = start(this::shared);
        leader.join();
        follower.join();
        assertThat(world.simulation.since(begun)).isBetween(limit, limit.plus(READ.multipliedBy(4)));
        assertThat(answers).hasSize(2);
        slow.join();
        read(1, 1);
        assertThat(answers).hasSize(3);
    }

    @Test
    void a_call_inside_other_work_joins_its_transaction() {
        assertThat(world.router.<Long, RuntimeException>write(RouterWorld.U, connection -> {
                    connection.put("u", "k", 5);
                    return world.router.readShared(
                            RouterWorld.U, "k", inner -> inner.get("k").orElse(0));
                }))
                .isEqualTo(5);
    }

    private void reconnect(RouterSettings settings) {
        world.close();
        world.connect(settings);
    }

    private void read(int callers, int times) throws InterruptedException {
        List<Task> tasks = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            tasks.add(start(() -> {
                for (int time = 0; time < times; time++) {
                    shared();
                }
            }));
        }
        for (Task task : tasks) {
            task.join();
        }
    }

    private Task start(Runnable work) {
        return world.simulation.start("caller", work);
    }

    private void shared() {
        answers.add(world.router.readShared(RouterWorld.U, "k", this::slowly));
    }

    private long slowly(FakeSession connection) {
        reads++;
        long value = connection.get("k").orElse(0);
        world.simulation.pass(READ);
        return value;
    }

    private void write(long value) {
        world.router.write(RouterWorld.U, connection -> {
            connection.put("u", "k", value);
            return value;
        });
    }
}
