package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.Phase;
import dev.godwit.core.WaveName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusVerbsTest {
    private final Terminal terminal = new Terminal();

    @Test
    void status_is_the_page_and_says_by_its_exit_code_that_somebody_is_needed() {
        terminal.control.statuses.add(Statuses.busy());

        assertThat(terminal.run("status")).isEqualTo(3);
        assertThat(terminal.out())
                .startsWith("notes-to-postgres: notes, legacy -> new")
                .contains("attention  unit a9");
    }

    @Test
    void status_of_a_migration_that_needs_nobody_ends_with_0() {
        terminal.control.statuses.add(Statuses.quiet("prepare"));

        assertThat(terminal.run("status")).isZero();
    }

    @Test
    void status_as_json_is_one_line() {
        terminal.control.statuses.add(Statuses.busy());

        terminal.run("status", "--json");

        assertThat(terminal.out().lines().toList())
                .hasSize(1)
                .first()
                .asString()
                .contains(
                        "\"unitsTotal\":1000",
                        "\"PROBATION\":400",
                        "\"p99Millis\":31.0",
                        "\"deadline\":\"2026-12-01T18:00:00Z\"");
    }

    @Test
    void status_shows_all_migrations_and_one_that_is_named_takes_commands() {
        RecordingControl another = new RecordingControl();
        terminal.another = Optional.of(another);
        terminal.control.statuses.add(Statuses.quiet("prepare"));
        another.statuses.add(Statuses.busy());

        assertThat(terminal.run("status")).isEqualTo(3);
        assertThat(terminal.out().lines().filter(line -> line.startsWith("notes-to-postgres: notes")))
                .hasSize(2);
        assertThat(terminal.run("status", "--migration", "notes-to-postgres")).isZero();
        assertThat(terminal.run("pause", "--migration", "another")).isZero();
        assertThat(another.commands).hasSize(1);
        assertThat(terminal.control.commands).isEmpty();
    }

    @Test
    void units_are_a_table() {
        assertThat(terminal.run("status", "--units", "--phase", "synced", "--wave", "first"))
                .isZero();
        assertThat(terminal.control.filters)
                .containsExactly(new UnitFilter(
                        Optional.of(Phase.SYNCED), Optional.of(new WaveName("first")), Optional.empty()));
        assertThat(terminal.out()).isEqualToNormalizingNewlines("""
                        unit        wave   phase         home    epoch  copied  verified  pause
                        a1          first  cutting back  new     12     1,200   1,200     9.3 ms
                        account-22         synced        legacy  3      0       0                 attention: rows differ: note 17
                        """);
    }

    @Test
    void the_applications_latency_is_a_table_with_what_has_to_be_known_to_read_it() {
        assertThat(terminal.run("status", "--latency")).isZero();
        assertThat(terminal.out()).isEqualToNormalizingNewlines("""
                        when                store   usual p99  worst p99  reports  until
                        before              legacy  4.0 ms     12 ms      60       14:01:00 UTC
                        during: wave first  new     5 ms       113 ms     1,200    14:01:30 UTC
                        No router reports now.
                        """);
    }

    @Test
    void keyspaces_are_a_table() {
        assertThat(terminal.run("status", "--keyspaces")).isZero();
        assertThat(terminal.out()).isEqualToNormalizingNewlines("""
                        keyspace  default home  stores       units taken  routers                   migrations
                        notes     legacy        legacy, new  1,234        1 with a lease, 0 lapsed  notes-to-postgres (running)
                        """);
    }

    @Test
    void the_journal_is_a_table() {
        assertThat(terminal.run("status", "--journal", "5")).isZero();
        assertThat(terminal.out()).contains("2026-11-22T14:30:00Z  unit a1  cut over");
    }

    @Test
    void watch_shows_lines_until_the_end() {
        terminal.control.statuses.addAll(
                List.of(Statuses.quiet("prepare"), Statuses.quiet("probation"), Statuses.quiet("done")));

        assertThat(terminal.run("watch")).isZero();
        assertThat(terminal.out().lines().toList()).hasSize(3).last().asString().contains("notes-to-postgres done");
    }

    @Test
    void watch_draws_in_place_on_a_terminal() {
        terminal.interactive = true;
        terminal.control.statuses.addAll(List.of(Statuses.quiet("prepare"), Statuses.quiet("done")));

        assertThat(terminal.run("watch")).isZero();
        assertThat(terminal.out()).contains("\u001b[6A").endsWith("\u001b[J\u001b[?25h");
    }
}
