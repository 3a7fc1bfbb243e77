package dev.godwit.server.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.ControlPlane.RouterCounters;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.MigrationStatus.Pauses;
import dev.godwit.core.MigrationStatus.UnitAttention;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.Refusal;
import dev.godwit.core.Signal;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.MoveFigures;
import dev.godwit.engine.MoveFigures.PauseCounts;
import dev.godwit.engine.ServerFigures;
import dev.godwit.engine.ThrottleReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is exported, what is documented and what the dashboard and the rules ask for are the same. */
class MetricsTest {
    private static final Path DOCS = Path.of("").toAbsolutePath().getParent().resolve("docs");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Pattern LINE = Pattern.compile("(?m)^(godwit_\\w+?)(?:\\{([^}]*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"([^\"]*)\"");
    private static final Pattern NAME = Pattern.compile("(godwit_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");
    /** Those that Prometheus adds to what it reads. */
    private static final Set<String> SCRAPED = Set.of("job", "instance");

    private final String page = metrics().page();

    @Test
    void each_metric_is_exported_with_its_value_and_none_says_more_than_its_labels() {
        assertThat(page)
                .contains("godwit_units{keyspace=\"notes\",migration=\"move\",phase=\"probation\"} 3.0")
                .contains("godwit_units{keyspace=\"notes\",migration=\"move\",phase=\"cleaning\"} 0.0")
                .contains("# TYPE godwit_copied_rows_total counter")
                .contains("godwit_copied_rows_total{keyspace=\"notes\",migration=\"move\"} 900.0")
                .contains("godwit_mirror_lag_seconds{keyspace=\"notes\",migration=\"move\"} 0.042")
                .contains("godwit_cutover_pause_seconds_bucket{keyspace=\"notes\",migration=\"move\",le=\"0.01\"} 3")
                .contains("godwit_cutover_pause_seconds_bucket{keyspace=\"notes\",migration=\"move\",le=\"+Inf\"} 4")
                .contains("godwit_cutover_pause_seconds_sum{keyspace=\"notes\",migration=\"move\"} 20.5")
                .contains("godwit_throttled{keyspace=\"notes\",migration=\"move\",reason=\"replica_lag\"} 1.0")
                .contains("godwit_throttled{keyspace=\"notes\",migration=\"move\",reason=\"by_hand\"} 0.0")
                .contains("godwit_forecast_seconds{keyspace=\"notes\",migration=\"move\"} 60.0")
                .contains("godwit_deadline_seconds{keyspace=\"notes\",migration=\"move\"} -30.0")
                .contains("godwit_alarm{keyspace=\"notes\",kind=\"deadline_passed\",migration=\"move\"} 1.0")
                .contains("godwit_alarm{keyspace=\"notes\",kind=\"stalled\",migration=\"move\"} 0.0")
                .contains("godwit_control_store_read_seconds 0.0025")
                .contains("godwit_router_refusals_total{reason=\"moved\"} 7.0")
                .contains("godwit_application_p99_seconds{store=\"legacy\"} 0.0125")
                .contains("godwit_webhook_messages_total{kind=\"dropped\"} 3.0")
                .contains("jvm_memory_used_bytes")
                .doesNotContain("CANARY");
        Map<String, Set<String>> exported = exported();
        for (Family family : Family.values()) {
            String name = family.type() == Family.Type.HISTOGRAM ? family.metric() + "_count" : family.metric();
            assertThat(exported).containsKey(name);
            assertThat(exported.get(name)).as(name).containsExactlyInAnyOrderElementsOf(family.labels());
        }
    }

    @Test
    void a_migration_whose_record_does_not_answer_hides_nothing_else() {
        MigrationMetrics metrics = new MigrationMetrics(
                new MigrationMetrics.Sources(
                        () -> List.of(new Silent(), new Busy()),
                        () -> new ServerFigures(false, Optional.empty(), 0, Map.of(), RouterCounters.NONE),
                        () -> MessageCounts.NONE),
                new Frozen());
        assertThat(metrics.page())
                .contains("godwit_control_store_up 0.0", "godwit_planned_units{")
                .doesNotContain("godwit_control_store_read_seconds ");
    }

    @Test
    void the_table_lists_each_metric() throws IOException {
        String table = Arrays.stream(Family.values())
                .map(family -> "| `" + family.metric() + "` | "
                        + family.type().name().toLowerCase(Locale.ROOT) + " | "
                        + family.labels().stream()
                                .map(label -> "`" + label + "`")
                                .collect(Collectors.joining(", "))
                        + " | " + family.meaning() + " |")
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(DOCS.resolve("metrics.md")))
                .as("docs/metrics.md, whose table should be\n%s", table)
                .contains(table);
    }

    @Test
    void the_page_of_alarms_lists_each_kind() throws IOException {
        String table = Arrays.stream(AlarmKind.values())
                .map(kind -> "| `" + kind + "` | " + kind.meaning() + " | " + kind.nextStep() + " |")
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(DOCS.resolve("monitoring.md")))
                .as("docs/monitoring.md, whose table should be\n%s", table)
                .contains(table);
    }

