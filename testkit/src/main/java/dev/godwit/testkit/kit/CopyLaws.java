package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Chunk;
import dev.godwit.core.CopyCursor;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.Rows;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chunks come in the order of the keys, each row once, with a cursor that is as durable as they are. */
final class CopyLaws {
    @Law
    void a_unit_is_copied_whole_whatever_its_keys_look_like(Scene scene, KeyColumn keys) {
        TestStore home = scene.fresh(Role.HOME);
        Moving moving = Moving.begin(scene, home, scene.twinOf(home));
        List<TestRow> rows = scene.awkwardRows(moving.unit());
        scene.write(home, rows.toArray(TestRow[]::new));
        scene.write(home, scene.row(scene.unit()));
        copy(moving, 3);
        assertThat(moving.mirrored()).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(moving.mirror().rows()).hasSameSizeAs(rows);
    }

    @Law
    void it_ends_with_an_empty_chunk_and_the_cursor_says_so(Scene scene) {
        Moving moving = Moving.begin(scene);
        for (int i = 1; i <= 5; i++) {
            moving.written();
        }
        Rows mirror = moving.mirror().store().rows();
        assertThat(mirror.cursors(moving.unit())).isEmpty();
        MoverRight right = moving.acquire();
        Chunk first = read(moving, Optional.empty(), 3);
        mirror.writeChunk(right, moving.shape(), first);
        assertThat(mirror.cursors(moving.unit()))
                .containsExactly(new CopyCursor(SharedStores.NOTE, first.lastKey(), false, 3));
        Chunk second = read(moving, first.lastKey(), 3);
        mirror.writeChunk(right, moving.shape(), second);
        assertThat(second.rows().count()).isEqualTo(2);
        Chunk last = read(moving, second.lastKey(), 3);
        assertThat(last.isEmpty()).isTrue();
        mirror.writeChunk(right, moving.shape(), last);
        assertThat(mirror.cursors(moving.unit()))
                .containsExactly(new CopyCursor(SharedStores.NOTE, second.lastKey(), true, 5));
        assertThat(moving.mirrored()).hasSize(5);
    }

    @Law
    void a_chunk_that_is_not_written_moves_no_cursor(Scene scene) {
        Moving moving = Moving.begin(scene);
        moving.written();
        MoverRight zombie = moving.acquire();
        moving.acquire();
        Chunk chunk = read(moving, Optional.empty(), 10);
        assertThat(Refusals.failureOf(() -> moving.mirror().store().rows().writeChunk(zombie, moving.shape(), chunk)))
                .isPresent();
        assertThat(moving.mirror().store().rows().cursors(moving.unit())).isEmpty();
        assertThat(moving.mirrored()).isEmpty();
    }

    @Law
    void keys_are_after_a_cursor_in_the_order_in_which_chunks_come(Scene scene, KeyColumn keys) {
        TestStore home = scene.fresh(Role.HOME);
        Moving moving = Moving.begin(scene, home, scene.twinOf(home));
        scene.write(home, scene.awkwardRows(moving.unit()).toArray(TestRow[]::new));
        List<Key> inOrder = copy(moving, 1);
        Rows rows = home.store().rows();
        assertThat(rows.keysAfter(moving.shape(), Optional.empty(), inOrder))
                .containsExactlyInAnyOrderElementsOf(inOrder);
        for (int i = 0; i < inOrder.size(); i++) {
            assertThat(rows.keysAfter(moving.shape(), Optional.of(inOrder.get(i)), inOrder))
                    .as("after %s", inOrder.get(i))
                    .containsExactlyInAnyOrderElementsOf(inOrder.subList(i + 1, inOrder.size()));
        }
    }

    @Law
    void a_removal_forgets_the_cursor(Scene scene) {
        Moving moving = Moving.begin(scene);
        moving.written();
        copy(moving, 10);
        MoverRight evictor = moving.mirror()
                .store()
                .fences()
                .evict(moving.unit(), moving.epoch())
                .orElseThrow();
        Rows rows = moving.mirror().store().rows();
        assertThat(rows.unitsWithRows(moving.shape(), List.of(moving.unit()))).containsExactly(moving.unit());
        assertThat(rows.remove(evictor, moving.shape(), 10)).isEqualTo(1);
        assertThat(rows.cursors(moving.unit())).isEmpty();
        assertThat(rows.unitsWithRows(moving.shape(), List.of(moving.unit()))).isEmpty();
    }

    @Law
    void units_with_rows_are_listed_in_pages_that_meet(Scene scene) {
        TestStore home = scene.fresh(Role.HOME);
        List<UnitId> units = List.of(scene.unit(), scene.unit(), scene.unit());
        units.forEach(unit -> scene.write(home, scene.row(unit), scene.row(unit)));
        List<UnitId> listed = new ArrayList<>();
        List<UnitId> page;
        Optional<UnitId> after = Optional.empty();
        do {
            page = home.store().rows().units(home.shape().entity(), after, 2);
            listed.addAll(page);
            after = page.isEmpty() ? after : Optional.of(page.getLast());
        } while (!page.isEmpty());
        assertThat(listed).containsExactlyInAnyOrderElementsOf(units);
    }

    /** Copies the unit and gives the last key of each chunk. */
    static List<Key> copy(Moving moving, int maxRows) {
        MoverRight right = moving.acquire();
        List<Key> lastKeys = new ArrayList<>();
        Optional<Key> after = Optional.empty();
        while (true) {
            Chunk chunk = read(moving, after, maxRows);
            moving.mirror().store().rows().writeChunk(right, moving.shape(), chunk);
            if (chunk.isEmpty()) {
                return lastKeys;
            }
            after = chunk.lastKey();
            after.ifPresent(lastKeys::add);
        }
    }

    private static Chunk read(Moving moving, Optional<Key> after, int maxRows) {
        return moving.home().store().rows().readChunk(moving.shape(), moving.unit(), after, maxRows);
    }
}
