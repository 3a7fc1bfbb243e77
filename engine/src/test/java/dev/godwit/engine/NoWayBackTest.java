package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ColumnMapping;
import dev.godwit.core.ColumnTransform;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.jdbc.PostgresStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that says 'wayBack: false' may do what can't be undone, and then nothing undoes it. */
class NoWayBackTest {
    private static final ColumnTransform COUNTED = new ColumnTransform() {
        @Override
        public String name() {
            return "counted";
        }

        @Override
        public @Nullable String forth(@Nullable String value) {
            return value == null ? null : Integer.toString(value.length());
        }
    };

    private final Database legacy = TestDatabases.create();
    private final Database next = TestDatabases.create();

    @TempDir
    Path folder;

    @Test
    void aUnitThatWasCutOverStaysAndTheSourceKeepsWhatItHad() throws InterruptedException {
        legacy.execute(
                "create table notes (id int primary key, creator text not null, content text, junk text not null);"
                        + " create index on notes (creator, id);"
                        + " insert into notes select n, 'a' || n % 2, repeat('x', n), 'old' from generate_series(1, 20) n");
        next.execute("create table notes (id int primary key, creator text not null, content int);"
                + " create index on notes (creator, id)");
        Plan plan = plan();
        try (Store source = PostgresStores.open(plan.keyspace(), legacy.address("legacy"));
                Store target = PostgresStores.open(plan.keyspace(), next.address("new"));
                Engine engine = Engine.open(
                        plan,
                        PlanStores.of(source, target),
                        ControlPlace.SQLITE.settings(folder),
                        new SystemTime(),
                        new ThreadTasks(),
                        PausePoints.NONE)) {
            engine.start();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(engine.status().phases()).isEqualTo(Map.of(Phase.PROBATION, 2L)));
            assertThat(next.ask("select sum(content) from notes")).isEqualTo("210");
            next.execute("update notes set content = 0; delete from notes where id = 1;"
                    + " insert into notes values (21, 'a1', 7)");
            for (CommandKind kind : List.of(CommandKind.ROLLBACK, CommandKind.ABORT)) {
                assertThatThrownBy(() -> Move.command(engine, kind))
                        .isInstanceOfSatisfying(
                                GodwitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_WAY_BACK));
            }
            assertThat(Move.command(engine, CommandKind.VERIFY)).startsWith("0 units");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(next.ask("select count(*) from godwit_notes.marks"))
                            .isEqualTo("0"));
            assertThat(engine.status().attention()).isEmpty();
            assertThat(engine.status().alarms()).isEmpty();
            assertThat(engine.status().waitsFor()).anyMatch(reason -> reason.contains("there is no way back"));
            assertThat(legacy.ask("select count(*) || ' ' || sum(length(content)) || ' ' || max(junk) from notes"))
                    .isEqualTo("20 210 old");
            Move.command(engine, CommandKind.FINALIZE);
            assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
            assertThat(next.ask("select count(*) || ' ' || sum(content) from notes"))
                    .isEqualTo("20 7");
        }
    }

    private Plan plan() {
        Entity note = Entity.of(new EntityName("note"), "notes", "id", "creator")
                .with(new ColumnMapping(Set.of("junk"), Map.of(), Map.of("content", COUNTED)));
        return new Plan(
                new Keyspace(new KeyspaceName("notes"), List.of(note)),
                new MigrationName("notes-for-good"),
                Optional.empty(),
                List.of(legacy.address("legacy"), next.address("new")),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(new Wave(new WaveName("all"), new Selection.All(), false)),
                new Cutover(Duration.ofMillis(500), false, Optional.empty(), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }
}