    @Test
    void the_dashboard_and_the_rules_ask_only_for_what_is_exported() throws IOException {
        Map<String, Set<String>> exported = exported();
        for (String file : List.of("alerts.yaml", "grafana.json")) {
            List<String> asked = new ArrayList<>();
            for (String line : Files.readString(DOCS.resolve("monitoring").resolve(file))
                    .lines()
                    .toList()) {
                String expression = line.replace("\\\"", "\"");
                Set<String> labels = new TreeSet<>();
                for (MatchResult found : NAME.matcher(expression).results().toList()) {
                    asked.add(found.group(1));
                    assertThat(exported).as("%s: %s", file, line).containsKey(found.group(1));
                    labels.addAll(exported.getOrDefault(found.group(1), Set.of()));
                    Set<String> matched = LABEL.matcher(
                                    Optional.ofNullable(found.group(2)).orElse(""))
                            .results()
                            .map(label -> label.group(1))
                            .collect(Collectors.toSet());
                    assertThat(exported.get(found.group(1)))
                            .as("%s: %s", file, line)
                            .containsAll(matched);
                }
                BY.matcher(expression)
                        .results()
                        .flatMap(by -> Stream.of(by.group(1).split(", ")))
                        .forEach(label ->
                                assertThat(labels).as("%s: %s", file, line).contains(label));
            }
            assertThat(asked).hasSizeGreaterThan(15);
            Set<String> known = new HashSet<>(SCRAPED);
            exported.values().forEach(known::addAll);
            assertThat(LEGEND.matcher(
                                    Files.readString(DOCS.resolve("monitoring").resolve(file)))
                            .results())
                    .allSatisfy(legend -> assertThat(known).contains(legend.group(1)));
        }
    }

    @Test
    void the_rules_have_an_alert_for_each_kind_of_alarm() throws IOException {
        String rules = Files.readString(DOCS.resolve("monitoring/alerts.yaml"));
        for (AlarmKind kind : AlarmKind.values()) {
            assertThat(rules).contains("godwit_alarm{kind=\"" + kind.name().toLowerCase(Locale.ROOT) + "\"} == 1");
        }
        Set<String> words = Arrays.stream(AlarmKind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(Pattern.compile("godwit_alarm\\{kind=\"(\\w+)\"")
                        .matcher(rules)
                        .results())
                .allSatisfy(found -> assertThat(words).contains(found.group(1)));
    }

    /** Names and labels of all series of the page. */
    private Map<String, Set<String>> exported() {
        Map<String, Set<String>> exported = new HashMap<>();
        LINE.matcher(page)
                .results()
                .forEach(line -> exported.computeIfAbsent(line.group(1), name -> new TreeSet<>())
                        .addAll(LABEL.matcher(Optional.ofNullable(line.group(2)).orElse(""))
                                .results()
                                .map(label -> label.group(1))
                                .toList()));
        return exported;
    }

    private static MigrationMetrics metrics() {
        ServerFigures server = new ServerFigures(
                true,
                Optional.of(Duration.ofNanos(2_500_000)),
                2,
                Map.of(new StoreName("legacy"), 12.5),
                new RouterCounters(100, 3, 40, 5, Map.of(Refusal.MOVED, 7L), 8, 9, 1, 2));
        return new MigrationMetrics(
                new MigrationMetrics.Sources(
                        () -> List.of(new Busy()), () -> server, () -> new MessageCounts(1, 2, 3, 4)),
                new Frozen());
    }

    private static final class Busy implements Measured {
        @Override
        public MigrationStatus status() {
            return new MigrationStatus(
                    "notes",
                    "move",
                    "legacy",
                    "new",
                    "wave a",
                    new Flags(Optional.of("CANARY"), Optional.empty()),
                    List.of("unit CANARY: waits"),
                    Map.of(Phase.SYNCED, 2L, Phase.PROBATION, 3L),
                    List.of(new WaveStatus("CANARY", "waiting", Flags.NONE, true, 5, 3)),
                    5,
                    3,
                    1_000,
                    900,
                    800,
                    1,
                    1,
                    1,
                    17,
                    42,
                    Optional.of(new Estimate(NOW.plusSeconds(30), NOW.plusSeconds(60), NOW.plusSeconds(120))),
                    Optional.of(NOW.minusSeconds(30)),
                    Optional.of("CANARY"),
                    Pauses.NONE,
                    Pauses.NONE,
                    List.of(new UnitAttention("CANARY", Phase.SYNCED, "CANARY")),
                    List.of(new Alarm(AlarmKind.DEADLINE_PASSED, "CANARY", "CANARY", NOW)),
                    List.of("CANARY"),
                    1);
        }

        @Override
        public MoveFigures figures() {
            return new MoveFigures(
                    5_000,
                    60,
                    70,
                    8,
                    ThrottleReason.REPLICA_LAG,
                    new PauseCounts(List.of(1L, 2L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L), 20.5),
                    new PauseCounts(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), 0));
        }
    }

    private static final class Silent implements Measured {
        @Override
        public MigrationStatus status() {
            throw new GodwitException(ErrorCode.CONTROL_STORE_FAILED, "gone");
        }

        @Override
        public MoveFigures figures() {
            throw new AssertionError("without a status nobody asks");
        }
    }

    /** A clock that stands still. */
    private static final class Frozen implements TimeSource {
        private final SystemTime real = new SystemTime();

        @Override
        public long monotonicNanos() {
            return 0;
        }

        @Override
        public Instant wallClock() {
            return NOW;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            real.sleep(duration);
        }

        @Override
        public Signal signal() {
            return real.signal();
        }
    }
}
