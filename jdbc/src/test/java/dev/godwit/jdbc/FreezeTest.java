package dev.godwit.jdbc;

import static dev.godwit.jdbc.Notes.ANN;
import static dev.godwit.jdbc.Notes.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.FenceChange;
import dev.godwit.core.Fences.Frozen;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a freeze finds, and what the demotion behind it takes along. */
@ExtendWith(CloseWhatWasOpened.class)
class FreezeTest {
    @Test
    void a_freeze_finds_the_marks_when_nobody_writes() {
        Notes notes = Notes.homeOf(ANN);
        notes.client().run("insert into notes values (1, 'ann', 'a'), (2, 'ann', 'b')");
        Frozen frozen = notes.freeze(ANN);
        assertThat(frozen.writers()).isEmpty();
        assertThat(frozen.marks().complete()).isTrue();
        assertThat(frozen.marks().marks()).extracting(mark -> mark.key().text()).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void a_freeze_finds_the_writers_of_its_unit_and_nobody_queues_behind_it() {
        Notes notes = Notes.homeOf(ANN, BOB);
        Client ann = notes.client();
        ann.run("begin", "insert into notes values (1, 'ann', 'a')");
        Client bob = notes.client();
        bob.run("begin", "insert into notes values (2, 'bob', 'b')");
        Frozen frozen = notes.freeze(ANN);
        assertThat(frozen.writers()).hasSize(1);
        assertThat(notes.store().fences().stillHolding(frozen.writers())).hasSize(1);
        bob.run("insert into notes values (3, 'bob', 'c')", "commit");
        ann.run("commit");
        assertThat(notes.store().fences().stillHolding(frozen.writers())).isEmpty();
        assertThat(notes.marked(ANN)).containsExactly("1");
    }

    @Test
    void a_freeze_finds_a_writer_of_many_units() {
        Notes notes = Notes.homeOf(ANN);
        Client bulk = notes.client();
        bulk.run("begin", "insert into notes select n, 'unit-' || n, 'x' from generate_series(1, 100) n");
        assertThat(notes.freeze(ANN).writers()).hasSize(1);
        bulk.run("rollback");
    }

    @Test
    void a_freeze_of_another_epoch_finds_nothing() {
        Notes notes = Notes.homeOf(ANN);
        FenceChange.Freeze late = new FenceChange.Freeze(ANN, notes.epoch(ANN), Duration.ofMinutes(1));
        notes.freeze(ANN);
        assertThat(notes.store().fences().freeze(late, MarkBatch.FROM_THE_START, 10))
                .isEmpty();
    }

    @Test
    void a_demotion_deletes_the_drained_marks_and_is_refused_by_any_other() {
        Notes notes = Notes.homeOf(ANN);
        notes.client().run("insert into notes values (1, 'ann', 'a'), (2, 'ann', 'b')");
        List<Mark> marks = notes.freeze(ANN).marks().marks();
        FenceChange.Demote demote = new FenceChange.Demote(ANN, notes.epoch(ANN));
        assertThat(notes.store().fences().demote(demote, marks.subList(0, 1))).isFalse();
        assertThat(notes.fence(ANN).role()).isEqualTo(Role.FROZEN);
        assertThat(notes.marked(ANN)).hasSize(1);
        assertThat(notes.store().fences().demote(demote, marks)).isTrue();
        assertThat(notes.fence(ANN).role()).isEqualTo(Role.MIRROR);
        assertThat(notes.marked(ANN)).isEmpty();
    }
}
