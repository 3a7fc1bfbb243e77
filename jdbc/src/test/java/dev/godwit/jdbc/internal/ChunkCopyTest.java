package dev.godwit.jdbc.internal;

import static dev.godwit.jdbc.internal.RowsFixture.NOTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.godwit.core.Chunk;
import dev.godwit.core.CopyCursor;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.MoverRight;
import dev.godwit.core.RowShape;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkCopyTest {
    private static final String TABLE = "create table notes (id %s primary key, creator %s not null, body text)";
    private static final String INDEX = "create index on notes (creator)";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "smallint ; i - 50",
                "integer  ; (i - 50) * 20000000",
                "bigint   ; (i - 50)::bigint * 100000000000000",
                "uuid     ; md5(i::text)::uuid",
                "text     ; 'k' || chr(65 + i % 60) || i || '''\\ü\u20AC'",
                "varchar(40) ; md5(i::text)"
            })
    void a_unit_is_copied_in_chunks_whatever_its_key_is(String type, String key) throws SQLException {
        String table = TABLE.formatted(type, "text");
        try (RowsFixture source = RowsFixture.create("a", table, INDEX);
                RowsFixture target = RowsFixture.create("b", table, INDEX)) {
            source.plant(
                    "insert into notes select " + key + ", 'u' || i % 2, repeat('x', i) from generate_series(1, 99) i");
            RowShape shape = target.shape();

            assertThat(target.copyFrom(source, shape, "u1", 7)).isEqualTo(8);

            assertThat(target.query("select notes::text from notes order by notes::text"))
                    .hasSize(50)
                    .isEqualTo(source.query("select notes::text from notes where creator = 'u1' order by notes::text"));
            assertThat(target.rows.cursors(UnitId.of("u1"))).singleElement().satisfies(cursor -> {
                assertThat(cursor.done()).isTrue();
                assertThat(cursor.rows()).isEqualTo(50);
                assertThat(cursor.after()).contains(new Key(lastKey(source)));
            });
            assertThat(target.rows.digest(shape, UnitId.of("u1"), KeyRange.ALL))
                    .isEqualTo(source.rows.digest(shape, UnitId.of("u1"), KeyRange.ALL));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"integer, 7", "bigint, -7", "uuid, 3e25960a-79db-c69b-674c-d4ec67a72c62", "text, it's \\ ü"})
    void a_unit_may_be_a_number_a_uuid_or_a_text(String type, String unit) throws SQLException {
        String table = TABLE.formatted("bigint", type);
        try (RowsFixture source = RowsFixture.create("a", table, INDEX);
                RowsFixture target = RowsFixture.create("b", table, INDEX)) {
            source.plant("insert into notes values (1, '" + unit.replace("'", "''") + "', 'x')");

            target.copyFrom(source, target.shape(), unit, 10);

            assertThat(target.query("select creator::text from notes")).containsExactly(unit);
            assertThat(source.rows.units(RowsFixture.ENTITY, Optional.empty(), 10))
                    .containsExactly(UnitId.of(unit));
        }
    }

    @Test
    void a_unit_that_the_column_would_write_in_another_way_is_refused() throws SQLException {
        try (RowsFixture source = RowsFixture.create("a", TABLE.formatted("bigint", "integer"), INDEX)) {
            RowShape shape = source.shape();
            assertThatExceptionOfType(GodwitException.class)
                    .isThrownBy(() -> source.rows.readChunk(shape, UnitId.of("007"), Optional.empty(), 10))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_UNIT))
                    .withMessageContaining("'7'");
        }
    }

    @Test
    void a_mover_whose_token_is_void_writes_nothing() throws SQLException {
        String table = TABLE.formatted("bigint", "text");
        try (RowsFixture source = RowsFixture.create("a", table, INDEX);
                RowsFixture target = RowsFixture.create("b", table, INDEX)) {
            source.plant("insert into notes values (1, 'u', 'x')");
            RowShape shape = target.shape();
            MoverRight zombie = target.mover("u");
            target.mover("u");
            Chunk chunk = source.rows.readChunk(shape, zombie.unit(), Optional.empty(), 10);

            assertThatExceptionOfType(GodwitException.class)
                    .isThrownBy(() -> target.rows.writeChunk(zombie, shape, chunk))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MOVER_SHUT_OUT));
            assertThat(target.query("select id from notes")).isEmpty();
            assertThat(target.rows.cursors(zombie.unit())).isEmpty();
        }
    }

    @Test
    void a_chunk_that_fails_leaves_the_cursor_where_it_was() throws SQLException {
        String table = TABLE.formatted("bigint", "text");
        try (RowsFixture source = RowsFixture.create("a", table, INDEX);
                RowsFixture target = RowsFixture.create(
                        "b", table, "alter table notes add constraint short check (length(body) < 5)")) {
            source.plant("insert into notes values (1, 'u', 'x'), (2, 'u', 'secret words')");
            RowShape shape = target.shape();
            MoverRight right = target.mover("u");
            target.rows.writeChunk(right, shape, source.rows.readChunk(shape, right.unit(), Optional.empty(), 1));
            Chunk second = source.rows.readChunk(shape, right.unit(), Optional.of(new Key("1")), 1);

            assertThatExceptionOfType(GodwitException.class)
                    .isThrownBy(() -> target.rows.writeChunk(right, shape, second))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ROW_REFUSED))
                    .withMessageContaining("public.notes")
                    .withMessageContaining("short")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"))
                    .satisfies(e -> assertThat(e.getCause().getMessage()).doesNotContain("secret"));
            assertThat(target.rows.cursors(right.unit()))
                    .containsExactly(new CopyCursor(NOTE, Optional.of(new Key("1")), false, 1));
        }
    }

    @Test
    void wide_rows_make_short_chunks() throws SQLException {
        String table = TABLE.formatted("bigint", "text");
        try (RowsFixture source = RowsFixture.create("a", table, INDEX)) {
            source.plant("insert into notes select i, 'u', repeat('x', 3000000) from generate_series(1, 5) i");
            RowShape shape = source.shape();

            Chunk first = source.rows.readChunk(shape, UnitId.of("u"), Optional.empty(), 1000);

            assertThat(first.rows().count()).isEqualTo(2);
            assertThat(first.rows().bytes()).isLessThanOrEqualTo(ChunkReader.MAXIMUM_BYTES);
            assertThat(first.lastKey()).contains(new Key("2"));
            assertThat(source.rows
                            .readChunk(shape, UnitId.of("u"), first.lastKey(), 1000)
                            .lastKey())
                    .contains(new Key("4"));
        }
    }

    @Test
    void keys_after_the_cursor_are_judged_in_the_order_of_the_column() throws SQLException {
        String table = TABLE.formatted("text collate \"C\"", "text");
        try (RowsFixture source = RowsFixture.create("a", table, INDEX)) {
            RowShape shape = source.shape();
            List<Key> keys = List.of(new Key("a"), new Key("B"), new Key("b"), new Key("C"));

            assertThat(source.rows.keysAfter(shape, Optional.of(new Key("B")), keys))
                    .containsExactlyInAnyOrder(new Key("a"), new Key("b"), new Key("C"));
            assertThat(source.rows.keysAfter(shape, Optional.empty(), keys)).hasSize(4);
        }
    }

    @Test
    void the_epoch_counts_as_much_as_the_token() throws SQLException {
        String table = TABLE.formatted("bigint", "text");
        try (RowsFixture target = RowsFixture.create("b", table, INDEX)) {
            RowShape shape = target.shape();
            MoverRight right = target.mover("u");
            MoverRight older = new MoverRight(
                    right.unit(), new Epoch(0), new Token(right.token().number()));
            Chunk empty = target.rows.readChunk(shape, right.unit(), Optional.empty(), 1);

            assertThatExceptionOfType(GodwitException.class)
                    .isThrownBy(() -> target.rows.writeChunk(older, shape, empty))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MOVER_SHUT_OUT));
        }
    }

    private static String lastKey(RowsFixture source) {
        try {
            return source.query("select id::text from notes where creator = 'u1' order by notes.id desc limit 1")
                    .getFirst();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
