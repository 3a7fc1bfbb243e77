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
import dev.godwit.core.MoverRight;
import dev.godwit.core.StoreName;
import dev.godwit.core.Token;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may write into a mirror. */
@ExtendWith(CloseWhatWasOpened.class)
class MoverFenceTest {
    private static final String UPSERT =
            "insert into notes values (1, 'ann', 'a')" + " on conflict (id) do update set body = excluded.body";
    private static final Heir HEIR = new Heir(new StoreName("legacy"), new Epoch(9));

    private final Notes notes = Notes.mirrorOf(ANN, BOB);
    private final Fences fences = notes.store().fences();
    private final MoverRight right = notes.acquire(ANN);

    @Test
    void a_mover_with_the_right_writes_its_unit_and_leaves_no_mark() {
        Client mover = notes.mover(right);
        mover.run(UPSERT, "update notes set body = 'b'", "delete from notes", UPSERT, "commit");
        assertThat(notes.marked(ANN)).isEmpty();
        assertThat(mover.text("select count(*) from notes")).isEqualTo("1");
    }

    /** Pitfall U1: the check of the mover is a lock that it keeps to its commit. */
    @Test
    void a_seal_an_eviction_and_a_new_mover_wait_for_the_one_that_has_entered() {
        Client mover = notes.mover(right);
        assertBusy(() -> fences.change(new FenceChange.Seal(ANN, right.epoch(), HEIR)));
        assertBusy(() -> fences.change(new FenceChange.Reopen(ANN, right.epoch())));
        assertBusy(() -> fences.change(new FenceChange.Retire(ANN, right.epoch())));
        assertBusy(() -> fences.acquire(ANN, right.epoch()));
        assertBusy(() -> fences.evict(ANN, right.epoch()));
        mover.run(UPSERT, "commit");
        assertThat(fences.change(new FenceChange.Seal(ANN, right.epoch(), HEIR)))
                .isTrue();
    }

    @Test
    void a_mover_that_waited_while_it_was_shut_out_sees_it() {
        Client sealer = notes.client();
        sealer.run(
                "begin",
                "select pg_advisory_xact_lock(hashtext('godwit_notes.unit'), hashtext('ann'))",
                "update godwit_notes.fence set token = 0, epoch = epoch + 1 where unit = 'ann'");
        Client.Waiting entry = notes.client().startsToWait(Notes.enter(right));
        sealer.run("commit");
        assertThat(entry.end()).startsWith("GW002");
    }

    @Test
    void a_zombie_is_shut_out_by_a_new_token_a_new_epoch_and_no_token() {
        MoverRight next = notes.acquire(ANN);
        assertThat(notes.client().failureOf(Notes.enter(right))).startsWith("GW002");
        fences.change(new FenceChange.Seal(ANN, next.epoch(), HEIR));
        assertThat(notes.fence(ANN).token()).isEqualTo(Token.NONE);
        assertThat(notes.client().failureOf(Notes.enter(next))).startsWith("GW002");
        MoverRight nobody = new MoverRight(ANN, notes.epoch(ANN), Token.NONE);
        assertThat(notes.client().failureOf(Notes.enter(nobody))).startsWith("GW002");
    }

    @Test
    void a_home_takes_no_mover() {
        Notes home = Notes.homeOf(ANN);
        home.database().execute("update godwit_notes.fence set token = 7");
        assertThat(home.client().failureOf(Notes.enter(new MoverRight(ANN, home.epoch(ANN), new Token(7)))))
                .startsWith("GW002");
    }

    /** Pitfall U7. */
    @Test
    void a_mover_can_not_touch_rows_of_another_unit() {
        Client bobs = notes.mover(notes.acquire(BOB));
        bobs.run("insert into notes values (5, 'bob', 'b')", "commit");
        Client mover = notes.mover(right);
        mover.run("savepoint before");
        for (String foreign : List.of(
                "insert into notes values (5, 'ann', 'a') on conflict (id) do update set body = 'overwritten'",
                "insert into notes values (6, 'bob', 'x')",
                "update notes set creator = 'ann' where id = 5",
                "delete from notes where id = 5")) {
            assertThat(mover.failureOf(foreign)).as(foreign).startsWith("GW003");
            mover.run("rollback to before");
        }
        mover.run(UPSERT);
        assertThat(mover.failureOf("update notes set creator = 'bob' where id = 1"))
                .startsWith("GW003");
    }

    @Test
    void only_removal_is_allowed_in_a_store_that_the_unit_has_left() {
        Client mover = notes.mover(right);
        mover.run(UPSERT, "commit");
        fences.change(new FenceChange.Retire(ANN, right.epoch()));
        MoverRight removal = fences.acquireRemoval(ANN, notes.epoch(ANN)).orElseThrow();
        Client remover = notes.mover(removal);
        remover.run("savepoint before");
        assertThat(remover.failureOf("update notes set body = 'x'")).startsWith("GW002");
        remover.run("rollback to before", "delete from notes", "commit");
        assertThat(remover.text("select count(*) from notes")).isEqualTo("0");
    }

    /** Pitfall U16: sessions are pooled, so a right may not outlive its transaction. */
    @Test
    void the_right_of_a_mover_ends_with_its_transaction() {
        Client session = notes.mover(right);
        session.run("commit");
        assertThat(session.failureOf(UPSERT)).startsWith("GW001");
        session.run("begin", Notes.enter(right), "rollback");
        assertThat(session.failureOf(UPSERT)).startsWith("GW001");
        session.run("begin", "savepoint before", Notes.enter(right), "rollback to before");
        assertThat(session.failureOf(UPSERT)).startsWith("GW001");
    }

    @Test
    void a_right_that_was_left_in_the_session_is_void() {
        Client session = notes.mover(right);
        String shown = session.text("select current_setting('godwit_notes.mover')");
        session.run("commit", "set godwit_notes.mover = '" + shown + "'");
        assertThat(session.failureOf(UPSERT)).startsWith("GW001");
        session.run("set godwit_notes.mover = 'nonsense'");
        assertThat(session.failureOf(UPSERT)).startsWith("GW001");
    }

    @Test
    void a_unit_may_have_any_characters_in_its_name() {
        dev.godwit.core.UnitId odd = dev.godwit.core.UnitId.of("a:b'c\"d\\e\n,{f}");
        fences.start(Notes.MIGRATION, dev.godwit.core.Role.MIRROR, List.of(odd));
        MoverRight oddRight = notes.acquire(odd);
        Client mover = notes.client();
        mover.run("begin", Notes.enter(oddRight).replace("b'c", "b''c"));
        mover.run("insert into notes values (1, 'a:b''c\"d\\e\n,{f}', 'x')", "commit");
        assertThat(notes.fence(odd).unit()).isEqualTo(odd);
        assertThat(fences.holders(List.of(odd))).isEmpty();
    }

    private static void assertBusy(org.assertj.core.api.ThrowableAssert.ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOf(GodwitException.class)
                .extracting(failure -> ((GodwitException) failure).code())
                .isEqualTo(ErrorCode.STORE_BUSY);
    }
}
