package dev.godwit.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Dialect;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.ValueKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits between a SQLite file and PostgreSQL, there and back. */
class MixedKindsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integer  | INTEGER   | bigint                      | INTEGER             | fits
            integer  | INTEGER   | integer                     | INTEGER             | values
            integer  | INTEGER   | boolean                     | BOOLEAN             | fits
            boolean  | BOOLEAN   | boolean                     | BOOLEAN             | fits
            boolean  | BOOLEAN   | bigint                      | INTEGER             | COLUMN_TYPE
            real     | FLOAT     | double precision            | FLOAT               | fits
            real     | FLOAT     | real                        | FLOAT               | COLUMN_TYPE
            numeric  | DECIMAL   | numeric                     | DECIMAL             | COLUMN_TYPE
            numeric  | DECIMAL   | double precision            | FLOAT               | fits
            text     | TEXT      | numeric                     | DECIMAL             | values
            text     | TEXT      | text                        | TEXT                | fits
            text     | TEXT      | uuid                        | UUID                | values
            text     | TEXT      | timestamp with time zone    | TIMESTAMP_WITH_ZONE | values
            datetime | TIMESTAMP | timestamp without time zone | TIMESTAMP           | fits
            datetime | TIMESTAMP | timestamp with time zone    | TIMESTAMP_WITH_ZONE | COLUMN_TYPE
            text     | TEXT      | jsonb                       | JSON                | values
            text     | TEXT      | public.mood                 | OTHER               | values
            blob     | BYTES     | bytea                       | BYTES               | fits
            blob     | BYTES     | text                        | TEXT                | COLUMN_TYPE
            ''       | OTHER     | text                        | TEXT                | COLUMN_TYPE
            """)
    void a_declared_type_fits_where_its_values_do(
            String sqlite, ValueKind sqliteKind, String postgres, ValueKind postgresKind, String verdict) {
        StoreFacts file = facts("legacy", Dialect.SQLITE, sqlite, sqliteKind);
        StoreFacts database = facts("new", Dialect.POSTGRESQL, postgres, postgresKind);
        List<String> problems = Judge.both(file, database);
        switch (verdict) {
            case "fits" -> assertThat(problems).isEmpty();
            case "values" ->
                assertThat(problems)
                        .singleElement()
                        .asString()
                        .startsWith("(COLUMN_TYPE")
                        .contains("only the source");
            default -> assertThat(problems).singleElement().asString().startsWith(verdict + " new: notes.body");
        }
        List<String> other = Judge.both(
                facts("legacy", Dialect.POSTGRESQL, postgres, postgresKind),
                facts("new", Dialect.SQLITE, sqlite, sqliteKind));
        boolean refused = other.stream().anyMatch(problem -> problem.startsWith("COLUMN_TYPE"));
        assertThat(refused)
                .as("the other way: %s", other)
                .isEqualTo(verdict.equals("COLUMN_TYPE") && !postgres.equals("real"));
    }

    @Test
    void values_that_are_not_of_their_type_matter_only_between_kinds() {
        StoreFacts stray = Facts.of("legacy", facts -> {
            facts.dialect = Dialect.SQLITE;
            facts.table = facts("legacy", Dialect.SQLITE, "text", ValueKind.TEXT).tables().values().stream()
                    .findFirst();
            facts.strays = List.of("table notes, column body has numbers");
        });
        assertThat(Judge.both(stray, facts("new", Dialect.POSTGRESQL, "text", ValueKind.TEXT)))
                .containsExactly("STORE_UNFIT store legacy: table notes, column body has numbers");
        assertThat(Judge.both(stray, facts("new", Dialect.SQLITE, "text", ValueKind.TEXT)))
                .isEmpty();
        assertThat(Judge.source(facts -> facts.unfit = List.of("its journal")))
                .containsExactly("STORE_UNFIT store legacy: its journal");
    }

    private static StoreFacts facts(String store, Dialect dialect, String type, ValueKind kind) {
        return Facts.of(store, facts -> {
            facts.dialect = dialect;
            Facts.Table table = new Facts.Table();
            table.put(text(Facts.column("id", "text")));
            table.put(text(Facts.column("creator", "text")));
            table.put(Facts.column("body", type).with(column -> {
                column.kind = kind;
                column.nullable = true;
            }));
            facts.table = Optional.of(table.build());
        });
    }

    private static Facts.Column text(Facts.Column column) {
        return column.with(described -> described.kind = ValueKind.TEXT);
    }
}
