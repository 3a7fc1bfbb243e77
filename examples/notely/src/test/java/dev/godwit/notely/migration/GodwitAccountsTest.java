package dev.godwit.notely.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.WaveName;
import dev.godwit.notely.account.AccountChange;
import dev.godwit.notely.account.AccountStore;
import dev.godwit.notely.account.FlagsRefusedException;
import dev.godwit.notely.migration.JourneyPlans.Leg;
import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.Cohort;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.store.NoteSchema;
import dev.godwit.notely.store.NoteTable;
import dev.godwit.notely.store.OpenStore;
import dev.godwit.notely.store.StoreSettings;
import dev.godwit.notely.strategy.NotesKeyspace;
import dev.godwit.server.ServerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flags of accounts over real migrations between SQLite files. */
class GodwitAccountsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path folder;

    private final List<StoreSettings> stores = new ArrayList<>();
    private AccountStore accountStore;
    private Journey journey;
    private GodwitAccounts accounts;

    @BeforeEach
    void start() throws Exception {
        for (String name : List.of("legacy", "new", "second")) {
            StoreSettings store =
                    new StoreSettings(name, "jdbc:sqlite:" + folder.resolve(name + ".db"), Optional.empty());
            NoteSchema.make(store);
            stores.add(store);
        }
        accountStore = AccountStore.open(folder.resolve("accounts.db"));
        begin();
    }

    private void begin() throws Exception {
        List<StoreAddress> addresses = new ArrayList<>();
        stores.forEach(store -> addresses.add(
                new StoreAddress(new StoreName(store.name()), store.url(), Optional.empty(), Optional.empty(), 4)));
        StoreName people = new StoreName("accounts");
        addresses.add(
                new StoreAddress(people, "jdbc:sqlite:" + accountStore.file(), Optional.empty(), Optional.empty(), 1));
        journey = Journey.start(
                List.of(
                        new Leg(new StoreName("legacy"), new StoreName("new"), true),
                        new Leg(new StoreName("new"), new StoreName("second"), false)),
                new JourneyPlans(addresses, people),
                ServerSettings.in(folder),
                new SystemTime(),
                new ThreadTasks());
        accounts = new GodwitAccounts(accountStore, journey, new StoreName("legacy"));
    }

    @AfterEach
    void stop() {
        journey.close();
    }

    @Test
    void the_flag_moves_an_account_and_takes_it_back() throws Exception {
        UUID ada = account("Ada", Cohort.FREE);
        write("legacy", ada);

        assertThat(migrate(ada, true).isMigrating()).isTrue();
        eventually().untilAsserted(() -> assertThat(home(ada)).isEqualTo("new"));
        assertThat(shown(ada).shard()).contains("new");
        assertThat(notesIn("new", ada)).isOne();

        Account back = migrate(ada, false);
        assertThat(back.isMigrating()).isFalse();
        assertThat(back.shard()).isEmpty();
        eventually().untilAsserted(() -> assertThat(notesIn("new", ada)).isZero());
        assertThat(home(ada)).isEqualTo("legacy");
        assertThat(shown(ada)).isEqualTo(back);

        migrate(ada, true);
        eventually().untilAsserted(() -> assertThat(home(ada)).isEqualTo("new"));
    }

    @Test
    void flags_that_are_said_again_do_nothing() {
        UUID ada = account("Ada", Cohort.FREE);
        migrate(ada, true);
        eventually().untilAsserted(() -> assertThat(home(ada)).isEqualTo("new"));

        AccountChange again =
                new AccountChange(Optional.of("Ada L."), Optional.of(true), Optional.of("new"), Optional.empty());

        assertThat(accounts.change(ada, again).orElseThrow().name()).isEqualTo("Ada L.");
        assertThat(home(ada)).isEqualTo("new");
    }

    @Test
    void a_shard_that_is_not_the_next_is_refused_and_nothing_is_changed() {
        UUID ada = account("Ada", Cohort.FREE);

        assertThatThrownBy(() -> accounts.change(
                        ada,
                        new AccountChange(
                                Optional.of("Eve"), Optional.empty(), Optional.of("second"), Optional.empty())))
                .isInstanceOf(FlagsRefusedException.class)
                .hasMessageContaining("the migration under way is from legacy to new");
        assertThat(shown(ada).name()).isEqualTo("Ada");
    }

    /** As a script does: it sends one account after the other on its way and looks at none. */
    @Test
    void an_account_that_nobody_looked_at_on_its_way_shows_where_it_is() {
        UUID ada = account("Ada", Cohort.FREE);
        migrate(ada, true);
        eventually().untilAsserted(() -> assertThat(home(ada)).isEqualTo("new"));

        command(CommandKind.ABORT, new Scope(Optional.empty(), Optional.of(NotesKeyspace.unit(ada))));
        eventually().untilAsserted(() -> assertThat(phase(ada)).isEqualTo(Phase.SETTLED));

        assertThat(shown(ada).isMigrating()).isFalse();
        assertThat(shown(ada).shard()).isEmpty();
    }

    @Test
    void an_account_that_is_made_with_flags_moves_at_once() {
        UUID id = UUID.randomUUID();
        accounts.create(new Account(id, "Ada", true, Optional.empty(), Cohort.INTERNAL));

        eventually().untilAsserted(() -> assertThat(home(id)).isEqualTo("new"));
    }

    @Test
    void after_the_end_there_is_no_way_back_and_the_next_shard_is_open() throws Exception {
        UUID ada = account("Ada", Cohort.INTERNAL);
        UUID bob = account("Bob", Cohort.ENTERPRISE);
        write("legacy", ada);
        write("legacy", bob);
        for (String wave : List.of("internal", "free", "enterprise", "rest")) {
            command(CommandKind.APPROVE, new Scope(Optional.of(new WaveName(wave)), Optional.empty()));
        }
        eventually()
                .until(() -> journey.control().orElseThrow().status().stage().equals("probation"));
        assertThat(journey.control().orElseThrow().status().waves())
                .extracting(WaveStatus::name, WaveStatus::units)
                .contains(tuple("internal", 1L));

        command(CommandKind.FINALIZE, Scope.MIGRATION);
        eventually()
                .until(() -> journey.control()
                        .map(control -> control.status())
                        .filter(status -> status.target().equals("second"))
                        .filter(status -> !status.stage().equals("prepare"))
                        .isPresent());
        assertThat(notesIn("legacy", ada)).isZero();
        assertThat(shown(ada).isMigrating()).isFalse();
        assertThat(shown(ada).shard()).contains("new");

        accounts.change(
                ada, new AccountChange(Optional.empty(), Optional.empty(), Optional.of("second"), Optional.empty()));
        eventually().untilAsserted(() -> assertThat(home(ada)).isEqualTo("second"));
        assertThat(home(bob)).isEqualTo("new");
        assertThat(notesIn("second", ada)).isOne();
    }

    @Test
    void a_journey_goes_on_where_it_was() throws Exception {
        UUID ada = account("Ada", Cohort.FREE);
        migrate(ada, true);
        eventually().untilAsserted(() -> assertThat(home(ada)).isEqualTo("new"));

        journey.close();
        begin();

        assertThat(shown(ada).isMigrating()).isTrue();
        migrate(ada, false);
        eventually().untilAsserted(() -> assertThat(home(ada)).isEqualTo("legacy"));
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    private UUID account(String name, Cohort cohort) {
        UUID id = UUID.randomUUID();
        accounts.create(new Account(id, name, false, Optional.empty(), cohort));
        return id;
    }

    private Account migrate(UUID id, boolean wanted) {
        return accounts.change(
                        id,
                        new AccountChange(Optional.empty(), Optional.of(wanted), Optional.empty(), Optional.empty()))
                .orElseThrow();
    }

    private Account shown(UUID id) {
        return accounts.find(id).orElseThrow();
    }

    private String home(UUID id) {
        return journey.placement(NotesKeyspace.unit(id))
                .map(placement -> placement.home().value())
                .orElse("");
    }

    private Phase phase(UUID id) {
        return journey.placement(NotesKeyspace.unit(id)).orElseThrow().phase();
    }

    private void command(CommandKind kind, Scope scope) {
        journey.control().orElseThrow().command(new Command(kind, scope, "a test", "test"));
    }

    private void write(String store, UUID account) throws Exception {
        try (OpenStore open = open(store);
                Connection connection = open.connections().getConnection()) {
            connection.setAutoCommit(true);
            new NoteTable(connection).create(new Note(UUID.randomUUID(), account, NOW, NOW, "a note"));
        }
    }

    private long notesIn(String store, UUID account) throws Exception {
        try (OpenStore open = open(store);
                Connection connection = open.connections().getConnection()) {
            return new NoteTable(connection).count(account);
        }
    }

    private OpenStore open(String name) {
        return OpenStore.open(stores.stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow());
    }
}
