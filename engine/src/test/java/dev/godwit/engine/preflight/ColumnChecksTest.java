package dev.godwit.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnChecksTest {
    @Test
    void a_column_that_the_target_lacks_would_lose_its_values() {
        assertThat(Judge.sourceTable(table -> table.put(Facts.column("tags", "text[]"))))
                .containsExactly(
                        "COLUMN_MISSING new: notes.tags: the source has this column (text[]), the target has not");
    }

    @Test
    void a_column_that_only_the_target_has_must_do_without_a_value() {
        assertThat(Judge.targetTable(table -> table.put(Facts.column("added", "date"))))
                .containsExactly(
                        "COLUMN_EXTRA new: notes.added: only the target has this column, and it takes neither NULL nor a"
                                + " default",
                        "(COLUMN_EXTRA new: notes.added: its values do not travel back)");
        assertThat(Judge.targetTable(
                        table -> table.put(Facts.column("added", "date").with(column -> column.hasDefault = true))))
                .containsExactly("(COLUMN_EXTRA new: notes.added: its values do not travel back)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    integer           |     | integer           |     | fits
                    smallint          |     | bigint            |     | wider
                    integer           |     | bigint            |     | wider
                    bigint            |     | integer           |     | COLUMN_TYPE
                    integer           |     | smallint          |     | COLUMN_TYPE
                    integer           |     | numeric           |     | COLUMN_TYPE
                    real              |     | double precision  |     | wider
                    double precision  |     | real              |     | COLUMN_TYPE
                    character varying | 20  | character varying | 20  | fits
                    character varying | 20  | character varying | 40  | wider
                    character varying | 20  | text              |     | wider
                    character varying | 20  | character varying |     | wider
                    character varying | 40  | character varying | 20  | COLUMN_LENGTH
                    text              |     | character varying | 20  | COLUMN_LENGTH
                    text              |     | character varying |     | fits
                    character         | 8   | character         | 8   | fits
                    character         | 8   | character         | 9   | COLUMN_TYPE
                    character         | 8   | text              |     | COLUMN_TYPE
                    json              |     | jsonb             |     | COLUMN_TYPE
                    timestamp without time zone | | timestamp with time zone | | COLUMN_TYPE
                    public.mood       |     | public.mood       |     | fits
                    """)
    void a_value_fits_when_the_type_is_equal_or_wider(
            String from, Integer fromLength, String to, Integer toLength, String verdict) {
        List<String> problems = Judge.columns(
                Facts.column("body", from).with(column -> column.length = Optional.ofNullable(fromLength)),
                Facts.column("body", to).with(column -> column.length = Optional.ofNullable(toLength)));

        switch (verdict) {
            case "fits" -> assertThat(problems).isEmpty();
            case "wider" ->
                assertThat(problems)
                        .hasSize(1)
                        .allSatisfy(problem -> assertThat(problem).startsWith("(COLUMN_TYPE new: notes.body: a value"));
            default ->
                assertThat(problems)
                        .hasSize(1)
                        .allSatisfy(problem ->
                                assertThat(problem).startsWith(verdict + " new: notes.body: the source has " + from));
        }
    }

    @Test
    void precision_and_scale_are_part_of_a_type() {
        assertThat(Judge.columns(
                        Facts.column("body", "numeric").with(column -> column.declared = Optional.of("numeric(10,2)")),
                        Facts.column("body", "numeric").with(column -> column.declared = Optional.of("numeric(8,2)"))))
                .containsExactly("COLUMN_TYPE new: notes.body: the source has numeric(10,2), the target numeric(8,2)");
    }

    @Test
    void a_null_must_fit_there_and_is_worth_knowing_on_the_way_back() {
        Facts.Column open = Facts.column("body", "text").with(column -> column.nullable = true);
        Facts.Column strict = Facts.column("body", "text");

        assertThat(Judge.columns(open, strict))
                .containsExactly("COLUMN_NOT_NULL new: notes.body: the source allows NULL here, the target does not");
        assertThat(Judge.columns(strict, open))
                .containsExactly("(COLUMN_NOT_NULL new: notes.body: a NULL written here can't travel back)");
    }

    @Test
    void computed_columns_may_lose_nothing_and_large_objects_are_refused() {
        assertThat(Judge.bothTables(
                        table -> table.put(Facts.column("body", "text").with(column -> column.generated = true))))
                .isEmpty();
        assertThat(Judge.sourceTable(
                        table -> table.put(Facts.column("sum", "integer").with(column -> column.generated = true))))
                .isEmpty();
        assertThat(Judge.targetTable(
                        table -> table.put(Facts.column("body", "text").with(column -> {
                            column.generated = true;
                            column.nullable = true;
                        }))))
                .containsExactly(
                        "COLUMN_GENERATED new: notes.body: the target computes this column, the source stores it:"
                                + " the source's values would be lost");
        assertThat(Judge.sourceTable(
                        table -> table.put(Facts.column("creator", "text").with(column -> column.generated = true))))
                .contains("COLUMN_GENERATED legacy: notes.creator: the database computes this column of key or unit");
        assertThat(Judge.bothTables(table -> table.put(Facts.column("body", "oid"))))
                .containsExactly(
                        "COLUMN_TYPE legacy: notes.body: type oid can refer to large objects, which would stay behind",
                        "COLUMN_TYPE new: notes.body: type oid can refer to large objects, which would stay behind");
    }

    @Test
    void a_default_that_only_the_source_has_is_worth_knowing() {
        assertThat(Judge.sourceTable(
                        table -> table.put(Facts.column("creator", "text").with(column -> column.hasDefault = true))))
                .containsExactly(
                        "(COLUMN_NOT_NULL new: notes.creator: the source has a default here, the target has not:"
                                + " after the cutover, inserts that leave it out fail)");
    }
}
