package dev.godwit.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Keys;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.NewUnits;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Throttle;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import dev.godwit.core.WaveName;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import dev.godwit.engine.rehearsal.RehearsalRecords;
import dev.godwit.rehearsal.TestDatabases.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen accounts with notes and attachments; the largest is rehearsed in any case, and Godwit touches no real store. */
class RehearsalTest {
    private static final String OLD = """
            create table countries (code text primary key, name text);
            create table notes (id bigint primary key, creator text not null, country text references countries,
                content text, stars integer, unique (creator, id));
            create index on notes (creator);
            create index on notes (country);
            create table attachments (id bigint primary key, note_id bigint not null references notes, size integer);
            create index on attachments (note_id);
            """;
    private static final String NEW = OLD.replace("content text", "body text");
    private static final String ROWS = """
            insert into countries values ('pe', 'Peru'), ('de', 'Germany');
            insert into notes select n, 'account-' || (n % 16), case when n % 2 = 0 then 'pe' else 'de' end,
                'note ' || n, n % 5 from generate_series(1, 160) n;
            insert into notes select n, 'account-large', 'pe', 'note ' || n, 1 from generate_series(1001, 1200) n;
            insert into attachments select n, n, n * 10 from generate_series(1, 160) n;
            """;

    @TempDir
    Path folder;

    private final Database legacy = TestDatabases.create();
    private final Database next = TestDatabases.create();
    private final Database scratchSource = TestDatabases.create();
    private final Database scratchTarget = TestDatabases.create();

    @BeforeEach
    void fill() {
        legacy.execute(OLD + ROWS);
        next.execute(NEW);
        scratchSource.execute(OLD);
        scratchTarget.execute(NEW);
    }

    @Test
    void a_sound_plan_is_green_whatever_crashes_and_leaves_nothing_behind() throws Exception {
        RehearsalReport report = rehearse(plan(true), 3);

        assertThat(report.reasons()).isEmpty();
        assertThat(report.green()).isTrue();
        assertThat(report.units()).isEqualTo(4);
        assertThat(report.rows()).isBetween(230L, 300L);
        assertThat(report.writes()).isPositive();
        assertThat(report.reads()).isGreaterThan(report.writes());
        assertThat(report.crashes()).hasSize(3).doesNotHaveDuplicates();
        assertThat(report.cutovers().count()).isGreaterThanOrEqualTo(8);
        assertThat(report.rollbacks().count()).isGreaterThanOrEqualTo(4);
        assertThat(last().orElseThrow().green()).isTrue();
        requireNothingLeft();
    }

    @Test
    void a_trigger_in_the_target_that_changes_what_is_written_and_what_is_not_is_found() throws Exception {
        String trigger = "create function touch() returns trigger language plpgsql as 'begin %s return new; end';"
                + " create trigger touch before update on notes for each row execute function touch()";
        scratchSource.execute(trigger.formatted(""));
        scratchTarget.execute(trigger.formatted(
                "new.body := upper(new.body);" + " update attachments set size = size + 1 where note_id = new.id;"));

        RehearsalReport report = rehearse(plan(true), 0);

        assertThat(report.green()).isFalse();
        assertThat(report.reasons())
                .anyMatch(reason ->
                        reason.contains("a read of note ") && reason.contains("was not what was written last"))
                .anyMatch(reason ->
                        reason.startsWith("in the scratch target, attachment ") && reason.endsWith(" differs"))
                .anyMatch(reason ->
                        reason.startsWith("in the scratch source, attachment ") && reason.endsWith(" differs"));
        assertThat(last().orElseThrow().green()).isFalse();
        requireNothingLeft();
    }

    @Test
    void without_a_way_back_the_target_alone_is_compared() throws Exception {
        RehearsalReport report = rehearse(plan(false), 0);

        assertThat(report.reasons()).isEmpty();
        assertThat(report.rollbacks().count()).isZero();
        requireNothingLeft();
    }

    @Test
    void a_scratch_store_that_somebody_needs_is_left_alone() {
        scratchTarget.execute("insert into countries values ('fr', 'France')");
        refused("scratch store scratch-b has rows in table countries");
        assertThat(scratchTarget.ask("select count(*) from countries")).isEqualTo("1");

        scratchTarget.execute("drop table countries cascade");
        refused("scratch store scratch-b has no table countries");
    }

