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
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CloseWhatWasOpened.class)
class PostgresFencesTest {
    private static final StoreName LEGACY = new StoreName("legacy");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void a_unit_goes_from_one_store_to_the_other_and_back() {
        Notes oldHome = Notes.homeOf(ANN);
        Notes newHome = Notes.mirrorOf(ANN);
        Fences a = oldHome.store().fences();
        Fences b = newHome.store().fences();
        Epoch one = new Epoch(1);
        assertThat(a.change(new FenceChange.Freeze(ANN, one, MINUTE))).isTrue();
        Heir heir = new Heir(LEGACY, new Epoch(3));
        assertThat(b.change(new FenceChange.Seal(ANN, one, heir))).isTrue();
        assertThat(oldHome.fence(ANN).role()).isEqualTo(Role.FROZEN);
        assertThat(a.change(new FenceChange.Demote(ANN, new Epoch(2)))).isTrue();
        assertThat(b.change(new FenceChange.Promote(ANN, new Epoch(2), new Heir(LEGACY, one))))
                .isFalse();
        assertThat(b.change(new FenceChange.Promote(ANN, new Epoch(2), heir))).isTrue();
        assertThat(newHome.fence(ANN).is(Role.HOME, new Epoch(3))).isTrue();
        assertThat(newHome.fence(ANN).homeSince()).isEqualTo(new Epoch(3));
        assertThat(newHome.fence(ANN).heir()).isEmpty();
        assertThat(oldHome.fence(ANN).is(Role.MIRROR, new Epoch(3))).isTrue();

        assertThat(b.change(new FenceChange.Settle(ANN, new Epoch(3)))).isTrue();
        assertThat(newHome.fence(ANN).inFlight()).isFalse();
        assertThat(newHome.fence(ANN).homeSince()).isEqualTo(new Epoch(3));
        assertThat(a.change(new FenceChange.Retire(ANN, new Epoch(3)))).isTrue();
        MoverRight removal = a.acquireRemoval(ANN, new Epoch(4)).orElseThrow();
        assertThat(removal.token().isNone()).isFalse();
        assertThat(a.all()).hasSize(1);
    }

    @Test
    void freeze_and_thaw_leave_home_since_and_take_the_next_epoch() {
        Notes notes = Notes.homeOf(ANN);
        Fences fences = notes.store().fences();
        Epoch homeSince = notes.fence(ANN).homeSince();
        notes.freeze(ANN, Duration.ZERO);
        assertThat(notes.fence(ANN).expired()).isTrue();
        assertThat(notes.fence(ANN).homeSince()).isEqualTo(homeSince);
        assertThat(fences.change(new FenceChange.Thaw(ANN, new Epoch(2)))).isTrue();
        assertThat(notes.fence(ANN).is(Role.HOME, new Epoch(3))).isTrue();
        assertThat(notes.fence(ANN).homeSince()).isEqualTo(homeSince);
        assertThat(fences.change(new FenceChange.Demote(ANN, new Epoch(2)))).isFalse();
    }

    @Test
    void a_sealed_mirror_takes_no_mover_until_it_is_reopened() {
        Notes notes = Notes.mirrorOf(ANN);
        Fences fences = notes.store().fences();
        Epoch sealed = new Epoch(2);
        fences.change(new FenceChange.Seal(ANN, new Epoch(1), new Heir(LEGACY, new Epoch(7))));
        assertThat(fences.acquire(ANN, sealed)).isEmpty();
        assertThat(fences.change(new FenceChange.Reopen(ANN, sealed))).isTrue();
        assertThat(notes.fence(ANN).heir()).isEmpty();
        assertThat(fences.acquire(ANN, new Epoch(3))).isPresent();
    }

    @Test
    void each_mover_gets_a_token_that_nobody_had_and_an_eviction_takes_the_next_epoch() {
        Notes notes = Notes.mirrorOf(ANN);
        Fences fences = notes.store().fences();
        MoverRight first = fences.acquire(ANN, new Epoch(1)).orElseThrow();
        MoverRight second = fences.acquire(ANN, new Epoch(1)).orElseThrow();
        MoverRight cleaner = fences.evict(ANN, new Epoch(1)).orElseThrow();
        assertThat(List.of(
                        first.token().number(),
                        second.token().number(),
                        cleaner.token().number()))
                .doesNotHaveDuplicates()
                .doesNotContain(0L);
        assertThat(cleaner.epoch()).isEqualTo(new Epoch(2));
        assertThat(fences.acquire(ANN, new Epoch(1))).isEmpty();
        assertThat(fences.acquireRemoval(ANN, new Epoch(2))).isEmpty();
    }

