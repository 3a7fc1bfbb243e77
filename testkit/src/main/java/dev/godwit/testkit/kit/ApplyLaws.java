package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.ApplyResult;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.Rows.CurrentRows;
import java.util.List;

/** To apply is to make the mirror equal to what home has now, for some keys; to repeat it is harmless. */
final class ApplyLaws {
    @Law
    void rows_arrive_change_and_go_as_they_do_at_home(Scene scene, KeyColumn keys) {
        TestStore home = scene.fresh(Role.HOME);
        Moving moving = Moving.begin(scene, home, scene.twinOf(home));
        List<TestRow> rows = scene.awkwardRows(moving.unit());
        Key[] all = rows.stream().map(TestRow::key).toArray(Key[]::new);
        scene.write(home, rows.toArray(TestRow[]::new));
        MoverRight right = moving.acquire();
        assertThat(moving.apply(right, all)).isEqualTo(new ApplyResult(all.length, 0, List.of()));
        assertThat(moving.mirrored()).containsExactlyInAnyOrderElementsOf(rows);
        List<TestRow> changed = rows.stream().map(row -> row.with("second")).toList();
        scene.write(home, changed.toArray(TestRow[]::new));
        moving.apply(right, all);
        moving.apply(right, all);
        assertThat(moving.mirrored()).containsExactlyInAnyOrderElementsOf(changed);
        for (Key key : all) {
            scene.delete(home, key);
        }
        assertThat(moving.apply(right, all)).isEqualTo(new ApplyResult(0, all.length, List.of()));
        assertThat(moving.apply(right, all)).isEqualTo(new ApplyResult(0, 0, List.of()));
        assertThat(moving.mirrored()).isEmpty();
    }

    @Law
    void the_keys_that_were_asked_for_are_present_or_absent(Scene scene, KeyColumn keys) {
        Moving moving = Moving.begin(scene);
        TestRow there = moving.written();
        TestRow elsewhere = scene.row(scene.unit());
        scene.write(moving.home(), elsewhere);
        Key nowhere = scene.key();
        CurrentRows rows = moving.home()
                .store()
                .rows()
                .readKeys(moving.shape(), moving.unit(), List.of(there.key(), elsewhere.key(), nowhere));
        assertThat(rows.presentKeys()).containsExactly(there.key());
        assertThat(rows.present().count()).isEqualTo(1);
        assertThat(rows.absentKeys()).containsExactlyInAnyOrder(elsewhere.key(), nowhere);
    }

    @Law
    void what_is_not_committed_is_not_there(Scene scene) {
        Moving moving = Moving.begin(scene);
        TestRow row = moving.written();
        Writer writer = scene.begin(moving.home(), Isolation.READ_COMMITTED);
        writer.put(row.with("second"));
        TestRow unborn = scene.row(moving.unit());
        writer.put(unborn);
        MoverRight right = moving.acquire();
        moving.apply(right, row.key(), unborn.key());
        assertThat(moving.mirrored()).containsExactly(row);
        writer.commit();
        moving.apply(right, row.key(), unborn.key());
        assertThat(moving.mirrored()).containsExactlyInAnyOrder(row.with("second"), unborn);
    }
}
