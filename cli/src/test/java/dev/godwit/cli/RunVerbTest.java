package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunVerbTest {
    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private Path plan;

    @BeforeEach
    void writePlan() throws IOException {
        plan = Files.writeString(folder.resolve("plan.yaml"), """
                keyspace: notes
                migration: notes-to-new
                stores:
                  legacy: { url: "jdbc:postgresql://127.0.0.1:5432/legacy" }
                  new: { url: "jdbc:postgresql://127.0.0.1:5433/notes" }
                entities: { note: { table: notes, key: [id], unit: creator } }
                move: { from: legacy, to: new }
                waves: [ { name: rest, units: { all: true } } ]
                """);
    }

    @Test
    void run_shows_lines_until_the_migration_has_ended() {
        terminal.control.statuses.addAll(List.of(Statuses.quiet("prepare"), Statuses.quiet("done")));

        assertThat(terminal.run("run", plan.toString())).isZero();
        assertThat(terminal.started)
                .extracting(started -> started.migration().value())
                .containsExactly("notes-to-new");
        assertThat(terminal.out())
                .startsWith(
                        "Migration notes-to-new runs; its control plane is http://127.0.0.1:7400. Ctrl-C pauses it.")
                .contains("notes-to-postgres prepare", "notes-to-postgres done");
        assertThat(terminal.closed).isPositive();
    }

    @Test
    void a_run_that_ends_without_being_done_needs_somebody() {
        terminal.control.statuses.add(Statuses.quiet("wave first"));

        assertThat(terminal.run("run", plan.toString())).isEqualTo(3);
    }

    @Test
    void after_finalize_it_leaves_the_source_rows_to_a_later_run() {
        terminal.control.statuses.add(Statuses.quiet("retention"));

        assertThat(terminal.run("run", plan.toString())).isZero();
        assertThat(terminal.out())
                .contains(
                        "Finalized. The source's rows stay for the retention; to remove them then: godwit run " + plan);
    }

    @Test
    void without_a_retention_it_stays_until_the_source_rows_are_gone() throws IOException {
        Files.writeString(plan, Files.readString(plan) + "retention: 0d\n");
        terminal.control.statuses.addAll(List.of(Statuses.quiet("retention"), Statuses.quiet("done")));

        assertThat(terminal.run("run", plan.toString())).isZero();
        assertThat(terminal.out()).contains("notes-to-postgres done").doesNotContain("Finalized.");
    }

    @Test
    void ctrl_c_stops_it_and_says_how_to_go_on() {
        terminal.control.statuses.add(Statuses.quiet("probation"));
        terminal.interruptAfter = Optional.of(1);

        assertThat(terminal.run("run", plan.toString())).isEqualTo(130);
        assertThat(terminal.out())
                .contains("Stopping; Ctrl-C again ends it at once.")
                .contains("Paused. Nothing is copied, mirrored or mirrored back until it goes on: godwit run " + plan);
        assertThat(terminal.closed).isPositive();
    }

    @Test
    void json_is_a_status_per_line_and_nothing_else() {
        terminal.control.statuses.addAll(List.of(Statuses.quiet("prepare"), Statuses.quiet("done")));

        assertThat(terminal.run("run", plan.toString(), "--json")).isZero();
        assertThat(terminal.out().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{\"keyspace\""));
        assertThat(terminal.err()).contains("its control plane is");
    }

    @Test
    void a_plan_with_problems_is_shown_with_all_of_them_and_nothing_starts() throws IOException {
        Files.writeString(
                plan,
                Files.readString(plan).replace("keyspace: notes", "keyspace: N").replace("id]", "]"));

        assertThat(terminal.run("run", plan.toString())).isEqualTo(2);
        assertThat(terminal.err())
                .contains("error INVALID_NAME " + plan + ":1: ")
                .contains("error PLAN_INVALID_VALUE " + plan + ":6: ")
                .contains("  Next: ")
                .contains("2 errors, 0 warnings. Nothing was changed.");
        assertThat(terminal.started).isEmpty();
    }

    @Test
    void problems_are_json_when_asked_for() throws IOException {
        Files.writeString(plan, "keyspace: notes\n");

        assertThat(terminal.run("check", plan.toString(), "--json")).isEqualTo(2);
        assertThat(terminal.out().lines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).contains("\"code\":\"PLAN_MISSING_KEY\"", "\"place\""));
    }

    @Test
    void a_port_out_of_range_is_a_usage_error() {
        assertThat(terminal.run("run", plan.toString(), "--port", "99999")).isEqualTo(2);
        assertThat(terminal.err()).startsWith("USAGE: --port must be from 0 to 65535. Next: see --help");
    }
}
