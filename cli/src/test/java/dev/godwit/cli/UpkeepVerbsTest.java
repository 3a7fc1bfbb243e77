package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.engine.doctor.Diagnosis;
import dev.godwit.engine.doctor.Diagnosis.RecordSight;
import dev.godwit.engine.doctor.Diagnosis.StoreSight;
import dev.godwit.engine.doctor.LeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepVerbsTest {
    private static final StoreSight LEGACY = new StoreSight(
            "legacy",
            true,
            "db1/notes",
            180000,
            24,
            Optional.of("HOME"),
            Map.of("MIRROR", 3L),
            3,
            1200,
            40,
            List.of("process 7, user app, idle in transaction"),
            List.of(),
            List.of());

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private String plan = "";

    @BeforeEach
    void write() throws IOException {
        plan = Files.writeString(folder.resolve("plan.yaml"), """
                keyspace: notes
                migration: notes-to-new
                stores:
                  legacy: { url: "jdbc:postgresql://localhost/a", user: u }
                  new:    { url: "jdbc:postgresql://localhost/b", user: u }
                entities:
                  note: { table: notes, key: [id], unit: creator }
                move: { from: legacy, to: new }
                waves: [ { name: all, units: { all: true } } ]
                """).toString();
    }

    @Test
    void doctor_shows_stores_record_and_findings_with_their_next_step() {
        terminal.diagnosis = Optional.of(diagnosis(List.of(
                Problem.error(ErrorCode.FENCE_LOST, "unit a1", "two stores take its writes"),
                Problem.warning(ErrorCode.LEFTOVERS, "store legacy", "7 marks are of units that are not in flight"))));

        assertThat(terminal.run("doctor", plan)).isEqualTo(3);

        assertThat(terminal.out())
                .contains(
                        "Store legacy: db1/notes, version 180000, 24 objects of Godwit",
                        "by default HOME; fences 3 MIRROR; 3 units in flight, 1,200 marks, the oldest 40 ms",
                        "writes at this moment: process 7, user app, idle in transaction",
                        "Store new: does not answer.",
                        "Control store: server-1 leads; the migration has not ended; units 3 PROBATION.",
                        "error FENCE_LOST unit a1: two stores take its writes",
                        "warning LEFTOVERS store legacy: 7 marks",
                        "(docs/errors/LEFTOVERS.md)");
    }

    @Test
    void doctor_is_content_when_only_warnings_are_left_and_speaks_json() {
        terminal.diagnosis = Optional.of(
                diagnosis(List.of(Problem.warning(ErrorCode.LEFTOVERS, "store legacy", "7 marks are left"))));

        assertThat(terminal.run("doctor", plan, "--json")).isZero();

        assertThat(terminal.out())
                .contains("\"findings\":[{\"code\":\"LEFTOVERS\"", "\"answers\":false", "\"marks\":1200");
    }

    @Test
    void doctor_lists_what_is_left_over_and_what_removes_it() {
        LeftBehind objects = new LeftBehind(
                "legacy",
                "objects of Godwit",
                24,
                "they are installed and no unit is in flight",
                "godwit remove PLAN --confirm notes-to-new");
        terminal.diagnosis = Optional.of(
                diagnosis(List.of(Problem.warning(ErrorCode.LEFTOVERS, "store legacy", "24 objects")), objects));

        assertThat(terminal.run("doctor", plan)).isZero();

        assertThat(terminal.out())
                .contains(
                        "left over in store legacy: 24 objects of Godwit: they are installed and no unit is in flight."
                                + " To remove: godwit remove PLAN --confirm notes-to-new")
                .doesNotContain("warning LEFTOVERS");
        assertThat(terminal.run("doctor", plan, "--json")).isZero();
        assertThat(terminal.out())
                .contains("\"leftovers\":[{\"store\":\"legacy\",\"what\":\"objects of Godwit\",\"count\":24");
    }

    @Test
    void bad_input_is_refused_before_anything_is_asked() {
        assertThat(terminal.run("doctor", "nowhere.yaml")).isEqualTo(2);
        assertThat(terminal.err()).contains("PLAN_NOT_FOUND");
        assertThat(terminal.run("remove", plan)).isEqualTo(2);
        assertThat(terminal.err()).contains("--confirm");
        assertThat(terminal.run("remove", plan, "--confirm", "notes")).isEqualTo(2);
        assertThat(terminal.err()).contains("the plan's migration is 'notes-to-new'; nothing was removed");
        assertThat(terminal.removed).isEmpty();
    }

    @Test
    void remove_says_what_is_gone() {
        assertThat(terminal.run("remove", plan, "--confirm", "notes-to-new")).isZero();
        assertThat(terminal.out())
                .contains("Store legacy: 1 objects of Godwit removed, 0 left. Its catalogs say: schema 1"
                        + " before, 0 after.");
        assertThat(terminal.removed).hasSize(1);
    }

    @Test
    void repair_is_given_to_the_server_that_runs() {
        assertThat(terminal.run("repair", "--unit", "a17")).isZero();
        assertThat(terminal.control.commands)
                .singleElement()
                .satisfies(command -> assertThat(command.kind().name()).isEqualTo("REPAIR"));
    }

    private static Diagnosis diagnosis(List<Problem> findings, LeftBehind... leftovers) {
        return diagnosis(findings, List.of(leftovers));
    }

    private static Diagnosis diagnosis(List<Problem> findings, List<LeftBehind> leftovers) {
        return new Diagnosis(
                "notes",
                "notes-to-new",
                List.of(
                        LEGACY,
                        new StoreSight(
                                "new",
                                false,
                                "",
                                0,
                                0,
                                Optional.empty(),
                                Map.of(),
                                0,
                                0,
                                0,
                                List.of(),
                                List.of(),
                                List.of())),
                Optional.of(new RecordSight(Optional.of("server-1"), true, false, Map.of("PROBATION", 3L))),
                leftovers,
                findings);
    }
}
