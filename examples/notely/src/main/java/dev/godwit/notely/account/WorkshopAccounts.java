package dev.godwit.notely.account;

import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.AccountDetails;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accounts whose flags are columns, to be read by strategies that are written by hand. Thread-safe. */
public final class WorkshopAccounts implements Accounts {
    private final AccountStore store;

    public WorkshopAccounts(AccountStore store) {
        this.store = store;
    }

    @Override
    public List<Account> all() {
        return store.all();
    }

    @Override
    public Optional<Account> find(UUID id) {
        return store.find(id);
    }

    @Override
    public Optional<AccountDetails> details(UUID id) {
        return store.find(id).map(Account::details);
    }

    @Override
    public Optional<Account> create(Account account) {
        return store.create(account) ? Optional.of(account) : Optional.empty();
    }

    @Override
    public Optional<Account> change(UUID id, AccountChange change) {
        return store.change(id, change::applyTo);
    }
}
