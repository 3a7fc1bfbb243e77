package dev.godwit.bench.workload;

import java.util.random.RandomGenerator;

/**
 * A simulated user who goes from one of its accounts to the next at random, mostly reading and updating, and also creating
 * and deleting, so that the number of notes stays about what it was. Not thread-safe.
 */
final class Resident {
    private static final int SEARCHES_MAX = 60;

    private final AccountUser user;
    private final Ledger ledger;
    private final NoteLayout layout;
    private final int[] accounts;
    private final RandomGenerator random;

    Resident(AccountUser user, Ledger ledger, int[] accounts, RandomGenerator random) {
        this.user = user;
        this.ledger = ledger;
        this.layout = ledger.layout();
        this.accounts = accounts.clone();
        this.random = random;
    }

    /** Does one operation. */
    void act() {
        int account = accounts[random.nextInt(accounts.length)];
        int dice = random.nextInt(100);
        if (dice < 27) {
            user.read(own(account, random.nextBoolean()));
        } else if (dice < 46) {
            user.update(own(account, true));
        } else if (dice < 49) {
            user.transfer(random.nextInt(layout.accounts()), random.nextLong(-9, 10));
        } else if (dice < 54) {
            user.update(layout.twin(account, 0), layout.twin(account, 1));
        } else if (dice < 64) {
            user.create(own(account, false));
        } else if (dice < 74) {
            user.delete(own(account, true));
        } else if (dice < 80) {
            user.read(own(account, false));
        } else if (dice < 84) {
            user.list(account);
        } else if (dice < 86) {
            user.count(account);
        } else if (dice < 88) {
            user.stars(random.nextInt(layout.accounts()));
        } else {
            user.read(random.nextLong(layout.slots()));
        }
    }

    /** A note of the own seat that is present or absent as wished; another one when none was found quickly. */
    private long own(int account, boolean present) {
        long slot = anyOwn(account);
        for (int search = 0; search < SEARCHES_MAX && ledger.confirmed(slot).present() != present; search++) {
            slot = anyOwn(account);
        }
        return slot;
    }

    private long anyOwn(int account) {
        int twins = 2;
        return layout.firstSlot(account, NoteLayout.RESIDENT)
                + twins
                + random.nextInt(layout.slotsOf(NoteLayout.RESIDENT) - twins);
    }
}