    @Test
    void a_real_store_is_no_scratch_store_whatever_it_is_called() {
        Plan plan = plan(true);
        Plan.StoreAddress disguised = new Plan.StoreAddress(
                new StoreName("scratch-b"),
                next.url() + "?ApplicationName=scratch",
                Optional.of("postgres"),
                Optional.empty(),
                8);
        assertThatThrownBy(() -> rehearse(with(plan, disguised), 0))
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining("scratch store scratch-b is the database of store new");
    }

    private void refused(String why) {
        assertThatThrownBy(() -> rehearse(plan(true), 0))
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining(why);
        assertThat(last()).isEmpty();
    }

    private RehearsalReport rehearse(Plan plan, int crashes) throws IOException, InterruptedException {
        return Rehearsal.of(
                plan,
                new RehearsalSettings(7, Optional.empty(), Optional.of(crashes), false, record()),
                Files.createDirectories(folder.resolve("own")),
                new SystemTime(),
                new ThreadTasks(),
                line -> System.err.println(System.nanoTime() / 1_000_000 % 1000000 + " " + line));
    }

    private EngineSettings record() {
        return EngineSettings.of("record", "jdbc:sqlite:" + folder.resolve("control-store.db"));
    }

    private Optional<RehearsalRecord> last() {
        try (RehearsalRecords records = RehearsalRecords.open(record())) {
            return records.last(new MigrationName("notes-move"));
        }
    }

    private void requireNothingLeft() {
        for (Database database : List.of(legacy, next, scratchSource, scratchTarget)) {
            assertThat(database.ask("select count(*) from pg_namespace where nspname like 'godwit%'"))
                    .as(database.name())
                    .isEqualTo("0");
        }
        for (Database database : List.of(scratchSource, scratchTarget)) {
            assertThat(database.ask("select (select count(*) from notes) + (select count(*) from countries)"
                            + " + (select count(*) from attachments)"))
                    .isEqualTo("0");
        }
        assertThat(legacy.ask("select count(*) from notes")).isEqualTo("360");
    }

    private Plan plan(boolean wayBack) {
        Entity country = new Entity(
                new EntityName("country"),
                "countries",
                Map.of(),
                List.of("code"),
                new UnitRule.Whole(new UnitId("reference/country"), true),
                Map.of());
        Entity note = new Entity(
                new EntityName("note"),
                "notes",
                Map.of(),
                List.of("id"),
                UnitRule.column("creator"),
                Map.of(new StoreName("new"), Map.of("content", "body")));
        Entity attachment = new Entity(
                new EntityName("attachment"),
                "attachments",
                Map.of(),
                List.of("id"),
                new UnitRule.Through(List.of("note_id"), note.name()),
                Map.of());
        return new Plan(
                new Keyspace(new KeyspaceName("notes"), List.of(country, note, attachment)),
                new MigrationName("notes-move"),
                Optional.empty(),
                List.of(legacy.address("legacy"), next.address("new")),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(
                        new Wave(
                                new WaveName("reference"),
                                new Selection.Reference(List.of(new UnitId("reference/country"))),
                                false),
                        new Wave(new WaveName("rest"), new Selection.All(), true)),
                new Cutover(Duration.ofMillis(500), true, Optional.empty(), wayBack),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                Throttle.NONE,
                Keys.REFUSE,
                NewUnits.SOURCE,
                new Accept(Set.of(), Set.of(), false),
                Set.of(),
                Optional.of(new Plan.Rehearsal(
                        scratchSource.address("scratch-a"), scratchTarget.address("scratch-b"), 4, true)),
                Optional.empty());
    }

    private static Plan with(Plan plan, Plan.StoreAddress target) {
        Plan.Rehearsal rehearsal = plan.rehearsal().orElseThrow();
        return new Plan(
                plan.keyspace(),
                plan.migration(),
                plan.deadline(),
                plan.stores(),
                plan.source(),
                plan.target(),
                plan.waves(),
                plan.cutover(),
                plan.onMismatch(),
                plan.probation(),
                plan.retention(),
                plan.throttle(),
                plan.keys(),
                plan.newUnits(),
                plan.accept(),
                plan.twoPersons(),
                Optional.of(new Plan.Rehearsal(rehearsal.source(), target, rehearsal.units(), rehearsal.required())),
                Optional.empty());
    }
}
