package dev.godwit.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.SystemTime;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of damage to one of two equal tables is found and named, wherever the key lies; equal ones are equal. */
class RowComparisonTest {
    private static final CheckedTable NOTES = new CheckedTable("notes", "id", "creator");
    private static final String TABLE = """
            create table notes (id bigint primary key, creator text, body text, size numeric, at timestamptz, raw bytea)""";
    private static final String ROWS = """
            insert into notes select i, 'user ' || i % 5, case i % 7 when 0 then null when 1 then '' else 'body ' || i end,
            i * 1.50, '2026-01-01'::timestamptz + i * interval '1 microsecond', decode('00ff', 'hex')
            from generate_series(-3, 5000) i""";

    private static TwoDatabases databases;
    private static DatabaseSide whole;
    private static DatabaseSide damaged;

    @BeforeAll
    static void start() throws Exception {
        databases = new TwoDatabases();
        whole = filled("first");
        damaged = databases.database("second");
    }

    @BeforeEach
    void fill() throws Exception {
        TwoDatabases.run(damaged, "drop table if exists notes", TABLE, ROWS);
    }

    @AfterAll
    static void stop() throws Exception {
        databases.close();
    }

    @Test
    void equal_tables_are_equal() throws SQLException {
        CheckResult result = compare(whole, damaged, unit -> Whereabouts.BOTH);
        assertThat(result.texts()).isEmpty();
        assertThat(result.subjects()).isEqualTo(5_004);
        assertThat(result.checked()).isEqualTo(10_008);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            delete from notes where id = -3                                 | row -3 of user -3: is in first and not in second
            delete from notes where id = 5000                               | row 5000 of user 0: is in first and not in second
            insert into notes values (5001, 'user 1', 'x')                  | row 5001 of user 1: is in second and not in first
            insert into notes values (-9, null, 'x')                        | row -9 of no unit: is in second and not in first
            update notes set body = 'Body 5' where id = 5                   | body is 'body 5' in first and 'Body 5' in second
            update notes set body = concat(body, ' ') where id = 5             | body is 'body 5' in first and 'body 5 ' in second
            update notes set body = '' where id = 7                         | body is NULL in first and '' in second
            update notes set body = null where id = 8                       | body is '' in first and NULL in second
            update notes set body = 'NULL' where id = 7                     | body is NULL in first and 'NULL' in second
            update notes set creator = 'user 2' where id = 5                | creator is 'user 0' in first and 'user 2' in second
            update notes set size = 7.5 where id = 5                        | size is '7.50' in first and '7.5' in second
            update notes set at = at + interval '1 microsecond' where id = 5 | at is
            update notes set raw = decode('00fe', 'hex') where id = 5       | raw is
            update notes set id = 5002 where id = 5                         | row 5 of user 0: is in first and not in second
            """)
    void damage_is_found(String damage, String told) throws SQLException {
        TwoDatabases.run(damaged, damage);
        CheckResult result = compare(whole, damaged, unit -> Whereabouts.BOTH);
        assertThat(result.violations()).isPositive();
        assertThat(result.texts()).first().asString().contains(told);
    }

    @Test
    void all_differences_are_counted_and_the_first_are_told() throws SQLException {
        TwoDatabases.run(damaged, "delete from notes where id % 3 = 0");
        CheckResult result = compare(whole, damaged, unit -> Whereabouts.BOTH);
        assertThat(result.violations()).isEqualTo(1_668);
        assertThat(result.texts()).hasSize(10);
    }

    @Test
    void rows_have_to_be_where_their_unit_has_to_be() throws SQLException {
        DatabaseSide first = filled("first");
        DatabaseSide second = filled("second");
        Function<String, Whereabouts> expected = unit -> switch (unit) {
            case "user 1" -> Whereabouts.FIRST_ONLY;
            case "user 2" -> Whereabouts.SECOND_ONLY;
            default -> Whereabouts.BOTH;
        };
        TwoDatabases.run(first, "delete from notes where creator = 'user 2'");
        TwoDatabases.run(second, "delete from notes where creator = 'user 1'");
        assertThat(compare(first, second, expected).texts()).isEmpty();
        TwoDatabases.run(first, "insert into notes values (2, 'user 2', 'x'), (9500, 'user 2', 'x')");
        TwoDatabases.run(second, "insert into notes values (1, 'user 1', 'x')");
        List<String> texts = compare(first, second, expected).texts();
        assertThat(texts)
                .containsExactly(
                        "row 1 of user 1: is also in second, where nothing of its unit may be",
                        "row 2 of user 2: is also in first, where nothing of its unit may be",
                        "row 9500 of user 2: is in first, where nothing of its unit may be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text collate \"und-x-icu\"", "varchar(50)", "uuid"})
    void keys_of_other_kinds_are_merged_in_one_order(String kind) throws SQLException {
        String table = "create table notes (id " + kind + " primary key, creator text)";
        String key = "uuid".equals(kind)
                ? "md5(i::text)::uuid"
                : "(array['a','B','_','é','Z','𝄞','\uFFFD','10','9'])[1 + i % 9] || i";
        String rows = "insert into notes select " + key + ", 'ann' from generate_series(1, 1000) i";
        DatabaseSide first = databases.database("first", table, rows);
        DatabaseSide second = databases.database("second", table, rows);
        assertThat(compare(first, second, unit -> Whereabouts.BOTH).texts()).isEmpty();
        TwoDatabases.run(second, "delete from notes where id = (select id from notes offset 500 limit 1)");
        assertThat(compare(first, second, unit -> Whereabouts.BOTH).violations())
                .isEqualTo(1);
    }

    @Test
    void tables_that_cant_be_compared_are_refused() throws SQLException {
        TwoDatabases.run(damaged, "alter table notes drop column raw");
        assertThatThrownBy(() -> compare(whole, damaged, unit -> Whereabouts.BOTH))
                .hasMessageContaining("other columns");
        DatabaseSide twice = filled("second");
        TwoDatabases.run(
                twice, "alter table notes drop constraint notes_pkey", "insert into notes select * from notes");
        assertThatThrownBy(() -> compare(whole, twice, unit -> Whereabouts.BOTH))
                .hasMessageContaining("one row for each key");
    }

    private static DatabaseSide filled(String name) throws SQLException {
        return databases.database(name, TABLE, ROWS);
    }

    private static CheckResult compare(DatabaseSide first, DatabaseSide second, Function<String, Whereabouts> expected)
            throws SQLException {
        return RowComparison.compare(NOTES, first, second, expected, new SystemTime());
    }
}
