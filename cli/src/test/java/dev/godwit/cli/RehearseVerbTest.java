package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.cli.TestDatabases.Database;
import dev.godwit.cli.Workplace.Background;
import dev.godwit.cli.Workplace.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that requires a green rehearsal does not begin without it; what the command says when it can't rehearse. */
class RehearseVerbTest {
    private static final String NOTES = "create table note (id uuid primary key, account text not null, body text);"
            + " create index on note (account)";

    @TempDir
    Path folder;

    private final Database scratchSource = TestDatabases.create();
    private final Database scratchTarget = TestDatabases.create();
    private Workplace work;
    private String plan;

    @BeforeEach
    void furnish() throws IOException {
        work = new Workplace(folder);
        work.legacy.execute(NOTES + "; insert into note select gen_random_uuid(), 'a' || n % 4, 'note ' || n"
                + " from generate_series(1, 40) n");
        work.target.execute(NOTES);
        scratchSource.execute(NOTES);
        scratchTarget.execute(NOTES);
        plan = work.plan("""
                keyspace: notes
                migration: notes-to-new
                stores:
                  legacy: { url: "%s", user: postgres }
                  new: { url: "%s", user: postgres }
                  scratch-a: { url: "%s", user: postgres }
                  scratch-b: { url: "%s", user: postgres }
                entities: { note: { table: note, key: [id], unit: account } }
                move: { from: legacy, to: new }
                rehearsal: { source: scratch-a, target: scratch-b, units: 2, required: true }
                waves: [ { name: rest, units: { all: true } } ]
                """.formatted(work.legacy.url(), work.target.url(), scratchSource.url(), scratchTarget.url()))
                .toString();
    }

    @AfterEach
    void close() {
        work.close();
    }

    @Test
    void the_migration_begins_when_a_rehearsal_of_this_plan_was_green() throws Exception {
        assertThat(work.run("check", plan).out()).contains("REHEARSAL_MISSING", "there was none");
        Result refused = work.run("run", plan);
        assertThat(refused.err()).contains("REHEARSAL_MISSING", "there was none", "godwit rehearse");
        assertThat(refused.code()).isNotZero();
        assertThat(work.legacy.installed()).isFalse();

        scratchTarget.execute("alter table note drop column body");
        Result red = work.run("rehearse", plan, "--crashes", "0", "--seed", "3");
        assertThat(red.out()).contains("Rehearsal of notes-to-new: RED", "because COLUMN_MISSING");
        assertThat(red.code()).isEqualTo(1);
        Result redAsJson = work.run("rehearse", plan, "--crashes", "0", "--seed", "3", "--json");
        assertThat(redAsJson.out().strip().lines())
                .as("one record, and nothing else")
                .singleElement()
                .asString()
                .startsWith("{\"migration\":\"notes-to-new\",\"green\":false,\"reasons\":[\"COLUMN_MISSING")
                .contains("\"seed\":3");
        assertThat(redAsJson.code()).isEqualTo(1);
        assertThat(work.run("check", plan).out()).contains("REHEARSAL_MISSING", "the last one was red");

        scratchTarget.execute("alter table note add column body text");
        Result green = work.run("rehearse", plan, "--crashes", "1", "--seed", "3");
        assertThat(green.out()).contains("Rehearsal of notes-to-new: GREEN", "2 units, 20 rows, seed 3");
        assertThat(green.err()).contains("Comparing all rows.");
        assertThat(green.code()).isZero();
        assertThat(work.run("check", plan).out())
                .contains("the last one was green")
                .doesNotContain("REHEARSAL_MISSING");

        Background run = work.start("run", plan);
        work.until("everything has moved", status -> status.unitsMoved() == 4);
        run.interrupt();
        run.end();
    }

    @Test
    void whoever_breaks_it_off_finds_the_scratch_stores_empty() throws Exception {
        Background rehearsal = work.start("rehearse", plan, "--crashes", "0");
        await("it has begun").atMost(Duration.ofSeconds(30)).until(scratchTarget::installed);
        rehearsal.interrupt();
        Result end = rehearsal.end();
        assertThat(end.err()).contains("Stopping;", "Broken off.");
        assertThat(end.code()).isEqualTo(ExitCode.INTERRUPTED.number());
        for (Database scratch : List.of(scratchSource, scratchTarget)) {
            assertThat(scratch.installed()).isFalse();
            assertThat(scratch.ask("select count(*) from note")).isEqualTo("0");
        }
        assertThat(work.run("check", plan).out()).contains("REHEARSAL_MISSING", "there was none");
    }

    @Test
    void a_plan_without_scratch_stores_and_numbers_out_of_range_are_refused_with_what_to_do() throws IOException {
        Result units = work.run("rehearse", plan, "--units", "0");
        assertThat(units.err()).contains("--units must be from 1 to 1000");
        assertThat(units.code()).isEqualTo(2);
        Result crashes = work.run("rehearse", plan, "--crashes", "-1");
        assertThat(crashes.err()).contains("--crashes must be 0 or more");
        String without = Files.readString(Path.of(plan)).replaceAll("(?m)^(rehearsal|  scratch).*\n", "");
        Result missing = work.run("rehearse", work.plan(without).toString());
        assertThat(missing.err()).contains("PLAN_MISSING_KEY", "rehearsal: { source: NAME, target: NAME }");
        assertThat(missing.code()).isEqualTo(2);
    }
}
