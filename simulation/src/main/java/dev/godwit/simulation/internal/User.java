package dev.godwit.simulation.internal;

import static dev.godwit.simulation.internal.Scenery.NOTE;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.Router;
import dev.godwit.testkit.MemoryConnection;
import dev.godwit.testkit.SimulatedProcess;
import dev.godwit.testkit.Stored.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A user of an application: does one operation after the other and checks every answer. */
final class User implements Runnable {
    private final World world;
    private final SimulatedProcess process;
    private final Router<MemoryConnection> router;
    private final String name;
    private final Random random;
    private final Duration thinking;
    private int operations;

    User(World world, SimulatedProcess process, Router<MemoryConnection> router, String name) {
        this.world = world;
        this.process = process;
        this.router = router;
        this.name = name;
        this.random = world.random();
        this.thinking = world.scenario().course().thinking();
    }

    @Override
    public void run() {
        try {
            while (!world.isOver()) {
                process.sleep(world.upTo(world.isCalm() ? thinking.multipliedBy(10) : thinking));
                operations++;
                operate();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void operate() {
        int dice = random.nextInt(100);
        if (dice < 45) {
            write();
        } else if (dice < 60) {
            get();
        } else if (dice < 78) {
            list();
        } else if (dice < 86) {
            wander();
        } else if (dice < 92) {
            scatter();
        } else {
            writeWithoutRouter();
        }
    }

    private void write() {
        UnitId unit = anyUnit();
        String value = name + "-" + operations;
        boolean deletes = random.nextInt(4) == 0;
        Key key = anyKey(unit);
        Key other = anyKey(unit);
        TransactionOptions options = random.nextInt(5) == 0
                ? new TransactionOptions(Isolation.REPEATABLE_READ, false, 0)
                : TransactionOptions.WRITE;
        attempt(
                "write " + unit,
                value,
                () -> router.write(unit, options, connection -> {
                    connection.put(NOTE, new Row(key, unit, value));
                    if (deletes && !other.equals(key)) {
                        connection.delete(NOTE, other);
                    }
                    return value;
                }));
    }

    /** One row is handed to another unit, to and fro; both are written in one transaction. */
    private void wander() {
        if (world.scenario().cast().units() < 2) {
            write();
            return;
        }
        UnitId one = Scenery.unit(1);
        UnitId other = Scenery.unit(2);
        String value = name + "-" + operations;
        attempt(
                "wander",
                value,
                () -> router.write(Set.of(one, other), connection -> {
                    Optional<Row> row = connection.get(NOTE, Scenery.WANDERER);
                    connection.put(
                            NOTE,
                            new Row(
                                    Scenery.WANDERER,
                                    row.filter(found -> found.unit().equals(one))
                                                    .isPresent()
                                            ? other
                                            : one,
                                    value));
                    return value;
                }));
    }

    /** Somebody who has never heard of routers: a job, or an old release. The fence alone stops it. */
    private void writeWithoutRouter() {
        UnitId unit = anyUnit();
        // Where the fences are removed again, nothing would stop it in the new store.
        StoreName store = world.scenario().course().abandoned() || random.nextBoolean() ? Scenery.OLD : Scenery.NEW;
        if (!world.isInstalled(store)) {
            return;
        }
        String value = name + "-" + operations;
        ApplicationStore<MemoryConnection> direct = world.applicationStore(process, store);
        Key key = anyKey(unit);
        attempt("write without a router in " + store, value, () -> {
            try (Session<MemoryConnection> session = direct.begin(TransactionOptions.WRITE)) {
                session.connection().put(NOTE, new Row(key, unit, value));
                process.pass(world.upTo(thinking));
                session.commit();
            }
            return value;
        });
    }

    private void get() {
        UnitId unit = anyUnit();
        Key key = anyKey(unit);
        read(
                unit,
                "get " + key,
                () -> router.read(unit, connection -> connection.get(NOTE, key)),
                answer -> Testimony.ofKey(
                        unit, key, answer.filter(row -> row.unit().equals(unit)).map(Row::value)));
    }

    private void list() {
        UnitId unit = anyUnit();
        boolean twice = random.nextInt(3) == 0;
        TransactionOptions options =
                new TransactionOptions(twice ? Isolation.REPEATABLE_READ : Isolation.READ_COMMITTED, true, 0);
        read(
                unit,
                "list " + unit,
                () -> router.read(unit, options, connection -> {
                    List<Row> rows = connection.list(NOTE, unit);
                    return twice ? connection.list(NOTE, unit) : rows;
                }),
                Testimony::ofUnit);
    }

    private void scatter() {
        long from = world.truth().moment();
        try {
            List<Row> rows =
                    router.scatter((connection, home) -> connection.view(home.table(NOTE.value()))).values().stream()
                            .flatMap(List::stream)
                            .toList();
            world.testimony().hasScattered(from, rows, name);
        } catch (GodwitException e) {
            world.testimony().heard(e, name + " scatters");
        }
    }

    /** Something that is said. */
    @FunctionalInterface
    private interface Question<T> {
        T ask();
    }

    /** What the answer is judged by. */
    @FunctionalInterface
    private interface Judge<T> {
        Testimony.Reading judge(T answer);
    }

    private <T> void read(UnitId unit, String what, Question<T> question, Judge<T> judge) {
        long from = world.truth().moment();
        try {
            T answer = question.ask();
            world.testimony().hasRead(unit, from, judge.judge(answer), name + ": " + what);
        } catch (GodwitException e) {
            world.testimony().heard(e, name + ": " + what);
        }
    }

    private void attempt(String what, String value, Question<String> write) {
        try {
            write.ask();
            world.testimony().wasAcknowledged(value, name + ": " + what);
        } catch (GodwitException e) {
            if (e.code() != ErrorCode.STORE_OUTCOME_UNKNOWN) {
                world.testimony().failedForCertain(value, name + ": " + what + ": " + e.code());
            }
            world.testimony().heard(e, name + ": " + what);
        }
    }

    private UnitId anyUnit() {
        return Scenery.unit(1 + random.nextInt(world.scenario().cast().units()));
    }

    private Key anyKey(UnitId unit) {
        int number = Integer.parseInt(unit.value().substring(1));
        return Scenery.key(number, 1 + random.nextInt(world.scenario().cast().keys()));
    }
}
