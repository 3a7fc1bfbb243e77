package dev.godwit.testkit.kit;

import static dev.godwit.testkit.kit.Refusals.assertFails;
import static dev.godwit.testkit.kit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.Fences;
import dev.godwit.core.Fences.Frozen;
import dev.godwit.core.LockHolder;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whoever writes a unit is waited for, and nobody queues behind the wait. */
final class HolderLaws {
    @Law(needs = Ability.SEVERAL_WRITERS)
    void a_freeze_lists_the_writers_of_its_unit_and_of_no_other(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        UnitId other = scene.unitAtHome(home);
        Writer writer = scene.begin(home, Isolation.READ_COMMITTED);
        writer.put(scene.row(unit));
        Writer neighbour = scene.begin(home, Isolation.READ_COMMITTED);
        neighbour.put(scene.row(other));
        Fences fences = home.store().fences();
        Frozen frozen = scene.freeze(home, unit);
        assertThat(frozen.writers()).hasSize(1);
        assertThat(fences.holders(List.of(unit)))
                .extracting(LockHolder::transaction)
                .containsExactlyElementsOf(transactions(frozen.writers()));
        assertThat(fences.stillHolding(frozen.writers())).isEqualTo(frozen.writers());
        writer.commit();
        assertThat(fences.stillHolding(frozen.writers())).isEmpty();
        assertThat(fences.holders(List.of(unit))).isEmpty();
        assertThat(fences.holders(List.of(unit, other))).hasSize(1);
    }

    private static List<String> transactions(Set<LockHolder> holders) {
        return holders.stream().map(LockHolder::transaction).toList();
    }

    @Law
    void a_writer_of_a_unit_without_a_fence_is_a_holder_too(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unit();
        Writer writer = scene.begin(home, isolation);
        writer.put(scene.row(unit));
        assertThat(home.store().fences().holders(List.of(unit))).hasSize(1);
        writer.close();
        assertThat(home.store().fences().holders(List.of(unit))).isEmpty();
    }

    @Law(needs = Ability.SEVERAL_WRITERS)
    void what_a_holder_writes_before_the_freeze_is_marked(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        TestRow row = scene.row(unit);
        Writer writer = scene.begin(home, Isolation.READ_COMMITTED);
        writer.put(row);
        scene.freeze(home, unit);
        assertRefused(home, () -> scene.write(home, scene.row(unit)), Refusal.FROZEN);
        writer.commit();
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
    }

    @Law
    void a_demotion_waits_for_a_writer_that_an_expired_freeze_let_in(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        scene.freeze(home, unit, Duration.ZERO);
        Writer writer = scene.begin(home, Isolation.READ_COMMITTED);
        writer.put(scene.row(unit));
        Demote demote = new Demote(unit, scene.epoch(home, unit));
        assertFails(ErrorCode.STORE_BUSY, () -> home.store().fences().change(demote));
        assertFails(ErrorCode.STORE_BUSY, () -> home.store().fences().demote(demote, List.of()));
        writer.commit();
        assertThat(home.store().fences().change(demote)).isFalse();
    }

    /** The look at the marks must not be older than the lock that was waited for. */
    @Law
    void a_demotion_that_has_waited_for_a_writer_sees_what_it_wrote(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        for (int attempt = 1; attempt <= 3; attempt++) {
            UnitId unit = scene.unitAtHome(home);
            scene.freeze(home, unit, Duration.ZERO);
            Writer writer = scene.begin(home, isolation);
            writer.put(scene.row(unit));
            Demote demote = new Demote(unit, new Epoch(2));
            AtomicBoolean demoted = new AtomicBoolean();
            StoreUnderTest.Waiting waiting = scene.database()
                    .start(() -> demoted.set(home.store().fences().demote(demote, List.of())));
            writer.commit();
            boolean gaveUp = waiting.end().isPresent();
            assertThat(demoted).isFalse();
            assertThat(scene.fence(home, unit).is(Role.FROZEN, new Epoch(2))).isTrue();
            if (!gaveUp) {
                return;
            }
        }
    }

    @Law
    void a_freeze_that_old_snapshots_hold_up_changes_nothing_or_all(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        Writer writer = scene.begin(home, Isolation.SERIALIZABLE);
        TestRow row = scene.row(unit);
        writer.put(row);
        boolean frozen = Refusals.failureOf(() -> scene.freeze(home, unit)).isEmpty();
        assertThat(scene.epoch(home, unit).value()).isEqualTo(frozen ? 2 : 1);
        writer.commit();
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
    }

    @Law
    void a_writer_that_began_before_a_position_is_found_until_it_ends(Scene scene) {
        TestStore home = scene.home();
        Writer writer = scene.begin(home, Isolation.READ_COMMITTED);
        String before = home.store().position();
        writer.put(scene.row(scene.unit()));
        assertThat(home.store().oldestWriterBefore(before)).isEmpty();
        String after = home.store().position();
        assertThat(home.store().oldestWriterBefore(after)).isPresent();
        writer.commit();
        assertThat(home.store().oldestWriterBefore(after)).isEmpty();
    }
}
