package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.cli.internal.Look;
import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.SystemTime;
import dev.godwit.core.Workflow;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line of a workflow of one's own, as a person uses it. */
class WorkflowMainTest {
    @TempDir
    Path folder;

    private final List<String> done = new CopyOnWriteArrayList<>();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @Test
    void a_workflow_is_read_run_approved_and_undone() throws Exception {
        assertThat(run("plan")).isZero();
        assertThat(out.toString())
                .contains("Stage expand:", "  one: Note one.", "      Undo: Forget one.")
                .contains("Stage contract, when it is approved:");
        assertThat(store("status")).isEqualTo(1);
        assertThat(err.toString()).startsWith("MIGRATION_NOT_FOUND: no workflow mine. Next: ");

        CompletableFuture<Integer> running =
                CompletableFuture.supplyAsync(() -> command(new StringWriter(), inStore("run")));
        await().untilAsserted(() -> {
            assertThat(store("status", "--json")).isZero();
            assertThat(out.toString()).contains("\"stepsDone\":1", "stage contract waits for");
        });
        assertThat(store("pause", "--reason", "lunch")).isZero();
        assertThat(store("status")).isZero();
        assertThat(out.toString()).contains("paused, 1 of 2 steps done; contract: two; lunch");
        assertThat(store("resume")).isZero();
        assertThat(store("approve", "nothing")).isEqualTo(2);
        assertThat(err.toString()).contains("no stage 'nothing' needs an approval; these do: [contract]");
        assertThat(store("approve", "contract", "--json")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("{\"answer\":\"Stage contract may begin.\"}");
        assertThat(running.get()).isZero();

        assertThat(store("undo", "--reason", "regret")).isZero();
        assertThat(store("run")).isZero();
        assertThat(out.toString()).contains("undone, 0 of 2 steps done");
        assertThat(done).isEmpty();
        assertThat(store("status", "--journal", "5")).isZero();
        assertThat(out.toString()).contains("ended: UNDONE");
    }

    @Test
    void bad_input_is_refused_in_one_line() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("staus")).isEqualTo(2);
        assertThat(err.toString()).contains("USAGE: ", "did you mean status");
        assertThat(run("status", "--control-store", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).startsWith("INVALID_REQUEST: control store: its URL begins with jdbc:sqlite: or");
        assertThat(run("status", "--control-store-password", "hunter2")).isEqualTo(2);
        assertThat(err.toString()).startsWith("PLAN_SECRET_IN_CLEAR: ").doesNotContain("hunter2");
    }

    private String[] inStore(String... arguments) {
        return Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of("--control-store", "jdbc:sqlite:" + folder.resolve("workflows.db")))
                .toArray(String[]::new);
    }

    private int store(String... arguments) {
        return run(inStore(arguments));
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return command(out, arguments);
    }

    private int command(StringWriter output, String... arguments) {
        Console console = new Console(
                new PrintWriter(output, true),
                new PrintWriter(err, true),
                new BufferedReader(new StringReader("")),
                false,
                () -> Look.plain(100),
                () -> 30);
        return WorkflowMain.commandLine(
                        new OwnSurroundings(workflow(), console, callback -> () -> {}, new SystemTime(), "tester"))
                .execute(arguments);
    }

    private Workflow workflow() {
        return new Workflow("mine", List.of(Stage.of("expand", step("one")), Stage.approved("contract", step("two"))));
    }

    private Step step(String name) {
        return Step.of(
                name,
                "Note " + name,
                context -> done.add(name),
                context -> done.contains(name),
                Reversal.undo("Forget " + name, context -> done.remove(name)));
    }
}
