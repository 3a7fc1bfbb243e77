package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.cli.Workplace.Background;
import dev.godwit.cli.Workplace.Result;
import dev.godwit.core.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control plane that stays: plans are sent to it, it is stopped and goes on, and it is steered from elsewhere. */
class ServeTest {
    private static final String CANARY = "canary-7f3a91";
    private static final String NOTES = "create table note (id uuid primary key, account text not null, body text);"
            + " create index on note (account)";

    @TempDir
    Path folder;

    private Workplace work;
    private String plan;

    @BeforeEach
    void furnish() throws IOException {
        work = new Workplace(folder);
        work.legacy.execute(NOTES + "; insert into note select gen_random_uuid(), 'a' || n % 4, 'note ' || n"
                + " from generate_series(1, 40) n");
        work.target.execute(NOTES);
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/new"), CANARY + "\n");
        plan = work.plan("""
                keyspace: notes
                migration: notes-to-new
                stores:
                  legacy: { url: "%s", user: postgres }
                  new: { url: "%s", user: postgres, password: "file:secrets/new" }
                entities:
                  note: { table: note, key: [id], unit: account }
                move: { from: legacy, to: new }
                waves:
                  - { name: first, units: { list: [a1, a2] } }
                  - { name: rest, units: { all: true }, approve: true }
                """.formatted(work.legacy.url(), work.target.url())).toString();
    }

    @AfterEach
    void close() {
        work.close();
    }

    @Test
    void a_plan_is_looked_at_started_steered_and_goes_on_after_a_restart() throws Exception {
        Background serve = work.start("serve");
        work.untilServed();
        assertThat(work.run("status").out()).contains("No migration runs here");
        Result refused = work.run("start", broken());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("PLAN_UNKNOWN_KEY", "entitees");

        assertDone(work.run("start", plan), "Migration notes-to-new runs");
        work.until("the first wave has moved", status -> status.unitsMoved() == 2);
        assertDone(work.run("start", plan), "Migration notes-to-new runs");
        serve.interrupt();
        assertThat(serve.end().out()).contains("The control plane serves at http://127.0.0.1:", "Stopped.");

        Background again = work.start("serve");
        work.until(
                "it goes on", found -> found.unitsMoved() == 2 && found.stage().equals("wave rest"));
        assertDone(work.run("approve", "--wave", "rest"), "may begin");
        work.until("all have moved", found -> found.unitsMoved() == 4);
        assertDone(work.run("rollback", "--unit", "a1"), "1 unit goes back");
        work.until("it is back", found -> found.phases().getOrDefault(Phase.SYNCED, 0L) == 1);
        assertDone(work.run("cutover", "--unit", "a1"), "1 unit goes on");
        work.until("it rests", found -> found.stage().equals("probation") && found.unitsMoved() == 4);
        assertDone(work.run("finalize", "--reason", "all is well"), "accepted for good");

        Result audit = work.run("audit", "--json");
        assertThat(audit.out())
                .contains("\"command\":\"START\"", "\"command\":\"ROLLBACK\"", "\"outcome\":\"REFUSED\"");
        again.interrupt();
        again.end();
        assertNoCanary(
                audit.out() + audit.err() + serve.end().out() + again.end().out());
    }

    @Test
    void with_tokens_each_command_needs_one_that_may() throws Exception {
        Background serve = work.start("serve");
        work.untilServed();
        String token =
                work.run("token", "create", "ada", "--role", "viewer").out().strip();
        assertThat(token).matches("godwit_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");

        Result without = work.run("status");
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.err()).startsWith("TOKEN_MISSING: ").contains("Next: set GODWIT_TOKEN");
        work.token = Optional.of(token);
        assertThat(work.run("status").code()).isZero();
        assertThat(work.run("start", plan).err()).startsWith("NOT_ALLOWED: 'ada' is viewer");
        assertThat(work.run("token", "list").out())
                .contains("ada", "viewer", "valid")
                .doesNotContain(token);
        assertDone(work.run("token", "revoke", "ada"), "opens nothing any more");
        assertThat(work.run("status").err()).startsWith("TOKEN_MISSING: ");
        serve.interrupt();
        assertThat(serve.end().out() + serve.end().err()).doesNotContain(token);
    }

    @Test
    void plans_of_several_keyspaces_run_in_one_server_and_all_go_on_after_a_restart() throws Exception {
        for (TestDatabases.Database database : List.of(work.legacy, work.target)) {
            database.execute(NOTES.replace("note", "shop_order"));
        }
        work.legacy.execute("insert into shop_order values (gen_random_uuid(), 'a1', 'book')");
        Background serve = work.start("serve");
        work.untilServed();
        assertDone(work.run("start", plan), "Migration notes-to-new runs");
        assertDone(work.run("start", orders()), "Migration orders-to-new runs");
        assertThat(work.run("start", thief()).err()).contains("MIGRATIONS_COLLIDE", "a table belongs to one keyspace");
        untilKeyspaces("notes-to-new \\(running\\)", "orders-to-new \\(running\\)");
        serve.interrupt();
        serve.end();

        Background again = work.start("serve");
        untilKeyspaces("notes +legacy +legacy, new +2 .*", "orders +legacy +legacy, new +1 .*\\(running\\)");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(work.run("status", "--migration", "orders-to-new", "--json")
                                .out())
                        .contains("\"stage\":\"probation\"", "\"unitsMoved\":1"));
        again.interrupt();
        again.end();
    }

    private String orders() throws IOException {
        String text = Files.readString(folder.resolve("plan.yaml"))
                .replace("keyspace: notes", "keyspace: orders")
                .replace("notes-to-new", "orders-to-new")
                .replace("table: note,", "table: shop_order,")
                .replace("- { name: first, units: { list: [a1, a2] } }", "")
                .replace(", approve: true", "");
        return Files.writeString(folder.resolve("orders.yaml"), text).toString();
    }

    /** A third keyspace that wants a table of the first one. */
    private String thief() throws IOException {
        String text = Files.readString(folder.resolve("plan.yaml"))
                .replace("keyspace: notes", "keyspace: thief")
                .replace("notes-to-new", "theft");
        return Files.writeString(folder.resolve("thief.yaml"), text).toString();
    }

    private void untilKeyspaces(String... lines) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                work.run("status", "--keyspaces").out())
                        .satisfies(out -> {
                            for (String line : lines) {
                                assertThat(out).containsPattern(line);
                            }
                        }));
    }

    private String broken() throws IOException {
        String text = Files.readString(folder.resolve("plan.yaml")).replace("entities:", "entitees:");
        return Files.writeString(folder.resolve("broken.yaml"), text).toString();
    }

    /** Neither in what was printed nor in any file but the one it came from. */
    private void assertNoCanary(String printed) throws IOException {
        assertThat(printed).doesNotContain(CANARY);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(folder.resolve("secrets"))) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(CANARY);
                }
            }
        }
    }

    private static void assertDone(Result result, String answer) {
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains(answer);
    }
}
