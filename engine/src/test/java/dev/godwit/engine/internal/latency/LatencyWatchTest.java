package dev.godwit.engine.internal.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.ApplicationLatency.Stretch;
import dev.godwit.core.ControlPlane.StoreLatency;
import dev.godwit.core.MigrationName;
import dev.godwit.core.StoreName;
import dev.godwit.core.ThreadTasks;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.throttle.ApplicationLatencies;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.LatencyRecord;
import dev.godwit.testkit.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyWatchTest {
    private static final MigrationName MIGRATION = new MigrationName("notes-move");
    private static final StoreName LEGACY = new StoreName("legacy");
    private static final StoreName NEW = new StoreName("new");
    private static final LatencyMoment BEFORE = new LatencyMoment(Part.BEFORE, "");
    private static final LatencyMoment WAVE = new LatencyMoment(Part.DURING, "wave all");
    private static final LatencyMoment PROBATION = new LatencyMoment(Part.AFTER, "probation");

    private final SettableTime time = new SettableTime();
    private final ApplicationLatencies latencies = new ApplicationLatencies(time);

    @TempDir
    Path folder;

    private ControlStore control;
    private LatencyMoment now = BEFORE;
    private Supplier<ApplicationLatency> shown;
    private LatencyWatch watch;

    @BeforeEach
    void open() {
        control = ControlStores.open(
                EngineSettings.of("server", "jdbc:sqlite:" + folder.resolve("control.db")), time, () -> {});
        nextServer();
    }

    @AfterEach
    void close() {
        control.close();
    }

    @Test
    void each_part_has_its_own_median_and_worst() {
        seconds(3, 4);
        seconds(1, 6);
        now = WAVE;
        seconds(8, 5);
        seconds(2, 90);
        now = PROBATION;
        seconds(10, 4.5);

        assertThat(shown().stages())
                .satisfiesExactly(
                        before -> assertStretch(before, BEFORE, 4, 4, 6),
                        during -> assertStretch(during, WAVE, 10, 5, 90),
                        after -> assertStretch(after, PROBATION, 10, 4.5, 4.5));
        assertThat(shown().stages().getFirst())
                .returns(Instant.EPOCH.plusSeconds(1), Stretch::from)
                .returns(Instant.EPOCH.plusSeconds(4), Stretch::until)
                .returns(4_000L, Stretch::operations);
        assertThat(shown().remarks()).isEmpty();
    }

    @Test
    void the_next_server_goes_on_with_what_was_written_within_the_last_ten_seconds() {
        seconds(4, 4);
        now = WAVE;
        seconds(16, 5);
        seconds(9, 100);
        nextServer();
        assertThat(shown().stages())
                .satisfiesExactly(
                        before -> assertStretch(before, BEFORE, 4, 4, 4),
                        during -> assertStretch(during, WAVE, 16, 5, 5));
        seconds(11, 7);
        assertThat(shown().stages().getLast()).satisfies(during -> assertStretch(during, WAVE, 27, 5, 7));
        assertThat(shown().parts().getLast()).returns(27L, Stretch::reports).returns("", Stretch::stage);
    }

    @Test
    void what_was_written_can_be_read_after_the_end() {
        assertThat(new LatencyBook(MIGRATION, control, time).written().remarks())
                .containsExactly("No router has reported while it ran.");
        seconds(10, 4);
        assertThat(new LatencyBook(MIGRATION, control, time).written())
                .isEqualTo(new ApplicationLatency(shown().parts(), shown().stages(), List.of()));
    }

    @Test
    void what_has_begun_is_never_before_again() {
        now = WAVE;
        seconds(10, 5);
        nextServer();
        now = BEFORE;
        seconds(1, 5);

        assertThat(shown().parts()).extracting(Stretch::part).containsExactly(Part.DURING, Part.BETWEEN);
        assertThat(shown().remarks())
                .singleElement()
                .asString()
                .startsWith("There is no \"before\": no router reported before the first unit began to move");
    }

    @Test
    void it_says_why_there_is_nothing() {
        assertThat(shown().remarks()).containsExactly("No router has reported yet.");
        report(LEGACY, 19, 4);
        assertThat(shown().remarks()).singleElement().asString().contains("too few transactions", "20 in a second");
        seconds(1, 4);
        assertThat(shown().remarks()).isEmpty();
        time.advance(Duration.ofSeconds(6));
        assertThat(shown().remarks()).containsExactly("No router reports now.");
    }

    @Test
    void a_report_counts_once_and_only_for_a_store_of_the_migration() {
        report(LEGACY, 1_000, 4);
        look();
        look();
        report(new StoreName("elsewhere"), 1_000, 9);
        look();
        report(LEGACY, 19, 90);
        look();

        assertThat(shown().stages()).singleElement().satisfies(before -> assertStretch(before, BEFORE, 1, 4, 4));
    }

    @Test
    void a_plan_of_many_stages_fills_neither_the_store_nor_the_page() {
        for (int wave = 0; wave < LatencyBook.STRETCHES_MAX + 50; wave++) {
            now = new LatencyMoment(Part.DURING, "wave " + wave);
            seconds(1, 5);
        }
        now = PROBATION;
        seconds(20, 5);

        assertThat(shown().stages()).hasSize(LatencyBook.STRETCHES_MAX + 2);
        assertThat(shown().stages().get(LatencyBook.STRETCHES_MAX))
                .returns("other stages", Stretch::stage)
                .returns(50L, Stretch::reports);
        assertThat(control.latencies(MIGRATION)).hasSize(LatencyBook.STRETCHES_MAX + 2);
        assertThat(control.latencies(MIGRATION))
                .allSatisfy(record -> assertThat(record.distribution()).hasSizeLessThan(200));
    }

    @Test
    void it_is_written_every_ten_seconds() {
        seconds(9, 4);
        assertThat(control.latencies(MIGRATION)).isEmpty();
        seconds(1, 4);
        assertThat(control.latencies(MIGRATION)).singleElement().returns(10_000L, LatencyRecord::operations);
        seconds(9, 4);
        assertThat(control.latencies(MIGRATION)).singleElement().returns(10_000L, LatencyRecord::operations);
    }

    private static void assertStretch(Stretch stretch, LatencyMoment moment, long reports, double usual, double worst) {
        assertThat(new LatencyMoment(stretch.part(), stretch.stage())).isEqualTo(moment);
        assertThat(stretch.reports()).isEqualTo(reports);
        assertThat(stretch.usualP99Millis()).isCloseTo(usual, withinPercentage(1.0));
        assertThat(stretch.worstP99Millis()).isCloseTo(worst, withinPercentage(1.0));
    }

    /** One that reads what was written, after the one before it died. */
    private void nextServer() {
        LatencyBook book = new LatencyBook(MIGRATION, control, time);
        shown = () -> book.shown(latencies.reported());
        watch = new LatencyWatch(book, latencies, Set.of(LEGACY, NEW), () -> now, new ThreadTasks(), time);
    }

    private void seconds(int count, double p99Millis) {
        for (int second = 0; second < count; second++) {
            time.advance(LatencyWatch.LOOK);
            latencies.report("app", List.of(new StoreLatency(LEGACY, 1_000, p99Millis)));
            watch.look();
        }
    }

    private void report(StoreName store, long operations, double p99Millis) {
        time.advance(Duration.ofMillis(300));
        latencies.report("app", List.of(new StoreLatency(store, operations, p99Millis)));
    }

    private void look() {
        time.advance(Duration.ofMillis(700));
        watch.look();
    }

    private ApplicationLatency shown() {
        return shown.get();
    }
}
