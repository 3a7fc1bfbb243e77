package dev.godwit.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.MoverRight;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.RowDigest;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {
    private static final UnitId UNIT = UnitId.of("u");

    @ParameterizedTest
    @ValueSource(strings = {"i", "md5(i::text)::uuid", "md5(i::text)"})
    void ranges_follow_one_another_and_the_last_one_is_open(String key) throws SQLException {
        try (RowsFixture store = RowsFixture.create(
                "a",
                "create table notes as select " + key + " as id, case when i % 2 = 0 then 'u' else 'v' end as creator"
                        + " from generate_series(1, 50) i",
                "alter table notes add primary key (id)")) {
            RowShape shape = store.shape();
            List<RangeDigest> ranges = new ArrayList<>();
            Optional<Key> after = Optional.empty();
            do {
                RangeDigest next = store.rows.digestNext(shape, UNIT, after, 10);
                ranges.add(next);
                after = next.range().upTo();
            } while (after.isPresent());

            assertThat(ranges).extracting(RangeDigest::count).containsExactly(10L, 10L, 5L);
            for (RangeDigest range : ranges) {
                assertThat(store.rows.digest(shape, UNIT, range.range())).isEqualTo(range);
                assertThat(store.rows.rowDigests(shape, UNIT, range.range())).hasSize((int) range.count());
            }
        }
    }

    @Test
    void a_row_that_differs_is_found_by_its_hash_and_its_mark_in_one_snapshot() throws SQLException {
        String[] table = {
            "create table notes (id int primary key, creator text, body text)",
            "insert into notes values (1, 'u', 'a'), (2, 'u', 'b'), (3, 'u', 'c'), (4, 'v', 'd')"
        };
        try (RowsFixture home = RowsFixture.create("a", table);
                RowsFixture mirror = RowsFixture.create("b", table)) {
            RowShape shape = mirror.shape();
            home.plant("update notes set body = 'B' where id = 2");
            mark(home, "u", "2");
            mark(home, "u", "2");
            mark(home, "v", "3");

            List<RowDigest> there = home.rows.rowDigests(shape, UNIT, KeyRange.ALL);
            List<RowDigest> here =
                    mirror.rows.rowDigests(shape, UNIT, List.of(new Key("1"), new Key("2"), new Key("4")));

            assertThat(there).extracting(RowDigest::key).containsExactlyInAnyOrder(key("1"), key("2"), key("3"));
            assertThat(there)
                    .filteredOn(RowDigest::marked)
                    .extracting(RowDigest::key)
                    .containsExactly(key("2"));
            assertThat(here).extracting(RowDigest::key).containsExactlyInAnyOrder(key("1"), key("2"));
            assertThat(here)
                    .filteredOn(row ->
                            !there.stream().map(RowDigest::digest).toList().contains(row.digest()))
                    .extracting(RowDigest::key)
                    .containsExactly(key("2"));
            assertThat(home.rows.marked(shape, UNIT, List.of(key("2"), key("3"))))
                    .containsExactly(key("2"));
        }
    }

    @Test
    void row_security_is_an_error_and_hides_no_row() throws SQLException {
        try (RowsFixture store = RowsFixture.create(
                "a",
                "create table notes (id int primary key, creator text, body text)",
                "insert into notes values (1, 'u', 'a')")) {
            RowShape shape = store.shape();
            store.execute(
                    "create policy nobody on notes using (false)",
                    "alter table notes enable row level security",
                    "do $$ begin if not exists (select from pg_roles where rolname = 'weak_mover') then"
                            + " create role weak_mover login; end if; end $$",
                    "grant select on notes to weak_mover");
            try (RowsFixture weak = store.as("weak_mover")) {
                assertThat(weak.facts().tables().get(RowsFixture.NOTE).rowSecurityApplies())
                        .isTrue();
                assertThatExceptionOfType(GodwitException.class)
                        .isThrownBy(() -> weak.rows.readKeys(shape, UNIT, List.of(key("1"))))
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_RIGHTS_MISSING));
                assertThatExceptionOfType(GodwitException.class)
                        .isThrownBy(() -> weak.rows.digest(shape, UNIT, KeyRange.ALL))
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_RIGHTS_MISSING));
            }
        }
    }

    @Test
    void a_unit_is_removed_a_few_rows_at_a_time_with_its_cursor() throws SQLException {
        try (RowsFixture store = RowsFixture.create(
                "a",
                "create table notes (id int primary key, creator int)",
                "insert into notes select i, i % 2 from generate_series(1, 50) i")) {
            RowShape shape = store.shape();
            MoverRight right = store.mover("1");
            store.rows.writeChunk(right, shape, store.rows.readChunk(shape, UnitId.of("7"), Optional.empty(), 1));
            assertThat(store.rows.cursors(right.unit())).hasSize(1);

            assertThat(store.rows.remove(right, shape, 10)).isEqualTo(10);
            List<UnitId> asked = List.of(right.unit(), UnitId.of("0"), UnitId.of("7"));
            assertThat(store.rows.unitsWithRows(shape, asked)).containsExactlyInAnyOrder(right.unit(), UnitId.of("0"));
            assertThat(store.rows.remove(right, shape, 100)).isEqualTo(15);
            assertThat(store.rows.remove(right, shape, 100)).isZero();
            assertThat(store.rows.unitsWithRows(shape, asked)).containsExactly(UnitId.of("0"));
            assertThat(store.rows.digest(shape, UnitId.of("0"), KeyRange.ALL).count())
                    .isEqualTo(25);
            assertThat(store.rows.cursors(right.unit())).isEmpty();
        }
    }

    @Test
    void units_are_listed_in_order_and_in_pages() throws SQLException {
        try (RowsFixture store = RowsFixture.create(
                "a",
                "create table notes (id int primary key, creator int)",
                "insert into notes select i, nullif(i % 12, 0) from generate_series(1, 500) i")) {
            assertThat(store.rows.units(RowsFixture.ENTITY, Optional.empty(), 10))
                    .extracting(UnitId::value)
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
            assertThat(store.rows.units(RowsFixture.ENTITY, Optional.of(UnitId.of("10")), 10))
                    .extracting(UnitId::value)
                    .containsExactly("11");
        }
    }

    private static void mark(RowsFixture store, String unit, String key) throws SQLException {
        store.execute("insert into " + RowsFixture.SCHEMA.marks() + " (unit, entity, key) values ('" + unit
                + "', 'note', '" + key + "')");
    }

    private static Key key(String text) {
        return new Key(text);
    }
}
