package dev.godwit.rehearsal;

import dev.godwit.core.ErrorKind;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.engine.rehearsal.Contents.Place;
import dev.godwit.router.Router;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * Users who change rows and read them again, through a real router. Each unit has one user, so that he knows what its rows
 * have to be. Thread-safe.
 */
final class RehearsalUsers {
    private static final int USERS = 4;
    private static final int MOST_COMPLAINTS = 20;
    private static final int READS_IN_A_WHILE = 100;
    private static final Duration LONGEST_WHILE = Duration.ofSeconds(3);
    private static final Duration REST = Duration.ofMillis(2);

    private final Router<Connection> router;
    private final RowStatements statements;
    private final TimeSource time;
    private final Tasks tasks;
    private final Map<Place, String> last = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger complained = new AtomicInteger();
    private final LongAdder writes = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder repeats = new LongAdder();
    private final List<Tasks.Task> running = new ArrayList<>();
    private volatile boolean ended;

    RehearsalUsers(Router<Connection> router, RowStatements statements, TimeSource time, Tasks tasks) {
        this.router = router;
        this.statements = statements;
        this.time = time;
        this.tasks = tasks;
    }

    /** @param changes what they may do; nobody does anything when there are none */
    void start(List<RowChange> changes, RandomGenerator chance) {
        Map<UnitId, Integer> owners = new LinkedHashMap<>();
        changes.forEach(change -> {
            last.put(change.place(), change.original());
            owners.putIfAbsent(change.unit(), owners.size() % USERS);
        });
        for (int user = 0; user < USERS; user++) {
            int number = user;
            List<RowChange> own = changes.stream()
                    .filter(change -> Integer.valueOf(number).equals(owners.get(change.unit())))
                    .toList();
            long seed = chance.nextLong();
            if (!own.isEmpty()) {
                running.add(
                        tasks.start("godwit-rehearsal-user-" + number, () -> work(own, new SplittableRandom(seed))));
            }
        }
    }

    private void work(List<RowChange> own, RandomGenerator chance) {
        try {
            while (!ended) {
                RowChange change = own.get(chance.nextInt(own.size()));
                if (chance.nextBoolean()) {
                    write(change);
                }
                read(change);
                time.sleep(REST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(RowChange change) {
        String wanted = change.insteadOf(expected(change));
        try {
            int changed = router.write(change.unit(), connection -> statements.write(connection, change, wanted));
            writes.increment();
            if (changed == 1) {
                last.put(change.place(), wanted);
            } else {
                complain("a write of " + change.place() + " found " + changed + " rows");
            }
        } catch (GodwitException e) {
            failed("a write", change, e);
        } catch (SQLException e) {
            complain("a write of " + change.place() + " was refused: SQLSTATE " + e.getSQLState());
        }
    }

    private void read(RowChange change) {
        try {
            Optional<String> seen = router.read(change.unit(), connection -> statements.read(connection, change));
            reads.increment();
            if (!seen.equals(Optional.of(expected(change)))) {
                complain("a read of " + change.place() + " was not what was written last");
            }
        } catch (GodwitException e) {
            failed("a read", change, e);
        } catch (SQLException e) {
            complain("a read of " + change.place() + " was refused: SQLSTATE " + e.getSQLState());
        }
    }

    /** What any application repeats is none of Godwit's faults; that an outcome is unknown is. */
    private void failed(String what, RowChange change, GodwitException failure) {
        if (failure.code().kind() == ErrorKind.RETRYABLE) {
            repeats.increment();
        } else {
            complain(what + " of " + change.place() + " failed: " + failure.code());
        }
    }

    private void complain(String complaint) {
        if (complained.incrementAndGet() <= MOST_COMPLAINTS) {
            complaints.add(complaint);
        }
    }

    private String expected(RowChange change) {
        return Optional.ofNullable(last.get(change.place())).orElseThrow();
    }

    /**
     * Lets them work for a while as things are now.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    void awaitWork() throws InterruptedException {
        long start = time.monotonicNanos();
        long before = reads();
        while (!running.isEmpty()
                && reads() - before < READS_IN_A_WHILE
                && time.since(start).compareTo(LONGEST_WHILE) < 0) {
            time.sleep(REST);
        }
    }

    /** What a row has to be, when the users have stopped. */
    String lastOf(RowChange change) {
        return expected(change);
    }

    /** Lets each end what he is doing, and waits for that. */
    void stop() {
        ended = true;
        try {
            for (Tasks.Task user : running) {
                user.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    long writes() {
        return writes.sum();
    }

    long reads() {
        return reads.sum();
    }

    long repeats() {
        return repeats.sum();
    }
}
