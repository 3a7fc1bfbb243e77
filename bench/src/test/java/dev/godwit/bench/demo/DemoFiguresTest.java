package dev.godwit.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.bench.baseline.Commits.Millis;
import dev.godwit.checkers.CheckResult;
import dev.godwit.core.Flags;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Pauses;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each promise of the demonstration fails it when it is broken, and only that one is named. */
class DemoFiguresTest {
    private static final Totals GOOD = new Totals(110_000, 6_000, 1_500, 0, 0, 10, 40, 100, List.of());

    private static final Millis SLOW_DISK = new Millis(10, 45);

    private static final DemoChecks NO_FINDING = checks(-1);

    @Test
    void nothing_is_broken_when_all_is_well() {
        assertThat(figures(GOOD, 40, NO_FINDING, 0).broken(true)).isEmpty();
    }

    @Test
    void each_broken_promise_is_named() {
        assertThat(with(110_000, 6_000, 1_500, 1, 0)).singleElement().asString().startsWith("consistency misses: 1");
        assertThat(with(110_000, 6_000, 1_500, 0, 1)).singleElement().asString().startsWith("client errors: 1");
        assertThat(with(99_999, 6_000, 1_500, 0, 0)).singleElement().asString().startsWith("operations: 99999");
        assertThat(with(110_000, 5_400, 1_500, 0, 0)).singleElement().asString().startsWith("deletes: 5400");
        assertThat(with(110_000, 6_000, 999, 0, 0)).singleElement().asString().startsWith("held writes: 999");
        assertThat(figures(GOOD, 76, NO_FINDING, 0).broken(true))
                .singleElement()
                .asString()
                .startsWith("cutover pause");
        assertThat(figures(GOOD, 91, NO_FINDING, 0, SLOW_DISK).broken(true))
                .singleElement()
                .asString()
                .isEqualTo("cutover pause p99: 91.0 ms, allowed 90.0 ms");
        assertThat(figures(GOOD, 90, NO_FINDING, 0, SLOW_DISK).broken(true)).isEmpty();
        assertThat(figures(GOOD, 40, NO_FINDING, 3).broken(true))
                .singleElement()
                .asString()
                .startsWith("rows left");
    }

    @Test
    void each_finding_of_a_checker_is_named() {
        List<String> promises =
                List.of("the stores differ before", "the histories", "somebody saw", "accounts have other");
        for (int which = 0; which < promises.size(); which++) {
            DemoFigures figures = figures(GOOD, 40, checks(which), 0);
            assertThat(figures.broken(true)).singleElement().asString().startsWith(promises.get(which));
            assertThat(figures.checks().texts()).containsExactly("found");
        }
    }

    private static List<String> with(long operations, long deletes, long held, long misses, long errors) {
        Totals totals = new Totals(operations, deletes, held, misses, errors, 10, 40, 100, List.of());
        return figures(totals, 40, NO_FINDING, 0).broken(true);
    }

    private static DemoFigures figures(Totals totals, double pause, DemoChecks checks, long left) {
        return figures(totals, pause, checks, left, new Millis(4, 20));
    }

    private static DemoFigures figures(Totals totals, double pause, DemoChecks checks, long left, Millis commits) {
        return new DemoFigures(totals, status(pause), 1, 1, commits, checks, left, 1);
    }

    /** Results of which one, or none, found something. */
    private static DemoChecks checks(int finding) {
        CheckResult[] results = new CheckResult[4];
        Arrays.setAll(
                results,
                which -> new CheckResult(
                        10,
                        5,
                        which == finding ? 1 : 0,
                        which == finding ? List.of("found") : List.of(),
                        Duration.ZERO));
        return new DemoChecks(results[0], results[1], results[2], results[3]);
    }

    private static MigrationStatus status(double pauseMillis) {
        Pauses pauses = new Pauses(1_000, pauseMillis / 2, pauseMillis, pauseMillis);
        return new MigrationStatus(
                "notes",
                "demo",
                "legacy",
                "new",
                "done",
                Flags.NONE,
                List.of(),
                Map.of(),
                List.of(),
                1_000,
                1_000,
                200_000,
                200_000,
                200_000,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                pauses,
                Pauses.NONE,
                List.of(),
                List.of(),
                List.of(),
                1);
    }
}
