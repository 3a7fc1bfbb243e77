package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.Role;
import dev.godwit.core.RowDigest;
import dev.godwit.core.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two stores have the same rows exactly when they say so, whatever their settings are. */
final class DigestLaws {
    @Law
    void a_copy_in_a_store_with_ordinary_settings_has_the_digest_of_its_original(Scene scene, KeyColumn keys) {
        TestStore home = scene.fresh(Role.HOME);
        agreeAfterACopy(scene, Moving.begin(scene, home, scene.plainTwinOf(home)));
    }

    private static void agreeAfterACopy(Scene scene, Moving moving) {
        List<TestRow> written = scene.awkwardRows(moving.unit());
        scene.write(moving.home(), written.toArray(TestRow[]::new));
        List<Key> inOrder = CopyLaws.copy(moving, 4);
        Rows home = moving.home().store().rows();
        Rows mirror = moving.mirror().store().rows();
        RangeDigest whole = home.digest(moving.shape(), moving.unit(), KeyRange.ALL);
        assertThat(whole.count()).isEqualTo(written.size());
        assertThat(whole.sameRowsAs(mirror.digest(moving.shape(), moving.unit(), KeyRange.ALL)))
                .isTrue();
        assertThat(ofPages(home, moving)).isEqualTo(ofPages(mirror, moving));
        KeyRange middle = new KeyRange(Optional.of(inOrder.getFirst()), Optional.of(inOrder.getLast()));
        assertThat(home.digest(moving.shape(), moving.unit(), middle))
                .isEqualTo(mirror.digest(moving.shape(), moving.unit(), middle));
        assertThat(hashes(home.rowDigests(moving.shape(), moving.unit(), KeyRange.ALL)))
                .containsExactlyInAnyOrderElementsOf(
                        hashes(mirror.rowDigests(moving.shape(), moving.unit(), KeyRange.ALL)));
    }

    private static List<RangeDigest> ofPages(Rows rows, Moving moving) {
        List<RangeDigest> pages = new ArrayList<>();
        Optional<Key> after = Optional.empty();
        do {
            RangeDigest page = rows.digestNext(moving.shape(), moving.unit(), after, 4);
            pages.add(page);
            after = page.range().upTo();
        } while (after.isPresent());
        assertThat(pages.stream().mapToLong(RangeDigest::count).sum())
                .isEqualTo(
                        rows.digest(moving.shape(), moving.unit(), KeyRange.ALL).count());
        return pages;
    }

    private static List<String> hashes(List<RowDigest> digests) {
        return digests.stream()
                .map(digest -> digest.key() + " " + digest.digest())
                .toList();
    }

    @Law
    void one_changed_missing_or_exchanged_value_changes_the_digest(Scene scene) {
        Moving moving = Moving.begin(scene);
        TestRow one = moving.written();
        TestRow two = scene.row(moving.unit()).with("other");
        scene.write(moving.home(), two);
        moving.apply(moving.acquire(), one.key(), two.key());
        assertThat(agree(moving)).isTrue();
        scene.write(moving.home(), one.with("FIRST"));
        assertThat(agree(moving)).isFalse();
        scene.write(moving.home(), one.with(two.body()), two.with(one.body()));
        assertThat(agree(moving)).isFalse();
        scene.write(moving.home(), one, two);
        assertThat(agree(moving)).isTrue();
        scene.delete(moving.home(), two.key());
        assertThat(agree(moving)).isFalse();
    }

    private static boolean agree(Moving moving) {
        return moving.home()
                .store()
                .rows()
                .digest(moving.shape(), moving.unit(), KeyRange.ALL)
                .sameRowsAs(moving.mirror().store().rows().digest(moving.shape(), moving.unit(), KeyRange.ALL));
    }

    @Law
    void a_row_is_hashed_together_with_whether_it_is_marked(Scene scene, KeyColumn keys) {
        Moving moving = Moving.begin(scene);
        TestRow clean = moving.written();
        moving.home().store().marks().purge(moving.unit());
        TestRow marked = moving.written();
        TestRow gone = moving.written();
        scene.delete(moving.home(), gone.key());
        Key never = scene.key();
        Rows rows = moving.home().store().rows();
        List<Key> all = List.of(clean.key(), marked.key(), gone.key(), never);
        assertThat(rows.rowDigests(moving.shape(), moving.unit(), all))
                .extracting(digest -> digest.key() + " " + digest.marked())
                .containsExactlyInAnyOrder(clean.key() + " false", marked.key() + " true");
        assertThat(rows.rowDigests(moving.shape(), moving.unit(), KeyRange.ALL))
                .extracting(digest -> digest.key() + " " + digest.marked())
                .containsExactlyInAnyOrder(clean.key() + " false", marked.key() + " true");
        assertThat(rows.marked(moving.shape(), moving.unit(), all)).containsExactlyInAnyOrder(marked.key(), gone.key());
    }
}
