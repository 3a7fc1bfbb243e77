package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Incarnation;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.util.Set;

/** What is installed can be removed, and leaves nothing. */
final class InstallationLaws {
    @Law
    void an_installation_may_be_repeated_and_keeps_what_it_finds(Scene scene) {
        TestStore store = scene.bare();
        assertThat(store.store().installed()).isFalse();
        store.store().install(Role.HOME);
        UnitId unit = scene.unitAtHome(store);
        scene.write(store, scene.row(unit));
        store.store().install(Role.MOVED);
        assertThat(store.store().installed()).isTrue();
        assertThat(store.store().fences().readDefault().role()).isEqualTo(Role.HOME);
        assertThat(scene.fence(store, unit).role()).isEqualTo(Role.HOME);
        assertThat(scene.marked(store, unit)).hasSize(1);
    }

    @Law
    void a_removal_leaves_the_rows_and_nothing_of_godwit(Scene scene) {
        TestStore store = scene.bare();
        Set<String> before = store.inventory();
        assertThat(store.store().artefacts().present()).isEmpty();
        store.store().install(Role.HOME);
        assertThat(store.store().artefacts().present()).isNotEmpty();
        assertThat(store.store().artefacts().sound()).isTrue();
        UnitId unit = scene.unitAtHome(store);
        TestRow row = scene.row(unit);
        scene.write(store, row);
        scene.freeze(store, unit);
        assertThat(store.inventory()).isNotEqualTo(before);
        store.store().uninstall();
        assertThat(store.inventory()).isEqualTo(before);
        assertThat(store.store().artefacts().present()).isEmpty();
        assertThat(store.store().installed()).isFalse();
        assertThat(store.rows()).containsExactly(row);
        scene.write(store, row.with("second"));
        store.store().uninstall();
    }

    @Law(once = true)
    void a_store_in_use_is_installed_and_removed_between_its_transactions(Scene scene) {
        TestStore store = scene.fresh(Role.HOME);
        Writer writer = scene.begin(store, Isolation.READ_COMMITTED);
        writer.put(scene.row(scene.unit()));
        assertThat(Refusals.failureOf(() -> store.store().uninstall())).isPresent();
        writer.put(scene.row(scene.unit()));
        writer.commit();
        store.store().uninstall();
        assertThat(store.rows()).hasSize(2);
    }

    @Law
    void an_installation_can_be_read_before_it_is_made(Scene scene) {
        TestStore store = scene.bare();
        Set<String> before = store.inventory();
        assertThat(store.store().installStatements(Role.HOME)).isNotEmpty();
        assertThat(store.inventory()).isEqualTo(before);
        assertThat(store.store().facts().installed()).isFalse();
    }

    @Law
    void a_store_keeps_its_identity_and_its_definition_while_nobody_changes_them(Scene scene) {
        TestStore store = scene.home();
        Incarnation incarnation = store.store().incarnation();
        var fingerprint = store.store().fingerprint();
        UnitId unit = scene.unitAtHome(store);
        scene.write(store, scene.row(unit));
        scene.freeze(store, unit);
        assertThat(store.store().incarnation()).isEqualTo(incarnation);
        assertThat(store.store().fingerprint()).isEqualTo(fingerprint);
    }
}
