package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Problem;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.preflight.Findings;
import dev.godwit.engine.preflight.History;
import dev.godwit.engine.preflight.Preflight;
import dev.godwit.jdbc.PostgresStores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only rows can tell: a sample of the source's is tried out against the rules of the target. */
class DataProfileTest {
    private static final String PEOPLE = "create table people (id bigint primary key, tenant text not null);"
            + " create index on people (tenant, id);";

    private final Database legacy = TestDatabases.create();
    private final Database next = TestDatabases.create();

    @Test
    void rows_that_the_target_would_refuse_are_found_with_their_reasons() {
        String enums = "create type mood as enum ('glad', 'calm'";
        String note = "create table note (id bigint primary key, tenant text not null, mood mood, stars int, code word,"
                + " slug text, size int generated always as (length(slug)) stored";
        legacy.execute(enums + ", 'odd'); create domain word as text; " + note + "); create index on note (tenant, id);"
                + " insert into note (id, tenant, mood, stars, code, slug) select n, 't' || n % 3, 'glad', n, 'word', 's'"
                + " || n from generate_series(1, 100) n;"
                + " update note set mood = 'odd' where id in (7, 8);"
                + " update note set stars = -5 where id = 9;"
                + " update note set code = 'two words' where id in (10, 11, 12);"
                + " update note set slug = 's1' where id in (21, 22) or id = 1;"
                + " update note set slug = 'a slug that is much longer than others' where id = 30");
        next.execute(enums + "); create domain word as text check (value !~ ' '); " + note
                + ", added timestamptz not null default now(), constraint few check (stars >= 0), check (size < 20),"
                + " unique (tenant, slug), unique (slug)); create index on note (tenant, id)");

        Findings found = examine(new Selection.All(), Set.of("note.note_slug_key"), "note");

        assertThat(found.problems())
                .filteredOn(Problem::stops)
                .extracting(problem -> problem.code() + " " + problem.place() + ": " + problem.message())
                .containsExactly(
                        refused(2, 7, "a value of column mood is none of its type"),
                        refused(1, 9, "constraint few"),
                        refused(3, 10, "constraint word_check"),
                        refused(1, 21, "another sampled row has the same slug"),
                        refused(1, 22, "another sampled row has the same tenant, slug"),
                        refused(1, 30, "constraint note_size_check"));
        assertThat(found.looked())
                .containsExactly("legacy: note: looked at all rows (100); the largest has about 52 bytes (key 30); the"
                        + " largest unit, t1, has 34 of them");
        assertThat(next.ask("select count(*) from pg_class where relname like 'godwit%'"))
                .isEqualTo("0");
        assertThat(next.ask("select count(*) from note")).isEqualTo("0");
    }

    @Test
    void rows_whose_parents_are_elsewhere_are_found() {
        String orders = "create table orders (id bigint primary key, tenant text not null, person bigint %s);"
                + " create index on orders (tenant, id); create index on orders (person);";
        legacy.execute(PEOPLE + orders.formatted("")
                + " insert into people values (1, 'ann'), (2, 'bob');"
                + " insert into orders values (11, 'ann', 1), (12, 'bob', 1), (13, 'ann', null), (14, 'ann', 99),"
                + " (15, 'bob', 98)");
        next.execute(PEOPLE + orders.formatted("references people"));

        assertThat(examine(new Selection.All(), Set.of(), "people", "orders").problems())
                .extracting(problem -> problem.code() + " " + problem.place() + ": " + problem.message())
                .containsExactly(
                        "ROW_WITHOUT_PARENT legacy: orders: 2 of 5 rows looked at point to a people that does not exist,"
                                + " such as the one of key 14",
                        "ROW_WITHOUT_PARENT legacy: orders: 1 of 5 rows looked at point to a people that is of another"
                                + " unit, such as the one of key 12");
        assertThat(examine(new Selection.Listed(List.of(UnitId.of("zoe"))), Set.of(), "people", "orders")
                        .problems())
                .hasSize(2)
                .noneMatch(Problem::stops);
    }

    @Test
    void of_a_large_table_a_part_is_looked_at() {
        legacy.execute(PEOPLE + "insert into people select n, case when n % 4 = 0 then 'big' else 't' || n % 100 end"
                + " from generate_series(1, 60000) n; analyze people");
        next.execute(PEOPLE);

        Findings found = examine(new Selection.All(), Set.of(), "people");

        assertThat(found.problems()).isEmpty();
        assertThat(found.looked())
                .singleElement()
                .asString()
                .startsWith("legacy: people: sampled 10,000 of about 60,000");
        assertThat(found.looked().getFirst())
                .contains("the largest unit among them, big, has about 1")
                .contains(" (25 %)");
        assertThat(examine(new Selection.All(), Set.of(), "people").looked()).isEqualTo(found.looked());
    }

    @Test
    void a_table_with_an_error_is_left_out_and_one_that_can_not_be_tried_is_told() {
        legacy.execute(PEOPLE + "insert into people values (1, 'ann')");
        next.execute("create table people (id bigint primary key, tenant varchar(2) not null);"
                + " create index on people (tenant, id)");
        assertThat(examine(new Selection.All(), Set.of(), "people").looked()).isEmpty();

        next.execute("alter table people alter column tenant type text;"
                + " create function no_temp() returns event_trigger language plpgsql as"
                + " 'begin raise exception ''no tables here''; end';"
                + " create event trigger no_temp on ddl_command_start execute function no_temp()");
        assertThat(examine(new Selection.All(), Set.of(), "people").looked())
                .singleElement()
                .asString()
                .contains("its rows could not be tried out", "no tables here");
    }

    private static String refused(int rows, int example, String reason) {
        return "ROW_REFUSED legacy: note: new would refuse " + rows + " of 100 rows looked at, such as the one of key "
                + example + ": " + reason;
    }

    private Findings examine(Selection units, Set<String> unique, String... entities) {
        Keyspace keyspace = new Keyspace(
                new KeyspaceName("shop"),
                Stream.of(entities)
                        .map(name -> Entity.of(new EntityName(name), name, "id", "tenant"))
                        .toList());
        Plan plan = new Plan(
                keyspace,
                new MigrationName("shop-move"),
                Optional.empty(),
                List.of(legacy.address("legacy"), next.address("new")),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(new Plan.Wave(new WaveName("rest"), units, false)),
                new Plan.Cutover(Duration.ofMillis(250), false),
                Plan.Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Plan.Accept(unique, Set.of(), false));
        try (Store source = PostgresStores.open(keyspace, legacy.address("legacy"));
                Store target = PostgresStores.open(keyspace, next.address("new"))) {
            Findings found = Preflight.examine(plan, List.of(source, target), History.NONE);
            return new Findings(
                    found.problems(),
                    found.looked().stream()
                            .filter(line -> !line.contains("statements"))
                            .toList());
        }
    }
}
