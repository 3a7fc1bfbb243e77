package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ColumnMapping;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Problem;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.preflight.History;
import dev.godwit.engine.preflight.Preflight;
import dev.godwit.jdbc.PostgresStores;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Transforms are tried on rows of the source before anything is touched. */
class TransformTrialTest {
    private final Database legacy = TestDatabases.create();
    private final Database next = TestDatabases.create();

    private List<String> judge(String sourceType, String value, String targetType, GivenTransform transform) {
        legacy.execute("create table things (id int primary key, tenant text not null, it " + sourceType
                + "); create index on things (tenant, id); insert into things values (1, 'a', null), (2, 'a', " + value
                + ")");
        next.execute("create table things (id int primary key, tenant text not null, it " + targetType
                + "); create index on things (tenant, id)");
        Entity entity = Entity.of(new EntityName("thing"), "things", "id", "tenant")
                .with(new ColumnMapping(Set.of(), Map.of(), Map.of("it", transform)));
        Plan plan = new Plan(
                new Keyspace(new KeyspaceName("things"), List.of(entity)),
                new MigrationName("things-move"),
                Optional.empty(),
                List.of(legacy.address("legacy"), next.address("new")),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(new Wave(new WaveName("all"), new Selection.All(), false)),
                new Cutover(Duration.ofMillis(500), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
        try (Store source = PostgresStores.open(plan.keyspace(), legacy.address("legacy"));
                Store target = PostgresStores.open(plan.keyspace(), next.address("new"))) {
            return Preflight.check(plan, List.of(source, target), History.NONE).stream()
                    .filter(Problem::stops)
                    .map(problem -> problem.code() + " " + problem.place() + ": " + problem.message())
                    .toList();
        }
    }

    @Test
    void one_that_keeps_its_word_passes() {
        assertThat(judge(
                        "int",
                        "7",
                        "text",
                        new GivenTransform("hash", value -> "#" + value, value -> value.substring(1))))
                .isEmpty();
    }

    @Test
    void one_that_is_not_undone_by_its_inverse_is_noticed() {
        assertThat(judge(
                        "text",
                        "'Ann'",
                        "text",
                        new GivenTransform("lower", value -> value.toLowerCase(Locale.ROOT), value -> value)))
                .containsExactly(
                        "TRANSFORM_WRONG legacy: things.it: row 2: the transform 'lower' is not undone by its inverse");
    }

    @Test
    void one_that_gives_what_the_target_does_not_hold_is_noticed() {
        assertThat(judge(
                        "text",
                        "'soon'",
                        "timestamptz not null",
                        new GivenTransform("same", value -> value, value -> value)))
                .containsExactly(
                        "TRANSFORM_WRONG legacy: things.it: row 1: the transform 'same' gives NULL, which the target"
                                + " does not take");
        legacy.execute("drop table things");
        next.execute("drop table things");
        assertThat(judge("text", "'soon'", "timestamptz", new GivenTransform("same", value -> value, value -> value)))
                .containsExactly(
                        "TRANSFORM_WRONG legacy: things.it: row 2: the transform 'same' gives what is no timestamp"
                                + " with time zone as rows carry it");
    }

    @Test
    void one_that_throws_names_the_row_and_not_the_value() {
        assertThat(judge(
                        "text",
                        "'secret'",
                        "text",
                        new GivenTransform("parsed", value -> String.valueOf(Integer.parseInt(value)), value -> value)))
                .containsExactly(
                        "TRANSFORM_WRONG legacy: things.it: row 2: column it: the transform 'parsed' can't take a"
                                + " value of the source of 6 characters: NumberFormatException");
    }
}
