package dev.godwit.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReadingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from notes where id = $1",
                "SELECT n.* FROM public.Notes n",
                "select 1 from only notes",
                "update \"notes\" set body = $1",
                "delete from notes where id in (select id from gone)",
                "merge into notes n using incoming i on n.id = i.id when matched then delete",
                "merge into others using notes on true when matched then delete",
                "insert into notes (id, body) values ($1, $2)",
                "with x as (delete from notes returning id) select * from x",
                "select count(*) from people p left join notes on notes.id = p.id",
                "select * from people, notes",
                "select * from (select $1 /* nested /* comment */ */) x, notes",
                "/* from */ select $$ ' $$, 'it''s', E'\\'', $tag$ from $tag$ -- from\n from\tnotes",
            })
    void tables_are_found_wherever_they_stand(String sql) {
        assertThat(StatementReading.of(sql).touches("notes")).isTrue();
        assertThat(StatementReading.of(sql).names()).doesNotContain("creator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select notes from people",
                "select 'x from notes'",
                "select * from app.notes",
                "select * from people where notes = $1",
                "select * from \"Notes\"",
                "select $$ from notes $$ from people",
                "vacuum notes",
                "",
                "select '",
                "select /* from notes",
                "select \"from",
                "$",
            })
    void what_only_looks_like_the_table_is_none(String sql) {
        assertThat(StatementReading.of(sql).touches("notes")).isFalse();
    }

    @Test
    void schemas_and_odd_names_are_told_apart() {
        assertThat(StatementReading.of("select * from app.notes").touches("app.notes"))
                .isTrue();
        assertThat(StatementReading.of("select * from notes").touches("app.notes"))
                .isTrue();
        assertThat(StatementReading.of("select * from other.notes").touches("app.notes"))
                .isFalse();
        assertThat(StatementReading.of("select * from \"order\" where id = $1").touches("order"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "insert into notes values ($1), true",
        "insert into notes select * from others, true",
        "insert into notes (id) values ($1), false",
        "insert into public.notes (id) values ($1), false",
        "update notes set id = $1, false",
    })
    void an_insert_without_columns_gives_all(String sql, boolean all) {
        assertThat(StatementReading.of(sql).allColumns()).isEqualTo(all);
    }

    @Test
    void names_of_columns_are_found_quoted_and_qualified() {
        assertThat(StatementReading.of("select * from notes n where n.Creator = $1 and \"The Body\" > $2")
                        .names())
                .contains("creator", "The Body");
    }
}
