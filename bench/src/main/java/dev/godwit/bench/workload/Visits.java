package dev.godwit.bench.workload;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The users who write without a pause in each account that is being cut over, so that every cutover has writers to hold.
 * One process has one such user in each of these accounts at a time. Thread-safe.
 */
final class Visits implements AutoCloseable {
    /** Operations after the cutover, which see that the new home knows everything. */
    private static final int LAST_OPERATIONS = 3;

    private static final long STAY_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);
    private static final long STOP_SECONDS_MAX = 10;

    private final Map<Integer, Visit> visits = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("visitor-", 0).daemon().factory());
    private final AccountUser user;
    private final Ledger ledger;
    private final Gate gate;
    private final int seat;

    Visits(AccountUser user, Ledger ledger, Gate gate, int seat) {
        this.user = user;
        this.ledger = ledger;
        this.gate = gate;
        this.seat = seat;
    }

    private static final class Visit {
        volatile boolean wanted = true;
        private final long begun = System.nanoTime();

        boolean lasts() {
            return wanted && System.nanoTime() - begun < STAY_NANOS_MAX;
        }
    }

    /** The account's cutover has begun. */
    void begin(int account) {
        visits.compute(account, (key, visit) -> {
            if (visit != null) {
                visit.wanted = true;
                return visit;
            }
            Visit begun = new Visit();
            threads.execute(() -> stay(account, begun));
            return begun;
        });
    }

    /** The account's cutover is over. */
    void end(int account) {
        visits.computeIfPresent(account, (key, visit) -> {
            visit.wanted = false;
            return visit;
        });
    }

    private void stay(int account, Visit visit) {
        int operation = 0;
        int left = LAST_OPERATIONS;
        while (left > 0 && gate.pass(act(account, operation))) {
            operation = operation + 1;
            left = visit.lasts() ? LAST_OPERATIONS : left - 1;
        }
        visits.remove(account);
    }

    private Runnable act(int account, int operation) {
        NoteLayout layout = ledger.layout();
        long slot = layout.firstSlot(account, seat) + operation % layout.slotsOf(seat);
        if (!ledger.confirmed(slot).present()) {
            return () -> user.create(slot);
        }
        return switch (operation % 7) {
            case 0 -> () -> user.delete(slot);
            case 1 -> () -> user.read(slot);
            case 3 -> () -> user.transfer(account, 1 + operation % 5);
            case 5 -> () -> user.stars(account);
            default -> () -> user.update(slot);
        };
    }

    @Override
    public void close() {
        visits.values().forEach(visit -> visit.wanted = false);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
