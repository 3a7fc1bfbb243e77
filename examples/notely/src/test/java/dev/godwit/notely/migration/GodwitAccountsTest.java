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
import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.Cohort;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.store.NoteSchema;
import dev.godwit.notely.store.NoteTable;
import dev.godwit.notely.store.OpenStore;
import dev.godwit.notely.store.StoreSettings;
import dev.godwit.notely.strategy.NotesKeyspace;
import dev.godwit.server.ServedMigration;
import dev.godwit.server.ServerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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
        StoreAddress people = new StoreAddress(
                new StoreName("accounts"), "jdbc:sqlite:" + accountStore.file(), Optional.empty(), Optional.empty(), 1);
        SystemTime time = new SystemTime();
        journey =
                Journey.start(new JourneyPlans(addresses, people), ServerSettings.in(folder), time, new ThreadTasks());
        accounts = new GodwitAccounts(accountStore, journey, new Moves(journey, time));
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
    void an_account_goes_on_and_back_while_others_have_not_left_the_first_store() throws Exception {
        UUID ada = account("Ada", Cohort.FREE);
        UUID bob = account("Bob", Cohort.FREE);
        UUID cyd = account("Cyd", Cohort.FREE);
        List.of(ada, bob, cyd).forEach(id -> write("legacy", id));
        migrate(ada, true);
        migrate(bob, true);
        awaitHome(ada, "new");
        awaitHome(bob, "new");

        // Its move there is accepted by that, and it leaves nothing behind.
        assertThat(move(ada, "second").shard()).contains("second");
        awaitHome(ada, "second");
        assertThat(shown(ada).isMigrating()).isTrue();
        assertThat(notesIn("legacy", ada)).isZero();
        move(cyd, "second");
        awaitHome(cyd, "second");
        assertThat(names()).containsExactly("legacy-to-new", "new-to-second", "legacy-to-second");
        assertThat(accounts.all()).containsExactlyInAnyOrder(shown(ada), shown(bob), shown(cyd));

        restart();
        assertThat(names()).containsExactlyInAnyOrder("legacy-to-new", "new-to-second", "legacy-to-second");
        assertThat(accounts.all()).extracting(Account::isMigrating).containsOnly(true);
        // To where it came from is the way back, which is open.
        assertThat(move(ada, "new").isMigrating()).isFalse();
        awaitHome(ada, "new");
        migrate(bob, false);
        awaitHome(bob, "legacy");
        eventually().untilAsserted(() -> assertThat(notesIn("second", ada)).isZero());
        move(ada, "legacy");
        awaitHome(ada, "legacy");
        assertThat(shown(ada).shard()).isEmpty();
        assertThat(List.of(notesIn("legacy", ada), notesIn("legacy", bob), notesIn("second", cyd)))
                .containsOnly(1L);
    }

    @Test
    void what_is_not_possible_now_is_refused_with_what_to_do_and_nothing_is_changed() {
        UUID ada = account("Ada", Cohort.FREE);
        migrate(ada, true);
        awaitHome(ada, "new");
        // Back in the first store and still mirrored: it is neither here nor there.
        command(CommandKind.ROLLBACK, unit(ada));
        awaitHome(ada, "legacy");

        AccountChange renamed =
                new AccountChange(Optional.of("Eve"), Optional.empty(), Optional.of("second"), Optional.empty());
        assertThatThrownBy(() -> accounts.change(ada, renamed))
                .isInstanceOf(FlagsRefusedException.class)
                .hasMessageContaining("is on its way from legacy to new")
                .hasMessageContaining("isMigrating false");
        assertThat(shown(ada).name()).isEqualTo("Ada");

        UUID bob = account("Bob", Cohort.FREE);
        move(bob, "second");
        awaitHome(bob, "second");
        journey.between(new StoreName("legacy"), new StoreName("second"))
                .orElseThrow()
                .command(new Command(CommandKind.FINALIZE, unit(bob), "a test", "test"));
        eventually().until(() -> !shown(bob).isMigrating());
        assertThatThrownBy(() -> migrate(bob, true))
                .isInstanceOf(FlagsRefusedException.class)
                .hasMessageContaining("the last store of the journey")
                .hasMessageContaining("[legacy, new, second]");
    }

    @Test
    void a_move_that_has_not_begun_can_be_taken_back() throws Exception {
        UUID ada = account("Ada", Cohort.FREE);
        UUID bob = account("Bob", Cohort.FREE);
        write("legacy", ada);
        command(CommandKind.PAUSE, Scope.MIGRATION);
        assertThat(migrate(ada, true).isMigrating()).isTrue();
        assertThat(migrate(bob, true).isMigrating()).isTrue();

        assertThat(migrate(ada, false).isMigrating()).isFalse();
        assertThat(move(bob, "legacy").isMigrating()).isFalse();
        command(CommandKind.RESUME, Scope.MIGRATION);
        UUID cyd = account("Cyd", Cohort.FREE);
        migrate(cyd, true);
        awaitHome(cyd, "new");
        assertThat(List.of(home(ada), home(bob))).containsOnly("legacy");
        assertThat(notesIn("new", ada)).isZero();

        // So can the move of all; it begins again.
        command(CommandKind.ABORT, Scope.MIGRATION);
        eventually().until(() -> names().equals(List.of("legacy-to-new-2")));
        migrate(cyd, true);
        awaitHome(cyd, "new");
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
        eventually().until(() -> first().status().stage().equals("probation"));
        assertThat(first().status().waves())
                .extracting(WaveStatus::name, WaveStatus::units)
                .contains(tuple("internal", 1L));

        command(CommandKind.FINALIZE, Scope.MIGRATION);
        eventually().until(() -> names().isEmpty());
        assertThat(notesIn("legacy", ada)).isZero();
        assertThat(shown(ada).isMigrating()).isFalse();
        assertThat(shown(ada).shard()).contains("new");
        restart();
        assertThat(names()).isEmpty();

        migrate(ada, true);
        awaitHome(ada, "second");
        assertThat(home(bob)).isEqualTo("new");
        assertThat(notesIn("second", ada)).isOne();
        command("new-to-second", CommandKind.FINALIZE, Scope.MIGRATION);
        eventually().until(() -> names().isEmpty());
        move(bob, "second");
        awaitHome(bob, "second");
        assertThat(names()).containsExactly("new-to-second-2");
        restart();
        assertThat(names()).containsExactly("new-to-second-2");
        move(ada, "legacy");
        awaitHome(ada, "legacy");
        assertThat(notesIn("legacy", ada)).isOne();
    }

    private void restart() throws Exception {
        journey.close();
        begin();
    }

    private List<String> names() {
        return journey.migrations().stream()
                .map(migration -> migration.plan().migration().value())
                .toList();
    }

    private ServedMigration first() {
        return journey.between(new StoreName("legacy"), new StoreName("new")).orElseThrow();
    }

    private void awaitHome(UUID id, String store) {
        eventually().untilAsserted(() -> assertThat(home(id)).isEqualTo(store));
    }

    private Account move(UUID id, String shard) {
        return accounts.change(
                        id, new AccountChange(Optional.empty(), Optional.empty(), Optional.of(shard), Optional.empty()))
                .orElseThrow();
    }

    private static Scope unit(UUID id) {
        return new Scope(Optional.empty(), Optional.of(NotesKeyspace.unit(id)));
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
        return journey.placement(NotesKeyspace.unit(id)).home().value();
    }

    private Phase phase(UUID id) {
        return journey.placement(NotesKeyspace.unit(id)).phase();
    }

    private void command(CommandKind kind, Scope scope) {
        first().command(new Command(kind, scope, "a test", "test"));
    }

    private void command(String migration, CommandKind kind, Scope scope) {
        journey.migrations().stream()
                .filter(running -> running.plan().migration().value().equals(migration))
                .forEach(running -> running.command(new Command(kind, scope, "a test", "test")));
    }

    private void write(String store, UUID account) {
        try (OpenStore open = open(store);
                Connection connection = open.connections().getConnection()) {
            connection.setAutoCommit(true);
            new NoteTable(connection).create(new Note(UUID.randomUUID(), account, NOW, NOW, "a note"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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
