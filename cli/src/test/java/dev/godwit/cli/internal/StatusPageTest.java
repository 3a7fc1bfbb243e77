package dev.godwit.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.cli.Statuses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPageTest {
    @Test
    void a_busy_migration_on_a_wide_terminal() {
        assertThat(String.join("\n", StatusPage.render(Statuses.busy(), Look.plain(100), Statuses.NOW)))
                .isEqualTo("""
                        notes-to-postgres: notes, legacy -> new, wave canary
                        copied     ###########..............  45 %  900,000 of 2,000,000 rows, 41,200 rows/s, 12.3 MB/s
                        verified   ########.................  32 %  640,000 of 2,000,000 rows, 83,000 rows/s
                        moved      ##########...............  40 %  400 of 1,000 units
                        phases     500 settled, 4 copying, 96 synced, 400 probation
                        lag        12 ms, 31 rows changed since they were mirrored
                        ends       14:32:10 UTC (14:31:00 to 14:36:40), deadline 2026-12-01 18:00 UTC
                        cutovers   400, pause p50 9.2 ms, p99 31 ms, max 44 ms
                        roll-backs 3, pause p50 8 ms, p99 11 ms, max 11 ms
                        keys       note.id: legacy up to 2,000,000 (5 % used), new above
                        throttled  a chunk took 412 ms > 400 ms; 2,000 rows per chunk
                        wave       first, rests, 400 of 400 units moved
                        wave       canary, moving, 0 of 600 units moved, wants 'godwit approve --wave canary'
                        waits      unit a7: a writer holds its lock for 5,210 ms > 250 ms
                        alarm      DEADLINE_PASSED: the deadline, 2026-11-20T18:00:00Z, passed 44 h ago
                        attention  store new was restored from a backup
                        attention  unit a9: rows differ: note 17""");
    }

    @Test
    void a_migration_that_has_not_begun() {
        assertThat(String.join("\n", StatusPage.render(Statuses.quiet("prepare"), Look.plain(80), Statuses.NOW)))
                .isEqualTo("""
                        notes-to-postgres: notes, legacy -> new, prepare
                        copied     ....................   0 %  0 of 0 rows
                        verified   ....................   0 %  0 of 0 rows
                        moved      ....................   0 %  0 of 0 units
                        phases     no unit yet
                        lag        0 ms, 0 rows changed since they were mirrored""");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 63, 80, 200, 1000})
    void no_line_is_wider_than_the_terminal(int width) {
        Look look = Look.plain(width);

        assertThat(StatusPage.render(Statuses.busy(), look, Statuses.NOW))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(look.width()));
    }

    @Test
    void colours_change_nothing_but_colours() {
        String plain = String.join("\n", StatusPage.render(Statuses.busy(), new Look(90, false, true), Statuses.NOW));
        String colourful =
                String.join("\n", StatusPage.render(Statuses.busy(), new Look(90, true, true), Statuses.NOW));

        assertThat(colourful).contains("\u001b[31m").isNotEqualTo(plain);
        assertThat(colourful.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain);
    }

    @Test
    void what_comes_from_outside_can_not_steer_the_terminal() {
        assertThat(Look.plain(80).cut("a\u001b[2Jb\nc", 80)).isEqualTo("a [2Jb c");
    }

    @Test
    void one_line_says_the_same() {
        assertThat(StatusLine.render(Statuses.busy(), Statuses.NOW))
                .isEqualTo("14:30:00 UTC notes-to-postgres wave canary, moved 400 of 1,000 units, copied 900,000 of"
                        + " 2,000,000 rows (45 %), 41,200 rows/s, 12.3 MB/s, verified 640,000 rows, lag 12 ms, pause p50"
                        + " 9.2 ms, p99 31 ms, max 44 ms, ends 14:32:10 UTC (14:31:00 to 14:36:40), throttled: a chunk"
                        + " took 412 ms > 400 ms; 2,000 rows per chunk, waits: unit a7: a writer holds its lock for 5,210"
                        + " ms > 250 ms, alarm: DEADLINE_PASSED: the deadline, 2026-11-20T18:00:00Z, passed 44 h ago, attention: store new was restored from a backup, attention: unit a9: rows"
                        + " differ: note 17");
        assertThat(StatusLine.render(Statuses.quiet("prepare"), Statuses.NOW))
                .isEqualTo(
                        "14:30:00 UTC notes-to-postgres prepare, moved 0 of 0 units, copied 0 of 0 rows (0 %), verified"
                                + " 0 rows, lag 0 ms");
    }
}
