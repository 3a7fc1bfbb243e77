package dev.godwit.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The simulated users of one application process: residents, each with accounts of their own, visitors of the accounts
 * that are being cut over, and one who counts the notes of all. {@link #start} to {@link #close} may be called from one
 * thread; {@link #visit}, {@link #leave} and {@link #rest} from any.
 */
public final class Workload implements AutoCloseable {
    private static final long JOIN_MILLIS_MAX = 15_000;

    private final Settings settings;
    private final Ledger ledger;
    private final AccountUser user;
    private final Gate gate = new Gate();
    private final Visits visits;
    private final List<Thread> threads = new ArrayList<>();
    private volatile int restMillis;

    /**
     * Which users a process has.
     *
     * @param process its number, from 0
     * @param processes how many there are; account n belongs to the residents of process n modulo this
     * @param residents how many residents act at the same time
     * @param restMillis how long a resident rests after each operation
     * @param countEveryMillis the time between two counts of all notes; 0 for none
     * @param seed of the residents' choices
     */
    public record Settings(
            int process, int processes, int residents, int restMillis, int countEveryMillis, long seed) {}

    public Workload(Settings settings, Notes notes, Ledger ledger, Misses misses, Tally tally) {
        this.settings = settings;
        this.restMillis = settings.restMillis();
        this.ledger = ledger;
        this.user = new AccountUser(notes, ledger, misses, tally);
        this.visits = new Visits(user, ledger, gate, settings.process() + 1);
    }

    /** Clears up what a dead predecessor left open, then starts the users. */
    public void start() {
        ownSlots(user::settle);
        for (int resident = 0; resident < settings.residents(); resident++) {
            Resident next = resident(resident);
            startThread("resident-" + resident, () -> gate.pass(next::act) && gate.rest(restMillis));
        }
        if (settings.countEveryMillis() > 0) {
            startThread("counter", () -> gate.pass(user::countAll) && gate.rest(settings.countEveryMillis()));
        }
    }

    private Resident resident(int number) {
        int[] accounts = IntStream.range(0, ledger.layout().accounts())
                .filter(account -> account % settings.processes() == settings.process())
                .filter(account -> account / settings.processes() % settings.residents() == number)
                .toArray();
        long seed = settings.seed() * 1_000 + settings.process() * 100L + number;
        return new Resident(user, ledger, accounts, new SplittableRandom(seed));
    }

    private void ownSlots(LongConsumer action) {
        NoteLayout layout = ledger.layout();
        for (long slot = 0; slot < layout.slots(); slot++) {
            int seat = layout.seatOf(slot);
            boolean own = seat == NoteLayout.RESIDENT
                    ? layout.accountOf(slot) % settings.processes() == settings.process()
                    : seat == settings.process() + 1;
            if (own) {
                action.accept(slot);
            }
        }
    }

    private void startThread(String name, BooleanSupplier step) {
        Thread thread = Thread.ofPlatform().name(name).daemon().start(() -> {
            while (step.getAsBoolean()) {
                // Goes on until the step says that it is over.
            }
        });
        threads.add(thread);
    }

    /** The cutover of a unit has begun: writes there until {@link #leave}. */
    public void visit(String unit) {
        if (ledger.layout().isAccount(unit)) {
            visits.begin(ledger.layout().account(unit));
        }
    }

    public void leave(String unit) {
        if (ledger.layout().isAccount(unit)) {
            visits.end(ledger.layout().account(unit));
        }
    }

    /** How long residents rest after each operation from now on. */
    public void rest(int millis) {
        restMillis = millis;
    }

    /** Lets every user finish its operation and begin no other. */
    public void pause() {
        gate.close();
    }

    public void resume() {
        gate.open();
    }

    /** Ends the users after their current operations. */
    @Override
    public void close() {
        gate.end();
        try {
            for (Thread thread : threads) {
                thread.join(JOIN_MILLIS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        visits.close();
    }
}