    @Test
    void the_way_back_makes_the_old_home_a_home_again() {
        Notes notes = Notes.homeOf(ANN);
        Fences fences = notes.store().fences();
        notes.freeze(ANN);
        fences.change(new FenceChange.Demote(ANN, new Epoch(2)));
        assertThat(fences.change(new FenceChange.Restore(ANN, new Epoch(3)))).isTrue();
        assertThat(notes.fence(ANN).is(Role.HOME, new Epoch(4))).isTrue();
        assertThat(notes.fence(ANN).homeSince()).isEqualTo(new Epoch(4));
    }

    @Test
    void starting_a_wave_again_leaves_units_in_flight_alone_and_bumps_the_default_once() {
        Notes notes = Notes.installed(Role.HOME);
        Fences fences = notes.store().fences();
        Epoch before = fences.readDefault().epoch();
        fences.start(Notes.MIGRATION, Role.HOME, List.of(ANN));
        notes.freeze(ANN);
        assertThat(fences.start(Notes.MIGRATION, Role.HOME, List.of(ANN))
                        .get(ANN)
                        .role())
                .isEqualTo(Role.FROZEN);
        assertThat(fences.readDefault().epoch()).isEqualTo(before.next());
        assertThat(fences.start(Notes.MIGRATION, Role.HOME, List.of(ANN, BOB))).hasSize(2);
        assertThat(fences.readDefault().epoch()).isEqualTo(before.next().next());
    }

    @Test
    void a_store_can_not_become_a_mirror_of_units_that_live_in_it() {
        Notes notes = Notes.installed(Role.HOME);
        assertThatThrownBy(() -> notes.store().fences().start(Notes.MIGRATION, Role.MIRROR, List.of(ANN)))
                .isInstanceOf(GodwitException.class)
                .extracting(failure -> ((GodwitException) failure).code())
                .isEqualTo(ErrorCode.FENCE_LOST);
        assertThat(notes.store().fences().all()).isEmpty();
    }

    @Test
    void the_default_changes_only_when_no_unit_lives_by_it() {
        Notes notes = Notes.installed(Role.HOME);
        Fences fences = notes.store().fences();
        notes.database().execute("insert into notes values (1, 'ann', 'a'), (2, 'bob', 'b'), (3, 'bob', 'c')");
        fences.start(Notes.MIGRATION, Role.HOME, List.of(ANN));
        assertThat(fences.unlistedUnits(10)).containsExactly(BOB);
        Epoch epoch = fences.readDefault().epoch();
        assertThat(fences.changeDefault(epoch, Role.MOVED)).isFalse();
        fences.start(Notes.MIGRATION, Role.HOME, List.of(BOB));
        assertThat(fences.changeDefault(epoch, Role.MOVED)).isFalse();
        assertThat(fences.changeDefault(epoch.next(), Role.MOVED)).isTrue();
        assertThat(fences.readDefault().role()).isEqualTo(Role.MOVED);
    }

    @Test
    void marks_are_read_deleted_by_list_and_purged() throws Exception {
        Notes notes = Notes.homeOf(ANN);
        notes.database().execute("insert into notes select i, 'ann', 'x' from generate_series(1, 5) i");
        MarkBatch two = notes.store().marks().read(ANN, MarkBatch.FROM_THE_START, 2);
        assertThat(two.marks()).hasSize(2);
        assertThat(two.complete()).isFalse();
        notes.store().marks().delete(two.marks());
        MarkBatch rest = notes.store().marks().read(ANN, MarkBatch.FROM_THE_START, 100);
        assertThat(rest.marks()).hasSize(3).doesNotContainAnyElementsOf(two.marks());
        assertThat(rest.complete()).isTrue();
        assertThat(notes.store().marks().backlog()).hasSize(1).allMatch(backlog -> backlog.count() == 3);
        notes.store().marks().purge(ANN);
        assertThat(notes.store().marks().exist(ANN)).isFalse();
        assertThat(notes.store().marks().read(ANN, rest.horizon(), 100).complete())
                .isTrue();
    }
}
