package dev.godwit.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.MoverRight;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowShape.Column;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that are easy to spoil on the way, between databases whose defaults differ. */
class RowValuesTest {
    private static final UnitId UNIT = UnitId.of("u");

    /** How rows get from one store to the other. */
    enum Way {
        CHUNK,
        APPLY
    }

    private static final String[] VALUES = {"create type public.\"Mood\" as enum ('so so', 'great')", """
        create table notes (id int primary key, creator text not null, t text, v varchar(20), c char(5), b bytea,
            f4 real, f8 double precision, n numeric, ts timestamp, tz timestamptz, d date, i interval, j json, jb jsonb,
            a int[], ta text[], m public."Mood", u uuid, bo boolean, ip inet, mo money, bits bit(3), x xml)
        """, """
        insert into notes (id, creator, t, v, c, b, f4, f8, n, ts, tz, d, i, j, jb, a, ta, m, u, bo, ip, mo, bits) values
        (1, 'u', '', '', '', '', 'NaN', 'NaN', 'NaN', 'infinity', 'infinity', 'infinity', '0', '{"b": 1, "a":2, "a": 3}',
         '{"b": 1, "a":2, "a": 3}', '{}', '{}', 'so so', md5('1')::uuid, true, '10.0.0.1/8', 12.34, B'101'),
        (2, 'u', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
         null, null, null, null),
        (3, 'u', E'NULL\\t\\n"\\\\,(){}', 'üß€𝄞', 'ab', '\\x00ff5c27', '-0', '-0', '-0.000', '-infinity', '-infinity',
         '4713-01-01 BC', '-1 year 2 mons -3 days 04:05:06.789', 'null', 'null', '{NULL,1}', '{NULL,"NULL",""}', 'great',
         md5('2')::uuid, false, '::1', -0.01, B'000'),
        (4, 'u', repeat('x', 1000000), 'a  ', 'a  ', decode(repeat('00ff', 100000), 'hex'), 0.1, 0.1,
         123456789012345678901234567890.123456789, '294276-12-31 23:59:59.999999', '2026-03-29 01:30:00+00', '5874897-12-31',
         '178000000 years', '{"k": "\\u00fc"}', '[1.10, 1e400]', '{{1,2},{3,4}}', '{"a b","c,d"}', 'great', md5('3')::uuid, true,
         '192.168.0.0/16', 92233720368547758.07, B'111'),
        (5, 'u', E'\\u200b ﷽', ' ', '     ', '', 1e-45, 4.9406564584124654e-324, 1e-100, '4714-11-24 00:00:00 BC',
         '4714-11-24 00:00:00+00 BC', '4714-11-24 BC', '-178000000 years', '1.0', '1.0', '[5:7]={1,2,3}', '{{a},{b}}', 'so so',
         md5('4')::uuid, true, '0.0.0.0', 0, B'010'),
        (6, 'other', 'not ours', null, null, null, 3.4028235e38, 1.7976931348623157e308, 'Infinity', null, null, null,
         null, null, null, null, null, null, null, null, null, null, null)
        """};

    private static final String HOSTILE = """
            do $$ begin
              execute format('alter database %I set DateStyle to ''SQL, DMY''', current_database());
              execute format('alter database %I set TimeZone to ''Asia/Kathmandu''', current_database());
              execute format('alter database %I set IntervalStyle to ''iso_8601''', current_database());
              execute format('alter database %I set extra_float_digits to -10', current_database());
              execute format('alter database %I set bytea_output to ''escape''', current_database());
              execute format('alter database %I set array_nulls to off', current_database());
              execute format('alter database %I set default_transaction_isolation to ''repeatable read''', current_database());
              execute format('alter database %I set standard_conforming_strings to off', current_database());
              execute format('alter database %I set backslash_quote to off', current_database());
              execute format('alter database %I set search_path to nowhere', current_database());
              execute format('alter database %I set default_transaction_read_only to off', current_database());
            end $$
            """;

