package dev.godwit.notely.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.Cohort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountStoreTest {
    @TempDir
    private Path folder;

    @Test
    void accounts_are_kept_in_order_and_found_again() {
        Account ada = account("Ada", Optional.of("new"), Cohort.INTERNAL);
        Account bob = account("Bob", Optional.empty(), Cohort.ENTERPRISE);
        AccountStore store = open();

        assertThat(store.create(ada)).isTrue();
        assertThat(store.create(bob)).isTrue();
        assertThat(store.create(ada)).isFalse();

        AccountStore again = open();
        assertThat(again.all()).containsExactly(ada, bob);
        assertThat(again.find(bob.id())).contains(bob);
        assertThat(again.find(UUID.randomUUID())).isEmpty();
        assertThat(again.up()).isTrue();
    }

    @Test
    void a_change_keeps_what_it_does_not_name() {
        AccountStore store = open();
        Account ada = account("Ada", Optional.empty(), Cohort.FREE);
        store.create(ada);

        AccountChange change =
                new AccountChange(Optional.empty(), Optional.of(true), Optional.of("new"), Optional.empty());

        assertThat(store.change(ada.id(), change::applyTo))
                .contains(new Account(ada.id(), "Ada", true, Optional.of("new"), Cohort.FREE));
        assertThat(store.find(ada.id()).orElseThrow().isMigrating()).isTrue();
        assertThat(store.change(UUID.randomUUID(), change::applyTo)).isEmpty();
    }

    @Test
    void a_file_that_is_no_database_is_said_to_be_none() throws Exception {
        Files.writeString(folder.resolve("accounts.db"), "This is a letter, and a long one at that. ".repeat(100));

        assertThatThrownBy(this::open).hasStackTraceContaining("file is not a database");
    }

    private AccountStore open() {
        return AccountStore.open(folder.resolve("accounts.db"));
    }

    private static Account account(String name, Optional<String> shard, Cohort cohort) {
        return new Account(UUID.randomUUID(), name, false, shard, cohort);
    }
}
