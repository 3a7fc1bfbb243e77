package dev.godwit.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Chunk;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.RowDigest;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy with an application that writes between any two of its steps: what the order of the steps has to withstand. */
class CopyUnderWritesTest {
    private static final UnitId UNIT = UnitId.of("u");
    private static final int KEYS = 30;

    private RowsFixture source;
    private RowsFixture target;
    private RowShape shape;
    private MoverRight right;

    @BeforeEach
    void startTheMove() throws SQLException {
        String[] table = {
            "create table notes (id int primary key, creator text not null, body int)",
            "create index notes_creator on notes (creator)"
        };
        source = RowsFixture.bare("a", table);
        source.store.install(Role.HOME);
        target = RowsFixture.create("b", table);
        shape = target.shape();
        source.execute("insert into notes select i, 'u', 0 from generate_series(1, " + KEYS + ", 2) i");
        source.store.fences().start(RowsFixture.MIGRATION, Role.HOME, List.of(UNIT));
        right = target.mover("u");
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_is_written_between_the_steps_the_mirror_becomes_equal(long seed) throws SQLException {
        Random random = new Random(seed);
        Optional<Key> cursor = Optional.empty();
        boolean copied = false;
        while (!copied) {
            Chunk chunk = source.rows.readChunk(shape, UNIT, cursor, 1 + random.nextInt(5));
            write(random);
            target.rows.writeChunk(right, shape, chunk);
            cursor = chunk.lastKey()
                    .or(() -> target.rows.cursors(UNIT).getFirst().after());
            copied = chunk.isEmpty();
            write(random);
            drain(copied ? Optional.empty() : cursor);
        }
        drain(Optional.empty());

        assertThat(source.store.marks().exist(UNIT)).isFalse();
        assertThat(target.rows.digest(shape, UNIT, KeyRange.ALL))
                .isEqualTo(source.rows.digest(shape, UNIT, KeyRange.ALL));
        assertThat(target.query("select notes::text from notes order by notes.id"))
                .isEqualTo(source.query("select notes::text from notes order by notes.id"));
    }

    /** Pitfall U12: born behind the last chunk, before the empty read that ends the copy. */
    @Test
    void a_row_that_is_born_behind_the_last_chunk_is_found_by_the_next_read() throws SQLException {
        Chunk last = source.rows.readChunk(shape, UNIT, Optional.of(new Key("27")), 10);
        source.execute("insert into notes values (99, 'u', 1)");
        target.rows.writeChunk(right, shape, last);
        drain(last.lastKey());

        assertThat(source.store.marks().exist(UNIT)).isFalse();
        assertThat(source.rows.readChunk(shape, UNIT, last.lastKey(), 10).lastKey())
                .contains(new Key("99"));
    }

    @Test
    void a_row_that_changed_is_different_and_marked_in_the_same_snapshot() throws SQLException {
        target.copyFrom(source, shape, "u", 100);
        source.execute("update notes set body = 5 where id = 3");

        List<RowDigest> home = source.rows.rowDigests(shape, UNIT, KeyRange.ALL);
        List<RowDigest> mirror = target.rows.rowDigests(shape, UNIT, KeyRange.ALL);
        Set<Long> mirrored = mirror.stream().map(RowDigest::digest).collect(Collectors.toSet());

        assertThat(home)
                .filteredOn(row -> !mirrored.contains(row.digest()))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.key()).isEqualTo(new Key("3"));
                    assertThat(row.marked()).isTrue();
                });
    }

    /** Drains the marks that are there: those whose rows a later chunk will read are only deleted. */
    private void drain(Optional<Key> cursor) {
        MarkBatch batch = source.store.marks().read(UNIT, MarkBatch.FROM_THE_START, 1000);
        Set<Key> keys = batch.marks().stream().map(Mark::key).collect(Collectors.toSet());
        Set<Key> later = cursor.isPresent() ? source.rows.keysAfter(shape, cursor, keys) : Set.of();
        List<Key> now = keys.stream().filter(key -> !later.contains(key)).toList();
        target.rows.apply(right, shape, source.rows.readKeys(shape, UNIT, now));
        source.store.marks().delete(batch.marks());
    }

    private void write(Random random) throws SQLException {
        for (int i = random.nextInt(4); i > 0; i--) {
            int id = 1 + random.nextInt(KEYS);
            source.execute(
                    switch (random.nextInt(3)) {
                        case 0 -> "delete from notes where id = " + id;
                        case 1 -> "update notes set body = body + 1 where id = " + id;
                        default ->
                            "insert into notes values (" + id + ", 'u', " + random.nextInt(100)
                                    + ") on conflict (id) do update set body = excluded.body";
                    });
        }
    }
}
