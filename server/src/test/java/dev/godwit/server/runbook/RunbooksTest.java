package dev.godwit.server.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.preflight.Findings;
import dev.godwit.jdbc.PostgresStores;
import dev.godwit.server.ServerSettings;
import dev.godwit.server.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunbooksTest {
    @TempDir
    Path folder;

    @Test
    void a_runbook_says_what_happens_what_it_needs_and_how_it_is_undone() throws IOException {
        Plan plan = plan();
        Runbook runbook = runbook(plan);

        assertThat(runbook.systems())
                .extracting(Runbook.System::store, Runbook.System::role, Runbook.System::url)
                .containsExactly(
                        tuple("legacy", "source", "jdbc:postgresql://127.0.0.1:1/legacy"),
                        tuple("new", "target", "jdbc:postgresql://127.0.0.1:1/notes"));
        assertThat(runbook.systems()).allSatisfy(system -> {
            assertThat(system.rights()).isNotEmpty();
            assertThat(system.statements()).containsExactly("-- known when preflight finds no error any more");
        });
        assertThat(runbook.tables())
                .containsExactly(new Runbook.Table("note", "notes", "app.notes", "id", "creator", List.of()));
        assertThat(runbook.waves())
                .containsExactly(
                        new Runbook.Wave("first", "a1, a2, a3, a4, a5 and 1 more", false),
                        new Runbook.Wave("canary", "5 % of all units, always the same ones", true),
                        new Runbook.Wave("rest", "all units that no earlier wave took", false));
        assertThat(runbook.stages())
                .extracting(Runbook.Step::name)
                .containsExactly(
                        "preflight",
                        "prepare: install-source",
                        "prepare: install-target",
                        "prepare: remember-stores",
                        "wave first",
                        "wave canary",
                        "wave rest",
                        "probation",
                        "finalize: finalize",
                        "finalize: default-home",
                        "retention");
        assertThat(runbook.stages()).allSatisfy(step -> {
            assertThat(step.undo()).isNotBlank();
            assertThat(step.does()).isNotBlank();
            assertThat(step.undoableUntil().equals("never"))
                    .isEqualTo(step.undo().startsWith("none: "));
        });
        assertThat(runbook.stages())
                .filteredOn(step -> step.name().equals("wave canary"))
                .extracting(Runbook.Step::does, Runbook.Step::undoableUntil)
                .containsExactly(tuple(
                        "Choose the units of wave canary, copy and verify each, and change its home to new with a pause of"
                                + " at most 500 ms for its writers. Begins after 'godwit approve'",
                        "until 'finalize: finalize' begins"));
        assertThat(runbook.phases())
                .extracting(Runbook.UnitPhase::name)
                .containsExactly("settled", "copying", "synced", "cutting", "probation", "cutting back", "cleaning");
        assertThat(runbook.waits()).anySatisfy(wait -> assertThat(wait.bound()).startsWith("500 ms"));
        assertThat(runbook.hazards())
                .containsExactly(
                        "note.slug can become non-unique while units live in two stores",
                        "a failover to a standby that lags can lose a freeze, and with it a write");
    }

    @Test
    void no_secret_is_in_a_runbook() throws IOException {
        assertThat(runbook(plan())).asString().doesNotContain("s3cret").doesNotContain("sslmode");
    }

    @Test
    void stores_that_do_not_answer_are_problems_of_the_inspection() throws IOException {
        Runbook runbook = Inspection.inspect(plan(), ServerSettings.in(folder));

        assertThat(runbook.problems())
                .extracting(problem -> problem.code() + " " + problem.place())
                .containsExactly(
                        ErrorCode.STORE_UNREACHABLE + " store legacy", ErrorCode.STORE_UNREACHABLE + " store new");
        assertThat(folder.resolve(".godwit")).doesNotExist();
    }

    private static Runbook runbook(Plan plan) {
        try (PlanStores stores = PlanStores.open(plan, address -> PostgresStores.open(plan.keyspace(), address))) {
            return Runbooks.of(
                    plan,
                    stores,
                    new Findings(
                            List.of(Problem.error(ErrorCode.STORE_UNREACHABLE, "store legacy", "nobody answers")),
                            List.of()));
        }
    }

    private Plan plan() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.yaml"), """
                keyspace: notes
                migration: notes-to-new
                stores:
                  legacy: { url: "jdbc:postgresql://127.0.0.1:1/legacy?sslmode=disable", password: "env:PASSWORD" }
                  new: { url: "jdbc:postgresql://127.0.0.1:1/notes", user: notes }
                entities:
                  note: { table: notes, tables: { new: app.notes }, key: [id], unit: creator }
                move: { from: legacy, to: new }
                waves:
                  - { name: first, units: { list: [a1, a2, a3, a4, a5, a6] } }
                  - { name: canary, units: { percent: 5 }, approve: true }
                  - { name: rest, units: { all: true } }
                cutover: { maxPause: 500ms }
                accept: { uniqueAcrossStores: [note.slug], failoverCanLoseFreeze: true }
                """);
        return PlanFile.read(file, name -> Optional.of("s3cret"));
    }
}