    @ParameterizedTest
    @EnumSource(Way.class)
    void every_value_arrives_as_it_was_whatever_the_databases_defaults_are(Way way) throws SQLException {
        try (RowsFixture source = RowsFixture.create("a", VALUES);
                RowsFixture target = RowsFixture.create("b", VALUES[0], VALUES[1], HOSTILE)) {
            RowShape shape = target.shape();
            assertThat(shape.columns()).hasSize(24);

            bring(way, source, target, shape, "1", "2", "3", "4", "5");

            String all = "select row(n.*, n.f4::text = '-0', n.c is null, ta is null, pg_column_size(n.n))::text"
                    + " from public.notes n where creator = 'u' order by n.id";
            String settings = "set search_path = pg_catalog; set DateStyle = 'ISO, YMD'; set TimeZone = 'UTC';"
                    + " set IntervalStyle = 'postgres'; set extra_float_digits = 1; set bytea_output = 'hex'; ";
            assertThat(target.query(settings + all)).hasSize(5).isEqualTo(source.query(settings + all));
            assertThat(target.rows.digest(shape, UNIT, KeyRange.ALL))
                    .isEqualTo(source.rows.digest(shape, UNIT, KeyRange.ALL))
                    .satisfies(digest -> assertThat(digest.count()).isEqualTo(5));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void types_may_become_wider_on_the_way(Way way) throws SQLException {
        try (RowsFixture source = RowsFixture.create(
                        "a",
                        "create table notes (id int primary key, creator varchar(10), n smallint, r real, c char(5))",
                        "insert into notes values (-5, 'u', -3, 0.1, 'ab'), (6, 'u', null, 'NaN', '')");
                RowsFixture target = RowsFixture.create(
                        "b",
                        "create table notes (c text, id bigint primary key, r double precision, creator text, n bigint)")) {
            RowShape shape = new RowShape(
                    RowsFixture.ENTITY,
                    List.of(
                            new Column("id", "bigint"),
                            new Column("creator", "text"),
                            new Column("n", "bigint"),
                            new Column("r", "double precision"),
                            new Column("c", "text")));

            bring(way, source, target, shape, "-5", "6");

            assertThat(target.query("select row(id, creator, n, r, '<' || c || '>')::text from notes order by id"))
                    .containsExactly("(-5,u,-3,0.10000000149011612,<ab>)", "(6,u,,NaN,<>)");
            assertThat(target.rows.digest(shape, UNIT, KeyRange.ALL))
                    .isEqualTo(source.rows.digest(shape, UNIT, KeyRange.ALL));
        }
    }

    @Test
    void a_digest_tells_null_from_empty_and_one_column_from_the_next() throws SQLException {
        String table = "create table notes (id int primary key, creator text, b text, c text)";
        List<String> rows = List.of(
                "(1, 'u', null, 'x')",
                "(1, 'u', '', 'x')",
                "(1, 'u', 'x', null)",
                "(1, 'u', 'x', '')",
                "(1, 'u', 'x,', null)",
                "(1, 'u', 'NULL', 'x')");
        assertThat(digests(table, rows)).doesNotHaveDuplicates().hasSize(rows.size());
    }

    @Test
    void a_digest_tells_apart_what_is_equal_but_looks_different() throws SQLException {
        String table =
                "create table notes (id int primary key, creator text, n numeric, f float8, i interval, a numeric[])";
        List<String> rows = List.of(
                "(1, 'u', 1.0, null, null, null)", "(1, 'u', 1.00, null, null, null)",
                "(1, 'u', null, 0, null, null)", "(1, 'u', null, '-0', null, null)",
                "(1, 'u', null, null, '1 month', null)", "(1, 'u', null, null, '30 days', null)",
                "(1, 'u', null, null, null, '{1}')", "(1, 'u', null, null, null, '{1.0}')");
        assertThat(digests(table, rows)).doesNotHaveDuplicates().hasSize(rows.size());
    }

    @Test
    void rows_that_exchanged_a_value_have_another_digest() throws SQLException {
        String table = "create table notes (id int primary key, creator text, a int, b int)";
        assertThat(digests(
                        table,
                        List.of(
                                "(1, 'u', 5, 6), (2, 'u', 7, 8)",
                                "(1, 'u', 7, 6), (2, 'u', 5, 8)",
                                "(1, 'u', 5, 8), (2, 'u', 7, 6)",
                                "(1, 'u', 6, 5), (2, 'u', 8, 7)")))
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    private static List<String> digests(String table, List<String> contents) throws SQLException {
        try (RowsFixture store = RowsFixture.create("a", table)) {
            RowShape shape = store.shape();
            List<String> digests = new ArrayList<>();
            for (String rows : contents) {
                store.plant("delete from notes", "insert into notes values " + rows);
                digests.add(store.rows.digest(shape, UNIT, KeyRange.ALL).digest());
            }
            return digests;
        }
    }

    private static void bring(Way way, RowsFixture source, RowsFixture target, RowShape shape, String... keys)
            throws SQLException {
        switch (way) {
            case CHUNK -> target.copyFrom(source, shape, "u", 2);
            case APPLY -> {
                MoverRight right = target.mover("u");
                List<Key> wanted = Stream.of(keys).map(Key::new).toList();
                target.rows.apply(right, shape, source.rows.readKeys(shape, UNIT, wanted));
            }
        }
        assertThat(target.rows.digest(shape, UNIT, KeyRange.ALL).count()).isEqualTo(keys.length);
    }
}
