package dev.godwit.notely.migration;

import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.notely.account.AccountChange;
import dev.godwit.notely.account.AccountStore;
import dev.godwit.notely.account.Accounts;
import dev.godwit.notely.account.FlagsRefusedException;
import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.AccountDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accounts whose flags say where their unit is, and whose flags' changes move it. Thread-safe.
 *
 * <p>What an account shows is the placement of its unit: {@code isMigrating} from the start of its move until that is
 * finalized or taken back, {@code shard} the store that it is on its way to or lives in, nothing for the first one.
 */
public final class GodwitAccounts implements Accounts {
    private static final String ACTOR = "notely";

    private final AccountStore store;
    private final Journey journey;
    private final StoreName first;
    /** What somebody has just asked for: an account shows it at once, although it takes a moment. */
    private final Map<UUID, Wish> wishes = new ConcurrentHashMap<>();

    /**
     * Accounts over a journey.
     *
     * @param first the store that has no name in an account's flags
     */
    public GodwitAccounts(AccountStore store, Journey journey, StoreName first) {
        this.store = store;
        this.journey = journey;
        this.first = first;
    }

    @Override
    public List<Account> all() {
        return store.all().stream().map(this::shown).toList();
    }

    @Override
    public Optional<Account> find(UUID id) {
        return store.find(id).map(this::shown);
    }

    /** Without flags: the router of the proxy knows better, and nobody waits for the control store on this path. */
    @Override
    public Optional<AccountDetails> details(UUID id) {
        return store.find(id).map(account -> new AccountDetails(id, false, Optional.empty()));
    }

    @Override
    public Optional<Account> create(Account account) {
        AccountChange flags = new AccountChange(
                Optional.empty(),
                Optional.of(account.isMigrating()).filter(migrating -> migrating),
                account.shard(),
                Optional.empty());
        Account plain = new Account(account.id(), account.name(), false, Optional.empty(), account.cohort());
        if (store.find(account.id()).isPresent()) {
            return Optional.empty();
        }
        // Before the account is there, so that a refusal leaves nothing behind; a unit without rows moves too.
        move(shown(plain), flags).run();
        return store.create(plain) ? Optional.of(shown(plain)) : Optional.empty();
    }

    @Override
    public Optional<Account> change(UUID id, AccountChange change) {
        Optional<Account> found = find(id);
        if (found.isEmpty()) {
            return found;
        }
        move(found.get(), change).run();
        AccountChange rest = new AccountChange(change.name(), Optional.empty(), Optional.empty(), change.cohort());
        return store.change(id, rest::applyTo).map(this::shown);
    }

    private Account shown(Account account) {
        Optional<Placement> placement = placement(account.id());
        boolean inFlight = placement.filter(place -> place.phase().inFlight()).isPresent();
        wishes.computeIfPresent(account.id(), (id, wish) -> wish.pending(placement) ? wish : null);
        Wish wish = wishes.get(account.id());
        boolean migrating = wish == null ? inFlight : wish.migrating();
        return new Account(
                account.id(),
                account.name(),
                migrating,
                place(placement, migrating).filter(name -> !name.equals(first)).map(StoreName::value),
                account.cohort());
    }

    /** Where the unit lives, or is on its way to. */
    private Optional<StoreName> place(Optional<Placement> placement, boolean migrating) {
        if (placement.isEmpty()) {
            return Optional.of(journey.destination());
        }
        if (migrating) {
            return journey.plan().map(Plan::target);
        }
        boolean leaves = placement.get().phase().inFlight();
        return leaves ? journey.plan().map(Plan::source) : placement.map(Placement::home);
    }

    private Optional<Placement> placement(UUID account) {
        return journey.placement(unit(account));
    }

    /**
     * What a change of flags leads to; nothing is done before it is run.
     *
     * @throws FlagsRefusedException when that is not possible now
     */
    private Runnable move(Account now, AccountChange change) {
        Optional<String> shard =
                change.shard().filter(name -> !Optional.of(name).equals(now.shard()));
        Optional<Boolean> migrating = change.isMigrating().filter(wanted -> wanted != now.isMigrating());
        if (shard.isPresent()) {
            return towards(now, new StoreName(shard.get()));
        }
        if (migrating.isPresent()) {
            return migrating.get() ? forth(now) : back(now);
        }
        return () -> {};
    }

    private Runnable towards(Account now, StoreName wanted) {
        Plan plan = plan();
        if (wanted.equals(plan.target())) {
            return forth(now);
        }
        if (now.isMigrating() && wanted.equals(plan.source())) {
            return back(now);
        }
        throw new FlagsRefusedException("account " + now.id() + " can't move to " + wanted
                + " now: the migration under way is from " + plan.source() + " to " + plan.target());
    }

    private Runnable forth(Account now) {
        Plan plan = plan();
        Optional<StoreName> home = placement(now.id()).map(Placement::home);
        if (!now.isMigrating() && home.filter(plan.source()::equals).isEmpty()) {
            throw new FlagsRefusedException("account " + now.id() + " is in "
                    + home.map(StoreName::value).orElse("no store") + ", and the migration under way is from "
                    + plan.source() + " to " + plan.target());
        }
        return () -> {
            command(CommandKind.MOVE, now);
            remember(now.id(), true);
        };
    }

    private Runnable back(Account now) {
        return () -> {
            command(CommandKind.ABORT, now);
            remember(now.id(), false);
        };
    }

    private void remember(UUID account, boolean migrating) {
        wishes.put(account, new Wish(migrating, Wish.revision(placement(account))));
    }

    private void command(CommandKind kind, Account account) {
        try {
            journey.control()
                    .orElseThrow(GodwitAccounts::nothingUnderWay)
                    .command(
                            new Command(kind, new Scope(Optional.empty(), Optional.of(unit(account.id()))), "", ACTOR));
        } catch (GodwitException e) {
            throw new FlagsRefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private Plan plan() {
        return journey.plan().orElseThrow(GodwitAccounts::nothingUnderWay);
    }

    private static FlagsRefusedException nothingUnderWay() {
        return new FlagsRefusedException("no migration is under way; try again in a moment");
    }

    private static UnitId unit(UUID account) {
        return new UnitId(account.toString());
    }
}
