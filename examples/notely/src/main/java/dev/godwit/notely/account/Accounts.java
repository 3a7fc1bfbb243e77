package dev.godwit.notely.account;

import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.AccountDetails;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The accounts as the API shows them, flags included. Who sets the flags of an account steers the migration of its notes.
 * Thread-safe.
 */
public interface Accounts {
    List<Account> all();

    Optional<Account> find(UUID id);

    /** What travels with calls about the notes of an account; absent when there is no such account. */
    Optional<AccountDetails> details(UUID id);

    /**
     * Makes an account.
     *
     * @return the account as it is shown from now on; absent when the id is taken
     * @throws FlagsRefusedException when its flags ask for what is not possible; then there is no account
     */
    Optional<Account> create(Account account);

    /**
     * Changes what is not absent. Flags act only where they differ from what {@link #find} shows.
     *
     * @return the account as it is shown from now on; absent when there is no such account
     * @throws FlagsRefusedException when its flags ask for what is not possible now; nothing is changed then
     */
    Optional<Account> change(UUID id, AccountChange change);
}
