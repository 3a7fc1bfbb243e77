package dev.godwit.examples.suite;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Customers who use a bank with hardly a rest. Each pair of pots has one customer who writes, so everybody knows which versions
 * an answer may show; the total of an owner never changes. Whatever is wrong is written down, errors included.
 */
final class Customers implements AutoCloseable {
    static final int OWNERS = 3;
    static final long TOTAL = 4_000;
    private static final int POTS = 4;
    private static final int PAIR = 2;
    private static final int REPLACE_ONE_IN = 7;
    private static final int FAIL_ONE_IN = 11;
    private static final int LOOK_AT_TOTAL_ONE_IN = 3;
    private static final Duration REST = Duration.ofMillis(3);

    private final Bank bank;
    private final TimeSource time;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
    private final AtomicBoolean over = new AtomicBoolean();
    /** The version of each pot whose change was answered. */
    private final AtomicLongArray answered = new AtomicLongArray(OWNERS * POTS);

    final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    final LongAdder reads = new LongAdder();
    final LongAdder writes = new LongAdder();

    Customers(Bank bank, TimeSource time) {
        this.bank = bank;
        this.time = time;
    }

    void open() {
        for (int owner = 0; owner < OWNERS; owner++) {
            List<Pot> pots = new ArrayList<>();
            for (int pot = 0; pot < POTS; pot++) {
                pots.add(new Pot(id(owner, pot), name(owner), TOTAL / POTS, 0));
            }
            bank.open(name(owner), pots);
        }
    }

    void start() {
        for (int owner = 0; owner < OWNERS; owner++) {
            for (int pot = 0; pot < POTS; pot += PAIR) {
                int ownersNumber = owner;
                int first = pot;
                threads.execute(() -> untilOver(ownersNumber + first, random -> write(ownersNumber, first, random)));
                threads.execute(() -> untilOver(ownersNumber + first, random -> read(ownersNumber, first, random)));
            }
        }
    }

    /** Something that is done again and again. */
    private interface Habit {
        void once(SplittableRandom random);
    }

    private void untilOver(int seed, Habit habit) {
        SplittableRandom random = new SplittableRandom(seed);
        while (!over.get()) {
            try {
                habit.once(random);
                time.sleep(REST);
            } catch (RuntimeException | InterruptedException e) {
                errors.add(e);
                return;
            }
        }
    }

    private void write(int owner, int pot, SplittableRandom random) {
        int other = pot + 1;
        if (random.nextInt(FAIL_ONE_IN) == 0) {
            changeMind(owner, pot);
        } else if (random.nextInt(REPLACE_ONE_IN) == 0) {
            bank.replace(name(owner), id(owner, pot));
            answered.incrementAndGet(owner * POTS + pot);
        } else {
            bank.transfer(name(owner), id(owner, pot), id(owner, other), random.nextInt(1, 6));
            answered.incrementAndGet(owner * POTS + pot);
            answered.incrementAndGet(owner * POTS + other);
        }
        writes.increment();
    }

    private void changeMind(int owner, int pot) {
        try {
            bank.failAfterWriting(name(owner), id(owner, pot));
            wrong.add("a transaction that has failed was committed");
        } catch (Teller.ChangedMindException expected) {
            require(expected.getCause() == null, "a failure was dressed up");
        }
    }

    private void read(int owner, int pot, SplittableRandom random) {
        if (random.nextInt(LOOK_AT_TOTAL_ONE_IN) == 0) {
            long total = bank.total(name(owner));
            require(total == TOTAL, "owner " + name(owner) + " has " + total + " instead of " + TOTAL);
        } else {
            long before = answered.get(owner * POTS + pot);
            Pot seen = bank.look(name(owner), id(owner, pot));
            // A change counts after its answer, so the store may be one ahead.
            long after = answered.get(owner * POTS + pot) + 1;
            require(
                    seen.version() >= before && seen.version() <= after,
                    "version " + seen.version() + " of pot " + seen.id() + ", not " + before + " to " + after);
        }
        reads.increment();
    }

    /** Ends them, and looks at every pot once more. */
    void end() throws InterruptedException {
        over.set(true);
        threads.shutdown();
        require(threads.awaitTermination(1, TimeUnit.MINUTES), "a customer has not come back");
        for (int owner = 0; owner < OWNERS; owner++) {
            List<Pot> pots = bank.list(name(owner));
            require(pots.size() == POTS, "pots of owner " + name(owner) + ": " + pots);
            for (int pot = 0; pot < pots.size(); pot++) {
                long expected = answered.get(owner * POTS + pot);
                require(pots.get(pot).version() == expected, pots.get(pot) + " has not version " + expected);
            }
        }
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            wrong.add(otherwise);
        }
    }

    static String name(int owner) {
        return "owner-" + owner;
    }

    private static long id(int owner, int pot) {
        return owner * 100L + pot;
    }

    @Override
    public void close() {
        over.set(true);
        threads.close();
    }
}
