package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.cli.Workplace.Background;
import dev.godwit.cli.Workplace.Result;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command does to a running migration, over HTTP and on real databases, what it says. */
class CommandsOnPostgresTest {
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
        plan = work.plan("""
                keyspace: notes
                migration: notes-to-new
                stores:
                  legacy: { url: "%s", user: postgres }
                  new: { url: "%s", user: postgres }
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
    void a_running_migration_is_paused_resumed_verified_and_finalized_from_another_terminal() throws Exception {
        Background run = work.start("run", plan);
        work.until("the first wave has moved", status -> moved(status, "first") == 2);

        assertDone(work.run("pause", "--reason", "the nightly report"), "nothing new begins");
        assertThat(work.run("status").out()).contains("the nightly report");
        write("a1");
        assertThat(work.run("approve", "--wave", "rest").out()).contains("Wave rest may begin");
        await("the mirror is kept equal while it is paused").until(() -> rows("legacy", "a1") == 11);
        await("nothing new begins while it is paused")
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> rows("new", "a3") == 0);

        assertDone(work.run("resume"), "go on");
        work.until("everything has moved", status -> moved(status, "first") + moved(status, "rest") == 4);
        MigrationStatus before = work.until("it rests", status -> status.stage().equals("probation"));
        assertDone(work.run("verify", "--wave", "first"), "2 units are compared");
        work.until("it was verified again", status -> status.rowsVerified() >= before.rowsVerified() + 21);
        assertThat(work.run("status", "--journal", "1000").out())
                .contains("the nightly report", "resumed by tester", "approved by tester");

        Result early = work.run("finalize");
        assertThat(early.code()).isEqualTo(1);
        assertThat(early.err()).startsWith("PROBATION_OPEN: the probation lasts until ");
        assertDone(work.run("finalize", "--reason", "all is well"), "accepted for good");
        Result end = run.end();
        assertThat(end.code()).as(end.err()).isZero();
        assertThat(end.out()).contains("Finalized. The source's rows stay for the retention");
        assertThat(work.target.ask("select count(*) from note")).isEqualTo("41");
        assertThatThrownBy(() -> work.legacy.execute("insert into note values (gen_random_uuid(), 'a9')"))
                .hasMessageContaining("GODWIT MOVED");
        Result gone = work.run("status");
        assertThat(gone.code()).isEqualTo(69);
        assertThat(gone.err())
                .startsWith("CONTROL_PLANE_UNREACHABLE: ")
                .contains("Next: start it with 'godwit serve' or 'godwit run'");
    }

    @Test
    void a_wave_is_rolled_back_cut_over_again_and_everything_is_aborted() throws Exception {
        Background run = work.start("run", plan);
        work.until("the first wave has moved", status -> moved(status, "first") == 2);
        write("a1");

        assertDone(work.run("rollback", "--wave", "first", "--reason", "slow reads"), "2 units go back");
        work.until("it is back", status -> moved(status, "first") == 0 && in(status, Phase.SYNCED) == 2);
        assertThat(rows("legacy", "a1")).isEqualTo(11);
        work.legacy.execute("update note set body = 'after' where account = 'a2'");
        assertThatThrownBy(() -> work.target.execute("update note set body = 'after' where account = 'a2'"))
                .hasMessageContaining("GODWIT MOVED");

        assertDone(work.run("cutover", "--unit", "a2"), "1 unit goes on");
        work.until("one unit has moved again", status -> moved(status, "first") == 1);
        assertThat(work.target.ask("select count(*) from note where body = 'after'"))
                .isEqualTo("10");
        assertThat(work.run("status", "--units").out())
                .containsPattern("a1 .*synced")
                .containsPattern("a2 .*probation");

        Result early = work.run("finalize");
        assertThat(early.code()).isEqualTo(1);
        assertThat(early.err())
                .startsWith("FORBIDDEN_TRANSITION: unit a1 is ")
                .contains("Next: look at 'godwit status'");

        assertDone(work.run("abort"), "The migration is undone");
        Result end = run.end();
        assertThat(end.code()).as(end.err()).isZero();
        assertThat(work.legacy.installed() || work.target.installed()).isFalse();
        assertThat(work.target.ask("select count(*) from note")).isEqualTo("0");
        assertThat(work.legacy.ask("select count(*) from note")).isEqualTo("41");
        assertThat(work.legacy.ask("select count(*) from note where body = 'after'"))
                .isEqualTo("10");
    }

    @Test
    void ctrl_c_pauses_and_the_same_command_goes_on() throws Exception {
        Background first = work.start("run", plan);
        work.until("the first wave has moved", status -> moved(status, "first") == 2);
        first.interrupt();

        Result paused = first.end();
        assertThat(paused.code()).isEqualTo(130);
        assertThat(paused.out()).contains("Paused. Nothing is copied, mirrored or mirrored back until it goes on");
        write("a1");

        Background again = work.start("run", plan);
        await().until(() -> rows("legacy", "a1") == 11);
        assertDone(work.run("abort"), "The migration is undone");
        assertThat(again.end().code()).isZero();
        assertThat(work.legacy.ask("select count(*) from note")).isEqualTo("41");
        Result over = work.run("run", plan);
        assertThat(over.code()).isEqualTo(1);
        assertThat(over.err())
                .startsWith("MIGRATION_EXISTS: migration notes-to-new has ended. Next: choose another name");
    }

    private static void assertDone(Result result, String answer) {
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).containsIgnoringCase(answer);
    }

    private static long moved(MigrationStatus status, String wave) {
        return status.waves().stream()
                .filter(each -> each.name().equals(wave))
                .mapToLong(MigrationStatus.WaveStatus::moved)
                .sum();
    }

    private static long in(MigrationStatus status, Phase phase) {
        return status.phases().getOrDefault(phase, 0L);
    }

    /** In the home of the unit, which has moved. */
    private void write(String account) {
        work.target.execute("insert into note values (gen_random_uuid(), '" + account + "', 'new')");
    }

    private long rows(String store, String account) {
        return Long.parseLong((store.equals("legacy") ? work.legacy : work.target)
                .ask("select count(*) from note where account = '" + account + "'"));
    }
}
