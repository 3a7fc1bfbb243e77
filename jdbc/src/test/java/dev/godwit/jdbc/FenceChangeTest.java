package dev.godwit.jdbc;

import static dev.godwit.jdbc.Notes.ANN;
import static dev.godwit.jdbc.Notes.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Fences;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How fence changes behave among writers, other coordinators and hostile settings. */
@ExtendWith(CloseWhatWasOpened.class)
class FenceChangeTest {
    private static final String INSERT = "insert into notes values (1, 'ann', 'a')";
    private static final StoreName LEGACY = new StoreName("legacy");

    /** Pitfall U2: whoever stalled before step 8 and wakes up after a roll-back makes no second home. */
    @Test
    void a_coordinator_that_comes_late_changes_nothing() {
        Notes oldHome = Notes.homeOf(ANN);
        Notes newHome = Notes.mirrorOf(ANN);
        Heir heir = new Heir(LEGACY, new Epoch(3));
        oldHome.freeze(ANN);
        newHome.store().fences().change(new FenceChange.Seal(ANN, new Epoch(1), heir));
        oldHome.demote(ANN);
        FenceChange late = new FenceChange.Promote(ANN, new Epoch(2), heir);
        // The second coordinator takes the way back.
        newHome.store().fences().change(new FenceChange.Reopen(ANN, new Epoch(2)));
        oldHome.store().fences().change(new FenceChange.Restore(ANN, new Epoch(3)));
        assertThat(newHome.store().fences().change(late)).isFalse();
        assertThat(newHome.fence(ANN).role()).isEqualTo(Role.MIRROR);
        // Also when the store is sealed again, for another heir, and when it was home in between.
        newHome.store().fences().change(new FenceChange.Seal(ANN, new Epoch(3), new Heir(LEGACY, new Epoch(6))));
        assertThat(newHome.store().fences().change(late)).isFalse();
        assertThat(newHome.store().fences().change(new FenceChange.Promote(ANN, new Epoch(4), heir)))
                .isFalse();
    }

    @Test
    void each_change_needs_role_and_epoch_as_expected() {
        Notes notes = Notes.homeOf(ANN);
        Fences fences = notes.store().fences();
        Epoch one = new Epoch(1);
        Heir heir = new Heir(LEGACY, one);
        List<FenceChange> ofOtherRoles = List.of(
                new FenceChange.Thaw(ANN, one),
                new FenceChange.Seal(ANN, one, heir),
                new FenceChange.Demote(ANN, one),
                new FenceChange.Promote(ANN, one, heir),
                new FenceChange.Reopen(ANN, one),
                new FenceChange.Restore(ANN, one),
                new FenceChange.Retire(ANN, one));
        List<FenceChange> ofOtherEpochs = List.of(
                new FenceChange.Freeze(ANN, new Epoch(2), Duration.ofMinutes(1)),
                new FenceChange.Settle(ANN, Epoch.ZERO),
                new FenceChange.Freeze(BOB, one, Duration.ofMinutes(1)));
        for (FenceChange change : ofOtherRoles) {
            assertThat(fences.change(change)).as(change.toString()).isFalse();
        }
        for (FenceChange change : ofOtherEpochs) {
            assertThat(fences.change(change)).as(change.toString()).isFalse();
        }
        assertThat(notes.fence(ANN).is(Role.HOME, one)).isTrue();
    }

    /** Pitfall V2. */
    @Test
    void a_freeze_queues_behind_nobody_and_nobody_behind_it() {
        Notes notes = Notes.homeOf(ANN, BOB);
        Fences fences = notes.store().fences();
        Client ann = notes.client();
        Client bob = notes.client();
        ann.run("begin", INSERT);
        bob.run("begin", "insert into notes values (2, 'bob', 'b')");
        notes.freeze(ANN);
        assertThat(notes.client().failureOf("insert into notes values (3, 'ann', 'x')"))
                .startsWith("40001");
        notes.client().run("insert into notes values (4, 'bob', 'x')");

        Set<LockHolder> holders = fences.holders(List.of(ANN));
        assertThat(holders).hasSize(1).allMatch(holder -> holder.description().contains("idle in transaction"));
        assertThat(fences.stillHolding(holders)).isEqualTo(holders);
        ann.run("commit");
        assertThat(fences.stillHolding(holders)).isEmpty();
        assertThat(fences.holders(List.of(ANN))).isEmpty();
        assertThat(fences.holders(List.of(BOB))).hasSize(1);
    }

