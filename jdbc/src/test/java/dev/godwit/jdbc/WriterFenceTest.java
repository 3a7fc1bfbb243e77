package dev.godwit.jdbc;

import static dev.godwit.jdbc.Notes.ANN;
import static dev.godwit.jdbc.Notes.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Fences;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which writes of the application are stopped, and when. */
@ExtendWith(CloseWhatWasOpened.class)
class WriterFenceTest {
    private static final String INSERT = "insert into notes values (1, 'ann', 'a')";

    @Test
    void each_role_has_its_refusal() {
        Notes notes = Notes.homeOf(ANN);
        Client client = notes.client();
        client.run(INSERT);
        notes.forgetMarks(ANN);
        notes.freeze(ANN);
        assertThat(client.failureOf("delete from notes"))
                .startsWith("40001")
                .contains("GODWIT FROZEN keyspace=notes unit=ann migration=notes-to-new");
        notes.demote(ANN);
        assertThat(client.failureOf("delete from notes"))
                .startsWith("GW001")
                .contains("GODWIT MOVED keyspace=notes unit=ann migration=notes-to-new");
        assertThat(client.text("select count(*) from notes")).isEqualTo("1");
    }

    @Test
    void a_change_of_the_unit_needs_a_home_for_both() {
        Notes notes = Notes.homeOf(ANN, BOB);
        Client client = notes.client();
        client.run(INSERT);
        notes.freeze(BOB);
        assertThat(client.failureOf("update notes set creator = 'bob'")).startsWith("40001");
        assertThat(client.failureOf("update notes set creator = 'eve'")).isEqualTo("no failure");
        assertThat(client.failureOf("update notes set creator = 'bob'")).startsWith("40001");
    }

    @Test
    void a_unit_without_a_row_of_its_own_lives_by_the_default() {
        assertThat(Notes.installed(Role.HOME).client().failureOf(INSERT)).isEqualTo("no failure");
        assertThat(Notes.installed(Role.MOVED).client().failureOf(INSERT))
                .startsWith("GW001")
                .contains("unit=ann migration=-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
    void a_writer_that_waited_while_the_unit_was_frozen_sees_it(String isolation) {
        Notes notes = Notes.homeOf(ANN);
        Client freezer = notes.client();
        Client writer = notes.client();
        writer.run("set default_transaction_isolation = '" + isolation + "'");
        freezer.run(
                "begin",
                "select pg_advisory_xact_lock(hashtext('godwit_notes.unit'), hashtext('ann'))",
                "update godwit_notes.fence set role = 'FROZEN', frozen_until = 'infinity', epoch = epoch + 1");
        Client.Waiting insert = writer.startsToWait(INSERT);
        freezer.run("commit");
        assertThat(insert.end()).startsWith("40001");
    }

    @Test
    void a_writer_that_waited_while_the_default_was_changed_sees_it() {
        Notes notes = Notes.installed(Role.HOME);
        Client changer = notes.client();
        changer.run(
                "begin",
                "select pg_advisory_xact_lock(hashtext('godwit_notes.default'), 0)",
                "update godwit_notes.default_fence set role = 'MOVED', epoch = epoch + 1");
        Client.Waiting insert = notes.client().startsToWait(INSERT);
        changer.run("commit");
        assertThat(insert.end()).startsWith("GW001");
    }

    @Test
    void a_writer_that_waited_while_its_unit_got_a_row_sees_the_row() {
        Notes notes = Notes.installed(Role.HOME);
        Client changer = notes.client();
        changer.run("begin", "select pg_advisory_xact_lock(hashtext('godwit_notes.default'), 0)");
        Client.Waiting insert = notes.client().startsToWait(INSERT);
        notes.store().fences().start(Notes.MIGRATION, Role.HOME, List.of(ANN));
        changer.run("commit");
        assertThat(insert.end()).isEqualTo("no failure");
        assertThat(notes.marked(ANN)).containsExactly("1");
    }

    @Test
    void a_deferred_trigger_that_writes_at_commit_is_refused_after_the_freeze() {
        Notes notes = Notes.homeOf(ANN);
        notes.database()
                .execute(
                        "create table orders (id int primary key)",
                        "create function note_it() returns trigger language plpgsql as"
                                + " $$begin insert into public.notes values (new.id, 'ann', 'order'); return null; end$$",
                        "create constraint trigger late after insert on orders deferrable initially deferred"
                                + " for each row execute function note_it()");
        Client writer = notes.client();
        writer.run("begin", "insert into orders values (1)");
        notes.freeze(ANN);
        assertThat(writer.failureOf("commit")).startsWith("40001");
        assertThat(writer.text("select count(*) from orders")).isEqualTo("0");
    }

    @Test
    void a_statement_of_many_units_takes_one_lock_for_which_a_freeze_waits() {
        Notes notes = Notes.homeOf(ANN);
        Fences fences = notes.store().fences();
        Client few = notes.client();
        few.run("begin", insertUnits(64));
        assertThat(locksOf(few)).isEqualTo(64 + 1);
        assertThat(fences.holders(List.of(ANN))).isEmpty();
        assertThat(fences.holders(List.of(UnitId.of("unit 7")))).hasSize(1);
        few.run("rollback", "begin", insertUnits(65));
        assertThat(locksOf(few)).isEqualTo(1 + 1);
        assertThat(fences.holders(List.of(ANN))).hasSize(1);
        assertThat(fences.stillHolding(fences.holders(List.of(ANN)))).hasSize(1);
        few.run("commit");
        assertThat(fences.holders(List.of(ANN))).isEmpty();
    }

    @Test
    void a_statement_of_many_units_marks_those_in_flight_and_may_not_use_an_expired_freeze() {
        UnitId seven = UnitId.of("unit 7");
        Notes notes = Notes.homeOf(seven, BOB);
        Client client = notes.client();
        client.run(insertUnits(65));
        assertThat(notes.marked(seven)).containsExactly("7");
        notes.freeze(seven, Duration.ZERO);
        assertThat(client.failureOf("update notes set body = 'x'")).startsWith("40001");
        client.run("update notes set body = 'x' where creator = 'unit 7'");
    }

    private static String insertUnits(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "(" + i + ", 'unit " + i + "', 'x')")
                .collect(java.util.stream.Collectors.joining(", ", "insert into notes values ", ""));
    }

    /** Advisory locks of the session: those of units or the bulk, and the default's. */
    private static int locksOf(Client client) {
        return Integer.parseInt(
                client.text("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"));
    }
}
