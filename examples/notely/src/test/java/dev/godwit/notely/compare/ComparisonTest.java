package dev.godwit.notely.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.SystemTime;
import dev.godwit.notely.load.LoadReport;
import dev.godwit.notely.load.LoadReport.Latency;
import dev.godwit.notely.load.WholeLook;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ComparisonTest {
    private static final long FEW = 200;

    @Test
    void a_careless_strategy_is_found_out_and_a_good_one_is_not() throws IOException, InterruptedException {
        ComparisonReport report = compare(FEW, named("migrate-on-update"), named("godwit"));

        assertThat(report.strategies())
                .extracting(ContestResult::strategy)
                .containsExactly("migrate-on-update", "godwit");
        ContestResult careless = report.strategies().getFirst();
        assertThat(careless.consistencyMisses()).isPositive();
        assertThat(careless.fieldsLost()).isPositive();
        assertThat(careless.notesStranded()).isEqualTo(3);
        assertThat(careless.doubleCounts()).isEqualTo(1);
        assertThat(careless.line()).startsWith("migrate-on-update ").contains("3 notes stranded");
        assertThat(report.strategies().getLast().findings()).isEmpty();
        assertThat(report.strategies().getLast().clean()).isTrue();
        assertThat(report.passed()).isTrue();
    }

    @Test
    void a_run_that_can_not_be_carried_out_says_why() throws IOException, InterruptedException {
        Contest broken = Contest.toNewStore("broken", "legacy-only", Optional.of("broken"));
        ComparisonReport report = compare(FEW, broken);

        assertThat(report.strategies().getFirst().line()).startsWith("broken ").contains("it does not start");
        assertThat(report.passed()).isFalse();
    }

    @Test
    void a_run_that_has_tried_too_little_fails() {
        LoadReport report = new LoadReport(
                30,
                40,
                200,
                19_999,
                30_000,
                12,
                0,
                0,
                0,
                0,
                new Latency(1, 2, 3, 4),
                List.of(),
                new TreeMap<>(),
                List.of());
        WholeLook look = new WholeLook(200, 200, 0, 0, 0, 0, 0, List.of());
        ContestResult result = ContestResult.of(named("godwit"), 20_000, report, look, 0, OptionalLong.of(200));

        assertThat(result.failure().orElseThrow()).contains("20000 are needed");
        assertThat(result.clean()).isFalse();
        assertThat(ContestResult.of(named("godwit"), 19_999, report, look, 0, OptionalLong.of(200))
                        .clean())
                .isTrue();
        assertThat(ContestResult.of(named("godwit"), 1, report, look, 0, OptionalLong.empty())
                        .clean())
                .isFalse();
        assertThat(ContestResult.of(named("godwit"), 1, report, look, 0, OptionalLong.of(201))
                        .doubleCounts())
                .isEqualTo(1);
    }

    @Test
    void without_godwit_nothing_is_proved() {
        assertThat(new ComparisonReport(1, 1, 1, List.of(), List.of()).passed()).isFalse();
    }

    @Test
    void a_result_is_one_line_whatever_went_wrong() {
        ContestResult result = ContestResult.notRun(named("godwit"), "it has ended:\n  no room\nno door");

        assertThat(result.line()).startsWith("godwit ").endsWith("FAILED: it has ended: | no room | no door");
    }

    @Test
    void journeys_of_a_strategy_are_told_as_one() {
        ContestResult both = result(1, 12.0).and(result(2, 11.0));

        assertThat(both.consistencyMisses()).isEqualTo(3);
        assertThat(both.p99Millis()).isEqualTo(12.0);
        assertThat(both.line()).startsWith("godwit ").contains("40,000 operations");
        assertThat(both.clean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--operations 0",
                "--operations many",
                "--seconds 0",
                "--seconds 99999",
                "--only hope",
                "--stores jdbc:sqlite:x",
                "--fast"
            })
    void flags_that_make_no_sense_are_refused_by_name(String flags) {
        StringWriter said = new StringWriter();
        int code = new CommandLine(new CompareCommand())
                .setErr(new PrintWriter(said))
                .setOut(new PrintWriter(said))
                .execute(flags.split(" "));

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains(flags.split(" ")[0]).doesNotContain("Exception");
    }

    private static Contest named(String strategy) {
        return Contest.ALL.stream()
                .filter(contest -> contest.strategy().equals(strategy))
                .findFirst()
                .orElseThrow();
    }

    private static ComparisonReport compare(long operations, Contest... contests)
            throws IOException, InterruptedException {
        ComparisonSettings settings = new ComparisonSettings(
                List.of(contests), operations, Duration.ofSeconds(1), 1, Duration.ofMillis(400), "sqlite");
        return new Comparison(settings, new SystemTime(), FakeNotely.class.getName(), line -> {}).run();
    }

    private static ContestResult result(long misses, double p99Millis) {
        return new ContestResult(
                "godwit", "a -> b", misses, 0, 0, 0, 0, p99Millis, 20_000, 30, 12, List.of(), Optional.empty());
    }
}
