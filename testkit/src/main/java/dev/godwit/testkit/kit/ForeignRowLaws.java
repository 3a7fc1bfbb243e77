package dev.godwit.testkit.kit;

import static dev.godwit.testkit.kit.Refusals.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Chunk;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.MoverRight;
import java.util.List;
import java.util.Optional;

/** A mover touches the rows of its own unit and no other. */
final class ForeignRowLaws {
    @Law
    void a_key_that_belongs_to_another_unit_is_reported_and_left_alone(Scene scene, KeyColumn keys) {
        Moving mine = Moving.begin(scene);
        Moving other = Moving.begin(scene);
        TestRow theirs = other.written();
        other.apply(other.acquire(), theirs.key());
        scene.delete(scene.home(), theirs.key());
        TestRow claimed = theirs.in(mine.unit()).with("mine");
        TestRow own = mine.written();
        scene.write(scene.home(), claimed);
        ApplyResult result = mine.apply(mine.acquire(), claimed.key(), own.key());
        assertThat(result.foreign()).containsExactly(claimed.key());
        assertThat(result.upserted()).isEqualTo(1);
        assertThat(other.mirrored()).containsExactly(theirs);
        assertThat(mine.mirrored()).containsExactly(own);
    }

    @Law
    void the_absence_of_a_row_in_one_unit_deletes_it_in_no_other(Scene scene) {
        Moving left = Moving.begin(scene);
        Moving joined = Moving.begin(scene);
        TestRow row = left.written();
        left.apply(left.acquire(), row.key());
        scene.write(scene.home(), row.in(joined.unit()));
        assertThat(left.apply(left.acquire(), row.key()).deleted()).isEqualTo(1);
        joined.apply(joined.acquire(), row.key());
        assertThat(left.apply(left.acquire(), row.key()).deleted()).isZero();
        assertThat(joined.mirrored()).containsExactly(row.in(joined.unit()));
    }

    @Law
    void a_chunk_that_meets_a_key_of_another_unit_is_not_written(Scene scene) {
        Moving mine = Moving.begin(scene);
        Moving other = Moving.begin(scene);
        TestRow theirs = other.written();
        other.apply(other.acquire(), theirs.key());
        scene.write(scene.home(), theirs.in(mine.unit()));
        MoverRight right = mine.acquire();
        Chunk chunk = scene.home().store().rows().readChunk(mine.shape(), mine.unit(), Optional.empty(), 10);
        assertFails(ErrorCode.KEY_OWNED_BY_OTHER_UNIT, () -> {
            scene.mirror().store().rows().writeChunk(right, mine.shape(), chunk);
            return "written";
        });
        assertThat(other.mirrored()).containsExactly(theirs);
        assertThat(scene.mirror().store().rows().cursors(mine.unit())).isEmpty();
    }

    @Law
    void a_removal_removes_what_is_of_its_unit(Scene scene) {
        Moving mine = Moving.begin(scene);
        Moving other = Moving.begin(scene);
        TestRow own = mine.written();
        TestRow theirs = other.written();
        mine.apply(mine.acquire(), own.key());
        other.apply(other.acquire(), theirs.key());
        MoverRight evictor =
                scene.mirror().store().fences().evict(mine.unit(), mine.epoch()).orElseThrow();
        assertThat(scene.mirror().store().rows().remove(evictor, mine.shape(), 100))
                .isEqualTo(1);
        assertThat(mine.mirrored()).isEqualTo(List.of());
        assertThat(other.mirrored()).containsExactly(theirs);
    }
}
