package dev.godwit.notely.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.godwit.notely.telemetry.Telemetry.ProxyStatus;
import dev.godwit.notely.telemetry.Telemetry.StoreStatus;
import dev.godwit.notely.telemetry.Telemetry.WriteDelay;
import dev.godwit.testkit.SettableTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TelemetryTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SettableTime time = new SettableTime();
    private final Telemetry own = new Telemetry(time, "api");
    private final TelemetryBoard board = new TelemetryBoard(time, own);

    @Test
    void a_series_has_its_total_its_rate_and_its_percentiles() {
        for (int millis = 1; millis <= 100; millis++) {
            own.apiRequest("GET", "/accounts", 200, TimeUnit.MILLISECONDS.toNanos(millis));
            time.advance(Duration.ofSeconds(1));
        }

        TelemetrySnapshot.Row row = onlyRow(Family.API_REQUESTS);

        assertThat(row.labels()).containsExactly("GET", "/accounts", "200");
        assertThat(row.total()).isEqualTo(100);
        assertThat(row.perMinute()).isEqualTo(59);
        assertThat(row.p50Millis()).isCloseTo(50, within(1.0));
        assertThat(row.p95Millis()).isCloseTo(95, within(1.0));
        assertThat(row.p99Millis()).isCloseTo(99, within(1.0));
        assertThat(row.sumSeconds()).isCloseTo(5.05, within(0.05));
    }

    @Test
    void exports_of_several_proxies_are_added_up_and_survive_json() {
        Telemetry first = new Telemetry(time, "proxy-1");
        Telemetry second = new Telemetry(time, "proxy-2");
        first.storeAccess("legacy", "GetNote", StoreStatus.SUCCESS, TimeUnit.MILLISECONDS.toNanos(2));
        second.storeAccess("legacy", "GetNote", StoreStatus.SUCCESS, TimeUnit.MILLISECONDS.toNanos(4));
        second.storeAccess("new", "GetNote", StoreStatus.ERROR, TimeUnit.MILLISECONDS.toNanos(4));

        board.accept(throughJson(first.export()));
        board.accept(throughJson(second.export()));

        List<TelemetrySnapshot.Row> rows = board.snapshot().rows(Family.STORE_ACCESS);
        assertThat(rows)
                .extracting(TelemetrySnapshot.Row::labels)
                .containsExactly(List.of("legacy", "GetNote", "success"), List.of("new", "GetNote", "error"));
        assertThat(rows).extracting(TelemetrySnapshot.Row::total).containsExactly(2L, 1L);
        assertThat(rows.getFirst().perMinute()).isEqualTo(2);
        assertThat(rows.getFirst().p99Millis()).isCloseTo(4, within(0.1));
    }

    @Test
    void a_proxy_that_begins_again_at_zero_takes_nothing_away() {
        Telemetry proxy = new Telemetry(time, "proxy-1 of process 17");
        tell(proxy, 3);
        board.accept(proxy.export());
        tell(proxy, 4);
        board.accept(proxy.export());
        Telemetry restarted = new Telemetry(time, "proxy-1 of process 18");
        tell(restarted, 1);
        board.accept(restarted.export());

        assertThat(onlyRow(Family.PROXY_ACCESS).total()).isEqualTo(8);
    }

    @Test
    void an_export_that_comes_late_changes_nothing() {
        Telemetry proxy = new Telemetry(time, "proxy-1");
        tell(proxy, 3);
        TelemetryExport early = proxy.export();
        tell(proxy, 4);
        board.accept(proxy.export());
        board.accept(early);

        assertThat(onlyRow(Family.PROXY_ACCESS).total()).isEqualTo(7);
    }

    @Test
    void totals_stay_when_there_were_more_runs_than_are_told_apart() {
        int runs = 3 * TelemetryBoard.RUNS_MAX;
        for (int run = 0; run < runs; run++) {
            Telemetry proxy = new Telemetry(time, "proxy " + run);
            tell(proxy, 2);
            board.accept(proxy.export());
        }

        assertThat(onlyRow(Family.PROXY_ACCESS).total()).isEqualTo(2L * runs);
    }

    @Test
    void the_rate_of_a_proxy_that_has_ended_fades_and_its_total_stays() {
        Telemetry proxy = new Telemetry(time, "proxy-1");
        tell(proxy, 5);
        board.accept(proxy.export());

        time.advance(Duration.ofSeconds(59));
        assertThat(onlyRow(Family.PROXY_ACCESS).perMinute()).isEqualTo(5);
        time.advance(Duration.ofSeconds(1));
        assertThat(onlyRow(Family.PROXY_ACCESS).perMinute()).isZero();
        assertThat(onlyRow(Family.PROXY_ACCESS).total()).isEqualTo(5);
    }

    @Test
    void rows_are_sorted_by_label_and_numbers_by_value() {
        for (int version : new int[] {10, 9, 100}) {
            own.delayedWrite(version, WriteDelay.HELD, 1);
            own.delayedWrite(version, WriteDelay.REFUSED, 1);
        }

        assertThat(board.snapshot().rows(Family.DELAYED_WRITES))
                .extracting(row -> String.join(" ", row.labels()))
                .containsExactly("9 held", "9 refused", "10 held", "10 refused", "100 held", "100 refused");
    }

    @Test
    void series_are_bounded() {
        for (int route = 0; route < Telemetry.SERIES_MAX + 50; route++) {
            own.apiRequest("GET", "/" + route, 200, 1);
        }

        TelemetrySnapshot snapshot = board.snapshot();
        assertThat(snapshot.rows(Family.API_REQUESTS)).hasSize(Telemetry.SERIES_MAX + 1);
        assertThat(snapshot.total(Family.API_REQUESTS)).isEqualTo(Telemetry.SERIES_MAX + 50L);
    }

    @Test
    void nothing_is_lost_when_many_tell_while_others_read() throws InterruptedException {
        int each = 20_000;
        List<Thread> tellers = IntStream.range(0, 4)
                .mapToObj(ignored -> Thread.ofPlatform().start(() -> tell(own, each)))
                .toList();
        long seen = 0;
        while (tellers.stream().anyMatch(Thread::isAlive)) {
            long total = board.snapshot().total(Family.PROXY_ACCESS);
            assertThat(total).isGreaterThanOrEqualTo(seen);
            seen = total;
        }
        for (Thread teller : tellers) {
            teller.join();
        }

        assertThat(onlyRow(Family.PROXY_ACCESS).total()).isEqualTo(4L * each);
        assertThat(onlyRow(Family.PROXY_ACCESS).perMinute()).isEqualTo(4L * each);
    }

    @Test
    void an_export_that_makes_no_sense_is_refused() {
        TelemetryExport nonsense = new TelemetryExport(
                "run",
                1,
                List.of(new TelemetryExport.Series(
                        Family.CONSISTENCY_MISSES, List.of("1", "list"), "AAAA", List.of())));

        assertThatThrownBy(() -> board.accept(nonsense)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void prometheus_reads_all_of_it() {
        own.apiRequest("PUT", "/accounts/{id}", 200, TimeUnit.MILLISECONDS.toNanos(250));
        own.consistencyMiss("2", "list", 1);
        board.notesByShard(Map.of("legacy", 12L, "new", 3L));

        assertThat(new PrometheusPage(board).text())
                .contains("# TYPE notely_api_request_seconds summary")
                .contains("notely_api_request_seconds_count{method=\"PUT\",route=\"/accounts/{id}\",status=\"200\"} 1")
                .contains(
                        "notely_api_request_seconds{method=\"PUT\",route=\"/accounts/{id}\",status=\"200\",quantile=\"0.99\"} 0.25")
                .contains("notely_consistency_miss_seconds_count{operation=\"list\",version=\"2\"} 1")
                .contains("notely_notes{shard=\"legacy\"} 12.0")
                .contains("jvm_memory_used_bytes");
    }

    private TelemetrySnapshot.Row onlyRow(Family family) {
        List<TelemetrySnapshot.Row> rows = board.snapshot().rows(family);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private static void tell(Telemetry telemetry, int times) {
        for (int i = 0; i < times; i++) {
            telemetry.proxyAccess(1, "GetNote", ProxyStatus.SUCCESS, 1_000);
        }
    }

    private static TelemetryExport throughJson(TelemetryExport export) {
        return JSON.readValue(JSON.writeValueAsString(export), TelemetryExport.class);
    }
}
