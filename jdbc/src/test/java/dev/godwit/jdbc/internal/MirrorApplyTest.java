package dev.godwit.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Chunk;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirrorApplyTest {
    private static final String TABLE =
            "create table notes (id bigint generated always as identity primary key, creator uuid not null, slug text"
                    + " unique, body text)";
    private static final String UNIT = "00000000-0000-0000-0000-00000000000a";
    private static final String OTHER = "00000000-0000-0000-0000-00000000000b";

    private RowsFixture source;
    private RowsFixture target;
    private RowShape shape;
    private MoverRight right;

    @BeforeEach
    void makeStores() throws SQLException {
        source = RowsFixture.create("a", TABLE, "create index on notes (creator)");
        target = RowsFixture.create("b", TABLE, "create index on notes (creator)");
        shape = target.shape();
        right = target.mover(UNIT);
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @Test
    void the_mirror_becomes_equal_to_home_for_the_keys() throws SQLException {
        insert(source, 1, UNIT, "one", "new");
        insert(source, 2, UNIT, "two", "new");
        insert(target, 1, UNIT, "uno", "old");
        insert(target, 3, UNIT, "three", "gone in home");

        ApplyResult result = drain(1, 2, 3, 4);

        assertThat(result).isEqualTo(new ApplyResult(2, 1, List.of()));
        assertThat(target.query("select notes::text from notes order by notes.id"))
                .isEqualTo(source.query("select notes::text from notes order by notes.id"));
    }

    @Test
    void applying_the_same_rows_again_changes_nothing() throws SQLException {
        insert(source, 1, UNIT, "one", "new");
        drain(1, 2);
        assertThat(drain(1, 2)).isEqualTo(new ApplyResult(1, 0, List.of()));
        assertThat(target.query("select body from notes")).containsExactly("new");
    }

    @Test
    void a_row_of_another_unit_is_neither_overwritten_nor_deleted() throws SQLException {
        insert(source, 101, UNIT, "mine", "the moving one");
        insert(target, 101, OTHER, "theirs", "settled");
        insert(target, 102, OTHER, "also theirs", "settled");

        ApplyResult result = drain(101, 102);

        assertThat(result).isEqualTo(new ApplyResult(0, 0, List.of(new Key("101"))));
        assertThat(target.query("select body from notes order by id")).containsExactly("settled", "settled");
    }

    @Test
    void a_row_that_now_belongs_to_another_unit_of_home_counts_as_gone() throws SQLException {
        insert(source, 1, OTHER, "one", "moved to another unit");
        insert(target, 1, UNIT, "one", "as it was");

        assertThat(drain(1)).isEqualTo(new ApplyResult(0, 1, List.of()));
        assertThat(target.query("select body from notes")).isEmpty();
    }

    @Test
    void a_mover_whose_token_is_void_applies_nothing() throws SQLException {
        insert(source, 1, UNIT, "one", "of a zombie");
        insert(target, 2, UNIT, "two", "stays");
        MoverRight zombie = right;
        target.mover(UNIT);
        CurrentRows rows = source.rows.readKeys(shape, UnitId.of(UNIT), keys(1, 2));

        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> target.rows.apply(zombie, shape, rows))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MOVER_SHUT_OUT));
        assertThat(target.query("select body from notes")).containsExactly("stays");
    }

    @Test
    void nothing_to_apply_is_nothing_to_do() {
        CurrentRows rows = source.rows.readKeys(shape, UnitId.of(UNIT), List.of());
        assertThat(target.rows.apply(right, shape, rows)).isEqualTo(new ApplyResult(0, 0, List.of()));
    }

    @Test
    void values_that_two_rows_exchanged_are_exchanged_in_the_mirror_without_a_delete() throws SQLException {
        target.execute("create table children (note bigint references notes on delete cascade)");
        insert(source, 1, UNIT, "b", "swapped");
        insert(source, 2, UNIT, "a", "swapped");
        insert(target, 1, UNIT, "a", "before");
        insert(target, 2, UNIT, "b", "before");
        target.execute("insert into children values (1), (2)");

        assertThat(drain(1, 2)).isEqualTo(new ApplyResult(2, 0, List.of()));

        assertThat(target.query("select slug from notes order by id")).containsExactly("b", "a");
        assertThat(target.query("select count(*) from children")).containsExactly("2");
    }

    @Test
    void a_value_that_a_stale_row_still_holds_is_taken_in_one_batch_with_that_row() throws SQLException {
        insert(source, 1, UNIT, "x", "has it now");
        insert(source, 2, UNIT, "y", "had it before");
        insert(target, 2, UNIT, "x", "not drained yet");

        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> drain(1))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ROW_REFUSED));
        assertThat(target.query("select slug from notes order by id")).containsExactly("x");

        assertThat(drain(1, 2)).isEqualTo(new ApplyResult(2, 0, List.of()));
        assertThat(target.query("select slug from notes order by id")).containsExactly("x", "y");
    }

    @Test
    void a_value_of_a_row_that_is_gone_is_free_in_the_same_batch() throws SQLException {
        insert(source, 1, UNIT, "x", "has it now");
        insert(target, 2, UNIT, "x", "gone in home");

        assertThat(drain(1, 2)).isEqualTo(new ApplyResult(1, 1, List.of()));
    }

    @Test
    void a_value_that_another_unit_holds_is_refused_and_named_by_its_constraint() throws SQLException {
        insert(source, 1, UNIT, "taken slug", "mine");
        insert(target, 9, OTHER, "taken slug", "theirs");

        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> drain(1))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ROW_REFUSED))
                .withMessageContaining("public.notes")
                .withMessageContaining("notes_slug_key")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("taken slug"));
        assertThat(target.query("select slug from notes")).containsExactly("taken slug");
    }

    @Test
    void a_chunk_with_the_key_of_another_unit_is_refused_by_that_name() throws SQLException {
        insert(source, 1, UNIT, "one", "mine");
        insert(source, 2, UNIT, "two", "mine");
        insert(target, 2, OTHER, "zwei", "theirs");
        Chunk chunk = source.rows.readChunk(shape, UnitId.of(UNIT), Optional.empty(), 10);

        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> target.rows.writeChunk(right, shape, chunk))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_OWNED_BY_OTHER_UNIT))
                .withMessageContaining("[2]");
        assertThat(target.query("select body from notes")).containsExactly("theirs");
    }

    private ApplyResult drain(long... keys) {
        CurrentRows rows = source.rows.readKeys(shape, UnitId.of(UNIT), keys(keys));
        return target.rows.apply(right, shape, rows);
    }

    private static List<Key> keys(long... keys) {
        return Stream.of(keys)
                .flatMapToLong(java.util.Arrays::stream)
                .mapToObj(key -> new Key(Long.toString(key)))
                .toList();
    }

    private static void insert(RowsFixture store, long id, String unit, String slug, String body) throws SQLException {
        store.plant("insert into notes overriding system value values (" + id + ", '" + unit + "', '" + slug + "', '"
                + body + "')");
    }
}
