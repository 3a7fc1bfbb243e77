package dev.godwit.notely.account;

import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.Cohort;
import java.util.Optional;

/** What somebody wants to be different about an account; what is absent stays. */
public record AccountChange(
        Optional<String> name, Optional<Boolean> isMigrating, Optional<String> shard, Optional<Cohort> cohort) {

    /** The account with all of it carried out. */
    public Account applyTo(Account account) {
        return new Account(
                account.id(),
                name.orElse(account.name()),
                isMigrating.orElse(account.isMigrating()),
                shard.isPresent() ? shard : account.shard(),
                cohort.orElse(account.cohort()));
    }
}
