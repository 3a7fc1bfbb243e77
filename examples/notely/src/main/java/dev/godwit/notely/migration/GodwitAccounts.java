package dev.godwit.notely.migration;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.notely.account.AccountChange;
import dev.godwit.notely.account.AccountStore;
import dev.godwit.notely.account.Accounts;
import dev.godwit.notely.account.FlagsRefusedException;
import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.strategy.NotesKeyspace;
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
    private final AccountStore store;
    private final Journey journey;
    private final Moves moves;
    /** What somebody has just asked for: an account shows it at once, although it takes a moment. */
    private final Map<UUID, Wish> wishes = new ConcurrentHashMap<>();

    /** Accounts over a journey. */
    public GodwitAccounts(AccountStore store, Journey journey, Moves moves) {
        this.store = store;
        this.journey = journey;
        this.moves = moves;
    }

    @Override
    public List<Account> all() {
        Places places = journey.places();
        return store.all().stream()
                .map(account -> shown(account, places.of(NotesKeyspace.unit(account.id()))))
                .toList();
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
        move(shown(plain), flags);
        return store.create(plain) ? Optional.of(shown(plain)) : Optional.empty();
    }

    @Override
    public Optional<Account> change(UUID id, AccountChange change) {
        Optional<Account> found = find(id);
        if (found.isEmpty()) {
            return found;
        }
        move(found.get(), change);
        AccountChange rest = new AccountChange(change.name(), Optional.empty(), Optional.empty(), change.cohort());
        return store.change(id, rest::applyTo).map(this::shown);
    }

    private Account shown(Account account) {
        return shown(account, journey.placement(NotesKeyspace.unit(account.id())));
    }

    private Account shown(Account account, Placement now) {
        Wish wish = wishes.computeIfPresent(account.id(), (id, known) -> known.pending(now) ? known : null);
        Heading heading = wish == null ? Heading.of(now) : wish.heading();
        return new Account(
                account.id(),
                account.name(),
                heading.migrating(),
                Optional.of(heading.place().value())
                        .filter(name -> !name.equals(journey.stores().getFirst().value())),
                account.cohort());
    }

    /**
     * What a change of flags leads to. Those that are said again lead to nothing.
     *
     * @throws FlagsRefusedException when that is not possible now; nothing was changed
     */
    private void move(Account now, AccountChange change) {
        Optional<StoreName> shard = change.shard()
                .filter(name -> !Optional.of(name).equals(now.shard()))
                .map(StoreName::new);
        Optional<Boolean> migrating = change.isMigrating().filter(wanted -> wanted != now.isMigrating());
        if (shard.isEmpty() && migrating.isEmpty()) {
            return;
        }
        UnitId unit = NotesKeyspace.unit(now.id());
        try {
            Heading heading = shard.isPresent()
                    ? moves.to(unit, shard.get())
                    : migrating.get() ? moves.onwards(unit) : moves.back(unit);
            wishes.put(now.id(), new Wish(heading, journey.placement(unit).epoch()));
        } catch (GodwitException e) {
            throw new FlagsRefusedException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlagsRefusedException("Notely is stopping", e);
        }
    }
}
