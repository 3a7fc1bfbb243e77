package dev.godwit.testkit.kit;

import static dev.godwit.testkit.kit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ApplicationStore.UnitsInFlight;
import dev.godwit.core.Epoch;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Restore;
import dev.godwit.core.FenceChange.Seal;
import dev.godwit.core.FenceChange.Thaw;
import dev.godwit.core.Heir;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a store says to routers. */
final class StandingLaws {
    @Law
    void a_store_says_what_it_is_for_a_unit_with_a_fence_and_without(Scene scene) {
        UnitId unknown = scene.unit();
        assertThat(scene.home().application().standing(unknown)).isEqualTo(Standing.byDefault(unknown, Role.HOME));
        assertThat(scene.mirror().application().standing(unknown)).isEqualTo(Standing.byDefault(unknown, Role.MOVED));
        UnitId unit = scene.unitAtHome(scene.home());
        assertThat(scene.home().application().standing(unit))
                .isEqualTo(new Standing(unit, Role.HOME, new Epoch(1), Epoch.ZERO, Optional.empty()));
    }

    @Law
    void a_home_that_was_left_and_came_back_is_not_the_same_home(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        try (Session<?> session = home.application().begin(TransactionOptions.READ)) {
            Standing before = session.standing(unit);
            scene.freeze(home, unit);
            assertThat(before.stayedHomeUntil(session.standing(unit))).isTrue();
            scene.change(home, new Thaw(unit, scene.epoch(home, unit)));
            assertThat(before.stayedHomeUntil(session.standing(unit))).isTrue();
            scene.freeze(home, unit);
            scene.change(home, new Demote(unit, scene.epoch(home, unit)));
            assertThat(before.stayedHomeUntil(session.standing(unit))).isFalse();
            scene.change(home, new Restore(unit, scene.epoch(home, unit)));
            assertThat(before.stayedHomeUntil(session.standing(unit))).isFalse();
        }
    }

