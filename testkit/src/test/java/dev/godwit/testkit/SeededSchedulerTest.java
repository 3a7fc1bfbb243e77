package dev.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Signal;
import dev.godwit.core.Tasks.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class SeededSchedulerTest {
    private final List<String> events = new ArrayList<>();

    @Test
    void the_same_seed_gives_the_same_run_and_another_seed_another_one() {
        assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
    }

    @Test
    void time_jumps_to_the_first_who_is_due() {
        SeededScheduler scheduler = new SeededScheduler(1);
        SimulatedProcess process = scheduler.process("p");
        process.start("late", () -> sleepAndTell(process, Duration.ofHours(2), "late"));
        process.start("early", () -> sleepAndTell(process, Duration.ofHours(1), "early"));
        long start = scheduler.nowNanos();
        runToTheEnd(scheduler);
        assertThat(events).containsExactly("early", "late");
        assertThat(scheduler.nowNanos() - start).isEqualTo(Duration.ofHours(2).toNanos());
    }

    @Test
    void a_stalled_process_does_nothing_until_it_wakes_up() {
        SeededScheduler scheduler = new SeededScheduler(1);
        SimulatedProcess stalled = scheduler.process("stalled");
        SimulatedProcess other = scheduler.process("other");
        stalled.start("task", () -> sleepAndTell(stalled, Duration.ofSeconds(1), "stalled"));
        other.start("task", () -> sleepAndTell(other, Duration.ofSeconds(5), "other"));
        stalled.stall(Duration.ofSeconds(10));
        runToTheEnd(scheduler);
        assertThat(events).containsExactly("other", "stalled");
    }

    @Test
    void a_crashed_process_never_goes_on_but_its_finally_blocks_run() {
        SeededScheduler scheduler = new SeededScheduler(1);
        SimulatedProcess process = scheduler.process("p");
        process.start("task", () -> {
            try {
                sleepAndTell(process, Duration.ofSeconds(1), "went on");
            } finally {
                events.add("unwound");
            }
        });
        scheduler.step();
        process.crash();
        runToTheEnd(scheduler);
        assertThat(events).containsExactly("unwound");
        assertThat(scheduler.failures()).isEmpty();
    }

    @Test
    void a_signal_wakes_whoever_waits_and_a_wait_has_an_end() throws Exception {
        SeededScheduler scheduler = new SeededScheduler(1);
        SimulatedProcess process = scheduler.process("p");
        Signal signal = process.signal();
        process.start("waiter", () -> await(signal, Duration.ofSeconds(10)));
        process.start("raiser", () -> {
            sleepAndTell(process, Duration.ofSeconds(1), "raised");
            signal.raise();
        });
        process.start("late waiter", () -> {
            sleepAndTell(process, Duration.ofSeconds(2), "waits in vain");
            await(signal, Duration.ofSeconds(1));
        });
        runToTheEnd(scheduler);
        assertThat(events).containsExactly("raised", "woken: true", "waits in vain", "woken: false");
    }

    @Test
    void a_lock_that_is_held_while_its_owner_waits_holds_up_others() {
        SeededScheduler scheduler = new SeededScheduler(3);
        SimulatedProcess process = scheduler.process("p");
        ReentrantLock lock = new ReentrantLock();
        for (int number = 1; number <= 2; number++) {
            String name = "task " + number;
            process.start(name, () -> {
                lock.lock();
                try {
                    events.add(name + " in");
                    sleepAndTell(process, Duration.ofSeconds(1), name + " out");
                } finally {
                    lock.unlock();
                }
            });
        }
        runToTheEnd(scheduler);
        assertThat(events.get(0).substring(0, 6)).isEqualTo(events.get(1).substring(0, 6));
        assertThat(events).hasSize(4);
    }

    @Test
    void a_cancelled_task_leaves_its_wait() {
        SeededScheduler scheduler = new SeededScheduler(1);
        SimulatedProcess process = scheduler.process("p");
        Task task = process.start("task", () -> sleepAndTell(process, Duration.ofDays(1), "slept"));
        scheduler.step();
        task.cancel();
        runToTheEnd(scheduler);
        assertThat(task.finished()).isTrue();
        assertThat(events).containsExactly("interrupted");
    }

    @Test
    void a_task_that_dies_is_remembered() {
        SeededScheduler scheduler = new SeededScheduler(1);
        scheduler.process("p").start("task", () -> {
            throw new IllegalStateException("dead");
        });
        runToTheEnd(scheduler);
        assertThat(scheduler.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("dead"));
    }

    private static List<String> run(long seed) {
        List<String> trace = new ArrayList<>();
        SeededScheduler scheduler = new SeededScheduler(seed);
        SimulatedProcess process = scheduler.process("p");
        for (int number = 0; number < 5; number++) {
            String name = "task " + number;
            process.start(name, () -> {
                for (int round = 0; round < 5; round++) {
                    process.pass(scheduler.upTo(Duration.ofSeconds(1)));
                    trace.add(name + " at " + scheduler.nowNanos());
                }
            });
        }
        runToTheEnd(scheduler);
        return trace;
    }

    private static void runToTheEnd(SeededScheduler scheduler) {
        int steps = 0;
        while (scheduler.step()) {
            assertThat(++steps).isLessThan(10_000);
        }
    }

    private void sleepAndTell(SimulatedProcess process, Duration duration, String what) {
        try {
            process.sleep(duration);
            events.add(what);
        } catch (InterruptedException e) {
            events.add("interrupted");
            Thread.currentThread().interrupt();
        }
    }

    private void await(Signal signal, Duration timeout) {
        try {
            events.add("woken: " + signal.await(signal.version(), timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
