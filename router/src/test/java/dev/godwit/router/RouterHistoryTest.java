package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.Tasks.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writers and readers use one unit while it moves to and fro, a control plane comes and goes, and steps of the protocol
 * take longer than they should. Whatever the schedule: no write is lost, and every read returns a value that was current
 * at some moment between its call and its return.
 */
class RouterHistoryTest {
    private static final int SEEDS = 150;

    private RouterWorld world;
    private long committed;
    private long finished;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_read_is_current_and_no_write_is_lost(long seed) throws InterruptedException {
        world = new RouterWorld(seed);
        try (RouterWorld closing = world) {
            world.controlPlane.up = world.simulation.below(4) > 0;
            world.connect();
            FakeMove move = world.move(RouterWorld.U);
            List<Task> tasks = new ArrayList<>();
            tasks.add(task("mover", () -> moveToAndFro(move)));
            tasks.add(task("writer", () -> repeatedly(this::write)));
            tasks.add(task("reader-1", () -> repeatedly(this::read)));
            tasks.add(task("reader-2", () -> repeatedly(this::read)));
            tasks.add(task("reader-3", () -> repeatedly(this::read)));
            tasks.add(task("outages", this::outages));
            for (Task task : tasks) {
                task.join();
            }
            assertThat(finished).as("tasks that ended well").isEqualTo(tasks.size());
            assertThat(world.get(RouterWorld.U, "k").orElse(0)).isEqualTo(committed);
            assertThat(closing.a.open).isEmpty();
            assertThat(closing.b.open).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nor_while_migrations_come_and_are_given_up(long seed) throws InterruptedException {
        world = new RouterWorld(seed);
        try (RouterWorld closing = world) {
            world.a.fenced = false;
            world.b.fenced = false;
            world.controlPlane.up = world.simulation.below(4) > 0;
            world.connect(world.settings().withInitialHome(world.a.name()));
            List<Task> tasks = new ArrayList<>();
            tasks.add(task("operator", this::migrateAndGiveUp));
            tasks.add(task("writer", () -> repeatedly(this::write)));
            tasks.add(task("reader", () -> repeatedly(this::read)));
            tasks.add(task("counter", () -> repeatedly(this::count)));
            tasks.add(task("outages", this::outages));
            for (Task task : tasks) {
                task.join();
            }
            assertThat(finished).as("tasks that ended well").isEqualTo(tasks.size());
            assertThat(closing.a.data.rows().get("k").value()).isEqualTo(committed);
            assertThat(closing.a.open).isEmpty();
            assertThat(closing.b.open).isEmpty();
        }
    }

    /** As an operator does it: install, move there and maybe back again, clean up, remove everything. */
    private void migrateAndGiveUp() {
        for (int i = 0; i < 3; i++) {
            rest(Duration.ofMillis(300));
            world.a.install(Role.HOME);
            rest(Duration.ofMillis(20));
            world.b.install(Role.MOVED);
            rest(Duration.ofMillis(100));
            FakeMove move = world.move(RouterWorld.U);
            move.drain();
            if (world.simulation.below(3) > 0) {
                move.change(world.simulation.upTo(Duration.ofMillis(10)));
                rest(Duration.ofMillis(100));
                move.change(world.simulation.upTo(Duration.ofMillis(10)));
            }
            move.giveUp();
            rest(Duration.ofMillis(10));
            world.b.uninstall();
            rest(Duration.ofMillis(10));
            world.a.uninstall();
        }
    }

    private void count() {
        boolean written = committed > 0;
        long rows = world.router
                .scatter((connection, home) -> connection.count(home.table("note")))
                .sum();
        assertThat(rows).isBetween(written ? 1L : 0L, 1L);
    }

    private Task task(String name, Runnable work) {
        return world.simulation.start(name, () -> {
            work.run();
            finished++;
        });
    }

    private void moveToAndFro(FakeMove move) {
        for (int i = 0; i < 4; i++) {
            rest(Duration.ofMillis(400));
            Duration step = world.simulation.upTo(Duration.ofMillis(30));
            move.change(step);
        }
    }

    private void outages() {
        for (int i = 0; i < 3; i++) {
            rest(Duration.ofMillis(700));
            world.controlPlane.up = false;
            rest(Duration.ofMillis(1500));
            world.controlPlane.up = true;
        }
    }

    private void repeatedly(Runnable operation) {
        for (int i = 0; i < 60; i++) {
            operation.run();
            rest(Duration.ofMillis(60));
        }
    }

    /** One writer: each of its writes replaces the one before, so that losing any shows. */
    private void write() {
        long before = committed;
        try {
            if (world.simulation.below(2) == 0) {
                untilAccepted(TransactionOptions.WRITE, transaction -> writeOn(transaction, before));
            } else {
                world.router.write(RouterWorld.U, connection -> {
                    assertThat(connection.get("k").orElse(0))
                            .as("what a write builds on")
                            .isEqualTo(before);
                    connection.put("u", "k", before + 1);
                    return connection;
                });
            }
            committed = before + 1;
        } catch (GodwitException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.HELD_TOO_LONG);
        }
    }

    private void read() {
        long atCall = committed;
        long value = switch (world.simulation.below(3)) {
            case 0 -> untilAccepted(TransactionOptions.READ, this::readOn);
            case 1 -> world.router.read(RouterWorld.U, this::slowly);
            default -> world.router.readShared(RouterWorld.U, "k", this::slowly);
        };
        // The writer counts after its commit was answered, so the store may be one ahead.
        assertThat(value).isBetween(atCall, committed + 1);
    }

    private long slowly(FakeSession connection) {
        rest(Duration.ofMillis(80));
        long value = connection.get("k").orElse(0);
        rest(Duration.ofMillis(40));
        return value;
    }

    private long readOn(RouterTransaction<FakeSession> transaction) {
        return slowly(transaction.connection());
    }

    private long writeOn(RouterTransaction<FakeSession> transaction, long before) {
        long found = transaction.connection().get("k").orElse(0);
        if (found != before) {
            // The roll-back says whether what was found is to be relied upon.
            transaction.rollback();
        }
        assertThat(found).as("what a write builds on").isEqualTo(before);
        transaction.connection().put("u", "k", before + 1);
        return before + 1;
    }

    /** As whoever ends his transactions himself does it. */
    private long untilAccepted(TransactionOptions options, ToLongFunction<RouterTransaction<FakeSession>> work) {
        while (true) {
            try (RouterTransaction<FakeSession> transaction = world.router.open(Set.of(RouterWorld.U), options)) {
                long result = work.applyAsLong(transaction);
                transaction.commit();
                return result;
            } catch (TransactionRefusedException | StoreRefusedException e) {
                rest(Duration.ofMillis(5));
            }
        }
    }

    private void rest(Duration longest) {
        world.simulation.pass(world.simulation.upTo(longest));
    }
}