    @Law
    void units_in_flight_are_those_of_the_snapshot_with_the_epoch_of_the_default(Scene scene) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        UnitsInFlight before = inFlight(home);
        assertThat(before.units()).contains(new Standing(unit, Role.HOME, new Epoch(1), Epoch.ZERO, Optional.empty()));
        UnitId next = scene.unitAtHome(home);
        UnitsInFlight after = inFlight(home);
        assertThat(after.defaultEpoch()).isGreaterThan(before.defaultEpoch());
        assertThat(before.units()).extracting(Standing::unit).doesNotContain(next);
        assertThat(after.units()).extracting(Standing::unit).contains(next);
        assertThat(after.units()).extracting(Standing::unit).isSorted();
    }

    private static UnitsInFlight inFlight(TestStore store) {
        try (Session<?> session = store.application().begin(TransactionOptions.READ)) {
            return session.unitsInFlight();
        }
    }

    @Law
    void to_enter_is_judged_as_a_write_is(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId open = scene.unitAtHome(home);
        UnitId frozen = scene.unitAtHome(home);
        scene.freeze(home, frozen);
        UnitId away = scene.unitMirrored(scene.mirror());
        enter(home, isolation, Set.of(open, scene.unit()));
        assertRefused(home, () -> enter(home, isolation, Set.of(open, frozen)), Refusal.FROZEN);
        assertRefused(scene.mirror(), () -> enter(scene.mirror(), isolation, Set.of(away)), Refusal.MOVED);
        assertRefused(scene.mirror(), () -> enter(scene.mirror(), isolation, Set.of(open)), Refusal.MOVED);
    }

    private static void enter(TestStore store, Isolation isolation, Set<UnitId> units) {
        try (Session<?> session = store.application().begin(new TransactionOptions(isolation, false, 0))) {
            session.enter(units);
            session.commit();
        }
    }

    @Law
    void whoever_has_entered_is_waited_for(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        Session<?> session = scene.later(home.application().begin(new TransactionOptions(isolation, false, 0)));
        session.enter(Set.of(unit));
        assertThat(home.store().fences().holders(List.of(unit))).hasSize(1);
        TestRow row = scene.row(unit);
        home.in(session).put(row);
        session.commit();
        assertThat(home.store().fences().holders(List.of(unit))).isEmpty();
        assertThat(scene.marked(home, unit)).containsExactly(row.key());
    }

    /** Whatever the defaults of the database are. */
    @Law(needs = Ability.READS_BESIDE_WRITES)
    void a_reading_transaction_has_the_isolation_that_was_asked_for(Scene scene, Isolation isolation) {
        assertIsolation(scene, new TransactionOptions(isolation, true, 0));
    }

    @Law(needs = Ability.SEVERAL_WRITERS)
    void a_transaction_has_the_isolation_that_was_asked_for(Scene scene, Isolation isolation) {
        assertIsolation(scene, new TransactionOptions(isolation, false, 0));
    }

    private static void assertIsolation(Scene scene, TransactionOptions options) {
        TestStore home = scene.home();
        Session<?> session = scene.later(home.application().begin(options));
        assertThat(home.in(session).rows()).isNotNull();
        TestRow row = scene.row(scene.unit());
        scene.write(home, row);
        assertThat(home.in(session).rows().contains(row)).isEqualTo(options.isolation() == Isolation.READ_COMMITTED);
    }

    @Law(needs = Ability.READS_BESIDE_WRITES)
    void a_commit_says_what_the_store_is_after_it(Scene scene, Isolation isolation) {
        TestStore home = scene.home();
        UnitId unit = scene.unitAtHome(home);
        TestRow row = scene.row(unit);
        Session<?> session = scene.later(home.application().begin(new TransactionOptions(isolation, false, 0)));
        home.in(session).put(row);
        Session<?> reader = scene.later(home.application().begin(new TransactionOptions(isolation, true, 0)));
        assertThat(home.in(reader).rows()).doesNotContain(row);
        assertThat(session.commitThenLook(Set.of(unit)))
                .extracting(Standing::role)
                .containsExactly(Role.HOME);
        scene.freeze(home, unit);
        assertThat(reader.commitThenLook(Set.of(unit)))
                .extracting(Standing::role)
                .containsExactly(Role.FROZEN);
        assertThat(scene.rows(home, unit)).containsExactly(row);
    }

    @Law
    void anybody_may_complete_a_promotion_and_nothing_else(Scene scene) {
        TestStore mirror = scene.mirror();
        UnitId unit = scene.unitMirrored(mirror);
        Heir heir = new Heir(SharedStores.LEGACY, new Epoch(3));
        ApplicationStore<?> application = mirror.application();
        assertThat(application.completePromotion(unit, heir)).isFalse();
        scene.change(mirror, new Seal(unit, new Epoch(1), heir));
        assertThat(application.standing(unit).heir()).contains(heir);
        assertThat(application.completePromotion(unit, new Heir(SharedStores.LEGACY, new Epoch(4))))
                .isFalse();
        assertThat(application.completePromotion(unit, new Heir(SharedStores.NEW, new Epoch(3))))
                .isFalse();
        assertThat(application.completePromotion(unit, heir)).isTrue();
        assertThat(application.completePromotion(unit, heir)).isFalse();
        assertThat(application.standing(unit))
                .isEqualTo(new Standing(unit, Role.HOME, new Epoch(3), new Epoch(3), Optional.empty()));
    }

    @Law
    void where_nothing_is_installed_nothing_is_said(Scene scene) {
        TestStore bare = scene.bare();
        UnitId unit = scene.unit();
        ApplicationStore<?> application = bare.application();
        assertThat(application.fenced()).isFalse();
        assertRefused(bare, () -> application.standing(unit), Refusal.UNFENCED);
        Session<?> session = scene.later(application.begin(TransactionOptions.WRITE));
        assertThat(session.fenced()).isFalse();
        assertRefused(bare, () -> session.enter(Set.of(unit)), Refusal.UNFENCED);
        session.close();
        bare.store().install(Role.HOME);
        assertThat(application.fenced()).isTrue();
        assertThat(application.standing(unit).role()).isEqualTo(Role.HOME);
    }
}
