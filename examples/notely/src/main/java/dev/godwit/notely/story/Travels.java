package dev.godwit.notely.story;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.account.AccountChange;
import dev.godwit.notely.account.Accounts;
import dev.godwit.notely.account.FlagsRefusedException;
import dev.godwit.notely.note.Account;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** Sends accounts on their way and takes them back, one after the other, by their flags. Used by one thread. */
final class Travels {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int CHOICES = 2;

    private final Accounts accounts;
    private final List<String> stores;
    private final RandomGenerator chance;
    private final TimeSource time;
    private final AtomicLong moves = new AtomicLong();
    private final AtomicLong shardChanges = new AtomicLong();
    private final AtomicLong takenBack = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param stores the note stores, the first one too */
    Travels(Accounts accounts, List<String> stores, RandomGenerator chance, TimeSource time) {
        this.accounts = accounts;
        this.stores = List.copyOf(stores);
        this.chance = chance;
        this.time = time;
    }

    long moves() {
        return moves.get();
    }

    long shardChanges() {
        return shardChanges.get();
    }

    long takenBack() {
        return takenBack.get();
    }

    long refused() {
        return refused.get();
    }

    /** Sends accounts to any store or onwards, and takes them back, until it is enough. */
    void anywhere(BooleanSupplier enough) throws InterruptedException {
        while (!enough.getAsBoolean()) {
            List<Account> all = accounts.all();
            if (!all.isEmpty()) {
                Account account = all.get(chance.nextInt(all.size()));
                carryOut(account, choice(account));
            }
            time.sleep(PAUSE);
        }
    }

    private AccountChange choice(Account account) {
        if (chance.nextInt(CHOICES) == 0) {
            return to(stores.get(chance.nextInt(stores.size())));
        }
        return account.isMigrating() ? takeBack() : go();
    }

    /** Sends all accounts to the second store that are in the first one, or on their way there. */
    void sendAll() throws InterruptedException {
        List<Account> left = left();
        while (!left.isEmpty()) {
            left.forEach(account -> carryOut(account, to(stores.get(1))));
            time.sleep(PAUSE);
            left = left();
        }
    }

    private List<Account> left() {
        return accounts.all().stream()
                .filter(account -> account.shard().isEmpty())
                .toList();
    }

    private void carryOut(Account account, AccountChange change) {
        try {
            accounts.change(account.id(), change);
            if (change.shard().isPresent()) {
                shardChanges.incrementAndGet();
            } else if (change.isMigrating().orElse(false)) {
                moves.incrementAndGet();
            } else {
                takenBack.incrementAndGet();
            }
        } catch (FlagsRefusedException e) {
            // Its unit was in the middle of something that does not allow it.
            refused.incrementAndGet();
        }
    }

    private static AccountChange go() {
        return new AccountChange(Optional.empty(), Optional.of(true), Optional.empty(), Optional.empty());
    }

    private static AccountChange takeBack() {
        return new AccountChange(Optional.empty(), Optional.of(false), Optional.empty(), Optional.empty());
    }

    private static AccountChange to(String shard) {
        return new AccountChange(Optional.empty(), Optional.empty(), Optional.of(shard), Optional.empty());
    }
}
