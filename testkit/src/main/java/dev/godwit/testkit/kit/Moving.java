package dev.godwit.testkit.kit;

import static dev.godwit.testkit.kit.Refusals.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Optional;

/** A unit on its way from one store to another. */
record Moving(Scene scene, TestStore home, TestStore mirror, UnitId unit, RowShape shape) {
    /** A unit in flight from the scene's home to its mirror. */
    static Moving begin(Scene scene) {
        return begin(scene, scene.home(), scene.mirror());
    }

    static Moving begin(Scene scene, TestStore home, TestStore mirror) {
        UnitId unit = scene.unit();
        scene.start(home, unit, Role.HOME);
        scene.start(mirror, unit, Role.MIRROR);
        return new Moving(scene, home, mirror, unit, mirror.shape());
    }

    /** A new row that the application has written at home. */
    TestRow written() {
        TestRow row = scene.row(unit);
        scene.write(home, row);
        return row;
    }

    Epoch epoch() {
        return scene.epoch(mirror, unit);
    }

    MoverRight acquire() {
        return scene.acquire(mirror, unit);
    }

    /** Makes the mirror equal for these keys. */
    ApplyResult apply(MoverRight right, Key... keys) {
        CurrentRows rows = home.store().rows().readKeys(shape, unit, List.of(keys));
        return mirror.store().rows().apply(right, shape, rows);
    }

    /** Asserts that a mover with this right can do nothing. */
    void assertShutOut(MoverRight right, Key key) {
        List<TestRow> before = mirrored();
        assertFails(ErrorCode.MOVER_SHUT_OUT, () -> apply(right, key));
        assertFails(ErrorCode.MOVER_SHUT_OUT, () -> {
            mirror.store()
                    .rows()
                    .writeChunk(right, shape, home.store().rows().readChunk(shape, unit, Optional.empty(), 10));
            return "written";
        });
        assertThat(mirrored()).isEqualTo(before);
    }

    /** What the mirror has of the unit. */
    List<TestRow> mirrored() {
        return scene.rows(mirror, unit);
    }
}
