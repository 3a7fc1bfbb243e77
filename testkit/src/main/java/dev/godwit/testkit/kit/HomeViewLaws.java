package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Extent;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.EntityName;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Retire;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Which rows count as being at home here. */
final class HomeViewLaws {
    @Law
    void the_view_shows_units_that_have_their_home_here_and_no_others(Scene scene, Isolation isolation) {
        TestStore store = scene.fresh(Role.HOME);
        TestRow byDefault = scene.row(scene.unit());
        TestRow atHome = scene.row(scene.unitAtHome(store));
        TestRow frozen = scene.row(scene.unitAtHome(store));
        TestRow demoted = scene.row(scene.unitAtHome(store));
        scene.write(store, byDefault, atHome, frozen, demoted);
        store.store().marks().purge(demoted.unit());
        scene.freeze(store, frozen.unit());
        scene.freeze(store, demoted.unit());
        scene.change(store, new Demote(demoted.unit(), scene.epoch(store, demoted.unit())));
        assertThat(view(store, isolation, ApplicationStore::homeTable))
                .containsExactlyInAnyOrder(byDefault, atHome, frozen);
        scene.change(store, new Retire(demoted.unit(), scene.epoch(store, demoted.unit())));
        assertThat(view(store, isolation, ApplicationStore::homeTable)).doesNotContain(demoted);
        assertThat(view(store, isolation, ApplicationStore::table))
                .containsExactlyInAnyOrder(byDefault, atHome, frozen, demoted);
    }

    @Law
    void a_store_that_is_nobodys_home_shows_nothing(Scene scene) {
        Moving moving = Moving.begin(scene);
        TestRow row = moving.written();
        moving.apply(moving.acquire(), row.key());
        assertThat(view(moving.mirror(), Isolation.READ_COMMITTED, ApplicationStore::homeTable))
                .doesNotContain(row);
        assertThat(view(moving.home(), Isolation.READ_COMMITTED, ApplicationStore::homeTable))
                .contains(row);
    }

    private static List<TestRow> view(
            TestStore store, Isolation isolation, BiFunction<ApplicationStore<?>, EntityName, String> name) {
        try (Session<?> session = store.application().begin(new TransactionOptions(isolation, true, 0))) {
            return store.in(session).view(name.apply(store.application(), SharedStores.NOTE));
        }
    }

    @Law
    void chosen_units_are_shown_by_one_view_and_left_out_by_the_other(Scene scene) {
        TestStore store = scene.fresh(Role.HOME);
        TestRow chosen = scene.row(UnitId.of("a,\"b\" {c} \\ 'd'"));
        TestRow rest = scene.row(scene.unit());
        TestRow away = scene.row(scene.unitAtHome(store));
        scene.write(store, chosen, rest, away);
        store.store().marks().purge(away.unit());
        scene.freeze(store, away.unit());
        scene.change(store, new Demote(away.unit(), scene.epoch(store, away.unit())));
        ApplicationStore<?> application = store.application();
        try (Session<?> session = application.begin(TransactionOptions.READ)) {
            session.choose(Set.of(chosen.unit(), away.unit()));
            assertThat(store.in(session).view(application.restTable(SharedStores.NOTE)))
                    .containsExactly(rest);
            assertThat(store.in(session).view(application.chosenTable(SharedStores.NOTE)))
                    .containsExactlyInAnyOrder(chosen, away);
            session.choose(Set.of());
            assertThat(store.in(session).view(application.restTable(SharedStores.NOTE)))
                    .containsExactlyInAnyOrder(rest, chosen);
            assertThat(store.in(session).view(application.chosenTable(SharedStores.NOTE)))
                    .isEmpty();
        }
    }

    @Law
    void the_extent_says_how_much_has_its_home_here(Scene scene) {
        TestStore home = scene.fresh(Role.HOME);
        TestStore other = scene.fresh(Role.MOVED);
        assertThat(extent(home)).isEqualTo(Extent.EVERYTHING);
        assertThat(extent(other)).isEqualTo(Extent.NOTHING);
        UnitId unit = scene.unitAtHome(home);
        scene.unitMirrored(other);
        assertThat(extent(home)).isEqualTo(Extent.EVERYTHING);
        assertThat(extent(other)).isEqualTo(Extent.NOTHING);
        scene.freeze(home, unit);
        assertThat(extent(home)).isEqualTo(Extent.EVERYTHING);
        scene.change(home, new Demote(unit, scene.epoch(home, unit)));
        assertThat(extent(home)).isEqualTo(Extent.SOMETHING);
    }

    private static Extent extent(TestStore store) {
        try (Session<?> session = store.application().begin(TransactionOptions.READ)) {
            return session.extent();
        }
    }
}