    /** Pitfall V3: a lock timeout counts anew for each holder of a row lock; something else has to end the wait. */
    @Test
    void a_freeze_that_writers_with_old_snapshots_hold_up_gives_up_soon_and_changes_nothing() {
        Notes notes = Notes.homeOf(ANN);
        for (int i = 1; i <= 5; i++) {
            notes.client()
                    .run("begin isolation level repeatable read", "insert into notes values (" + i + ", 'ann', 'a')");
        }
        FenceChange freeze = new FenceChange.Freeze(ANN, notes.epoch(ANN), Duration.ofMinutes(1));
        long begin = System.nanoTime();
        assertBusy(() -> notes.store().fences().change(freeze));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(notes.fence(ANN).is(Role.HOME, freeze.expectedEpoch())).isTrue();
    }

    /** Pitfall V6. */
    @Test
    void a_prepared_transaction_is_a_holder_with_a_name() {
        Notes notes = Notes.homeOf(ANN);
        String before = notes.store().position();
        Client client = notes.client();
        client.run("begin", INSERT, "prepare transaction 'forgotten'");
        Fences fences = notes.store().fences();
        Set<LockHolder> holders = fences.holders(List.of(ANN));
        assertThat(holders)
                .hasSize(1)
                .allMatch(holder -> holder.description().equals("prepared transaction forgotten of postgres"));
        assertThat(fences.stillHolding(holders)).isEqualTo(holders);
        assertThat(notes.store().oldestWriterBefore(before)).isEmpty();
        assertThat(notes.store().oldestWriterBefore(notes.store().position()))
                .hasValueSatisfying(writer -> assertThat(writer.description()).contains("forgotten"));
        client.run("commit prepared 'forgotten'");
        assertThat(fences.stillHolding(holders)).isEmpty();
        assertThat(notes.marked(ANN)).containsExactly("1");
    }

    @Test
    void a_writer_that_began_before_a_position_is_found_until_it_ends() {
        Notes notes = Notes.homeOf(ANN);
        Client writer = notes.client();
        writer.run("set application_name = 'night job'", "begin", INSERT);
        String position = notes.store().position();
        Client later = notes.client();
        later.run("begin", "insert into notes values (2, 'ann', 'b')");
        assertThat(notes.store().oldestWriterBefore(position))
                .hasValueSatisfying(found -> assertThat(found.description()).contains("night job"));
        writer.run("commit");
        assertThat(notes.store().oldestWriterBefore(position)).isEmpty();
        assertThat(notes.store().oldestWriterBefore(notes.store().position())).isPresent();
    }

    /** Pitfall U4 and U6: what the database's or role's defaults are makes no difference. */
    @Test
    void hostile_defaults_of_the_database_change_nothing() {
        Notes notes = Notes.installed(Role.HOME);
        String database = notes.database().name();
        for (String setting : List.of(
                "default_transaction_isolation = 'repeatable read'",
                "default_transaction_read_only = on",
                "synchronous_commit = off",
                "search_path = 'nowhere'",
                "lock_timeout = '1ms'",
                "statement_timeout = '3min'",
                "client_connection_check_interval = 0",
                "\"DateStyle\" = 'SQL, DMY'",
                "\"TimeZone\" = 'Asia/Kathmandu'")) {
            notes.database().execute("begin read write", "alter database " + database + " set " + setting, "commit");
        }
        Notes hostile = Notes.on(notes.database());
        hostile.database()
                .execute(
                        "begin read write",
                        "create table public.seen (name text, value text)",
                        "create function public.look() returns trigger language plpgsql as $$begin"
                                + " insert into public.seen select name, current_setting(name) from unnest(array["
                                + "'transaction_isolation', 'synchronous_commit', 'lock_timeout', 'statement_timeout',"
                                + " 'client_connection_check_interval']) name; return null; end$$",
                        "create trigger look after insert or update on godwit_notes.fence"
                                + " for each statement execute function public.look()",
                        "commit");
        hostile.store().fences().start(Notes.MIGRATION, Role.HOME, List.of(ANN));
        hostile.freeze(ANN);
        hostile.demote(ANN);
        assertThat(hostile.client().texts("select distinct name || '=' || value from public.seen"))
                .containsExactlyInAnyOrder(
                        "transaction_isolation=read committed",
                        "synchronous_commit=on",
                        "lock_timeout=50ms",
                        "lock_timeout=20ms",
                        "statement_timeout=10s",
                        "statement_timeout=250ms",
                        "client_connection_check_interval=1s");
    }

    private static void assertBusy(org.assertj.core.api.ThrowableAssert.ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOf(GodwitException.class)
                .extracting(failure -> ((GodwitException) failure).code())
                .isEqualTo(ErrorCode.STORE_BUSY);
    }
}
