package dev.godwit.jdbc;

import static dev.godwit.jdbc.Notes.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CloseWhatWasOpened.class)
class PostgresInstallationTest {
    private final Notes notes = Notes.create();

    @Test
    void installing_twice_and_removing_twice_is_harmless() {
        assertThat(notes.store().installed()).isFalse();
        notes.store().install(Role.HOME);
        notes.store().install(Role.MOVED);
        assertThat(notes.store().installed()).isTrue();
        assertThat(notes.store().fences().readDefault().role()).isEqualTo(Role.HOME);
        notes.store().uninstall();
        notes.store().uninstall();
        assertThat(notes.store().installed()).isFalse();
        Client client = notes.client();
        client.run("insert into notes values (1, null, 'free again')", "truncate notes");
        assertThat(client.text("select count(*) from pg_namespace where nspname like 'godwit%'"))
                .isEqualTo("0");
    }

    @Test
    void several_may_install_at_the_same_time() {
        List<Notes> installers =
                Stream.generate(() -> Notes.on(notes.database())).limit(4).toList();
        CompletableFuture.allOf(installers.stream()
                        .map(installer -> CompletableFuture.runAsync(
                                () -> installer.store().install(Role.HOME)))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(notes.store().installed()).isTrue();
    }

    /** Pitfall V5. */
    @Test
    void an_installation_that_a_long_writer_holds_up_names_it_and_stops_nobody_else() {
        Client longWriter = notes.client();
        longWriter.run("set application_name = 'night job'", "begin", "insert into notes values (1, 'ann', 'a')");
        CompletableFuture<Void> installation =
                CompletableFuture.runAsync(() -> notes.store().install(Role.HOME));
        Client impatient = notes.client();
        impatient.run("set lock_timeout = '500ms'");
        int writes = 0;
        while (!installation.isDone()) {
            assertThat(impatient.failureOf("insert into notes values (" + (100 + writes) + ", 'ann', 'a')"))
                    .isEqualTo("no failure");
            writes++;
        }
        assertThatThrownBy(installation::join)
                .cause()
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining("table \"public\".\"notes\" is locked by process")
                .hasMessageContaining("night job")
                .hasMessageContaining("idle in transaction")
                .extracting(failure -> ((GodwitException) failure).code())
                .isEqualTo(ErrorCode.STORE_BUSY);
        assertThat(writes).isPositive();
        longWriter.run("commit");
        notes.store().install(Role.HOME);
        assertThat(notes.store().installed()).isTrue();
    }

    @Test
    void a_repeated_installation_locks_no_table() {
        notes.store().install(Role.HOME);
        Client holder = notes.client();
        holder.run("begin", "insert into notes values (1, 'ann', 'a')");
        notes.store().install(Role.HOME);
        assertThat(notes.store().installed()).isTrue();
    }

    @Test
    void a_trigger_that_somebody_dropped_or_disabled_is_missed_and_made_again() {
        notes.store().install(Role.HOME);
        notes.store().fences().start(Notes.MIGRATION, Role.HOME, List.of(ANN));
        for (String sabotage : List.of(
                "drop trigger godwit_notes_update on notes",
                "alter table notes disable trigger godwit_notes_delete",
                "alter table notes enable trigger godwit_notes_insert")) {
            notes.database().execute(sabotage);
            assertThat(notes.store().installed()).as(sabotage).isFalse();
            notes.store().install(Role.HOME);
            assertThat(notes.store().installed()).as(sabotage).isTrue();
        }
        assertThat(notes.fence(ANN).inFlight()).isTrue();
    }

    @Test
    void what_people_read_is_what_would_be_done() {
        List<String> statements = notes.store().installStatements(Role.HOME);
        assertThat(statements).anyMatch(sql -> sql.contains("create or replace trigger \"godwit_notes_insert\""));
        assertThat(statements).noneMatch(sql -> sql.contains("${"));
        notes.database().execute("begin", "create schema unrelated", "commit");
        notes.database().execute(statements.toArray(String[]::new));
        assertThat(notes.store().installed()).isTrue();
        assertThat(notes.store().requiredRights()).anyMatch(right -> right.contains("\"public\".\"notes\""));
    }

    @Test
    void a_view_of_the_application_on_a_home_view_is_not_dropped() {
        notes.store().install(Role.HOME);
        notes.database().execute("create view report as select count(*) from godwit_notes.home_note");
        assertThatThrownBy(() -> notes.store().uninstall())
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining("other objects depend on it");
        assertThat(notes.client().text("select * from report")).isEqualTo("0");
        notes.database().execute("drop view report");
        notes.store().uninstall();
    }

    @Test
    void names_that_need_quotes_are_quoted() {
        notes.database()
                .execute(
                        "create schema \"Odd \"\"One\"",
                        "create table \"Odd \"\"One\".\"Select\" (\"Primary Key\" uuid primary key,"
                                + " \"group\" varchar(20), \"$body$\" text)");
        dev.godwit.core.Keyspace odd = new dev.godwit.core.Keyspace(
                new dev.godwit.core.KeyspaceName("odd-one"),
                List.of(dev.godwit.core.Entity.of(
                        new dev.godwit.core.EntityName("the-entity"), "Odd \"One.Select", "Primary Key", "group")));
        dev.godwit.core.Store store = CloseWhatWasOpened.later(
                PostgresStores.open(odd, notes.database().address("odd")));
        store.install(Role.HOME);
        store.fences().start(Notes.MIGRATION, Role.HOME, List.of(ANN));
        notes.client()
                .run(
                        "insert into \"Odd \"\"One\".\"Select\" values (gen_random_uuid(), 'ann', 'x')",
                        "update \"Odd \"\"One\".\"Select\" set \"$body$\" = 'y'");
        assertThat(store.marks().backlog())
                .allMatch(backlog -> backlog.count() == 2)
                .hasSize(1);
        assertThat(store.fences().unlistedUnits(5)).isEmpty();
        store.uninstall();
    }
}
