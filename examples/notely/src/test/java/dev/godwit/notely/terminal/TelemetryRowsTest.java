package dev.godwit.notely.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.notely.telemetry.Family;
import dev.godwit.notely.telemetry.TelemetrySnapshot;
import dev.godwit.notely.telemetry.TelemetrySnapshot.Row;
import dev.godwit.notely.terminal.DeploymentView.OperationRow;
import dev.godwit.notely.terminal.TrafficView.Counted;
import dev.godwit.notely.terminal.TrafficView.RequestRow;
import dev.godwit.notely.terminal.TrafficView.ShardRow;
import dev.godwit.notely.terminal.TrafficView.StoreAccessRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TelemetryRowsTest {
    private final TelemetrySnapshot snapshot = new TelemetrySnapshot(
            Map.of(
                    Family.API_REQUESTS, List.of(row(10, 2, "GET", "/accounts", "200")),
                    Family.STORE_ACCESS, List.of(row(20, 3, "legacy", "GetNote", "success")),
                    Family.PROXY_ACCESS,
                            List.of(row(30, 4, "1", "GetNote", "success"), row(40, 5, "2", "GetNote", "error")),
                    Family.CONSISTENCY_MISSES, List.of(row(1, 1, "1", "GetNote"), row(2, 0, "2", "ListNotes")),
                    Family.DELAYED_WRITES,
                            List.of(row(5, 1, "1", "held"), row(7, 1, "2", "held"), row(9, 2, "2", "refused"))),
            new TreeMap<>(Map.of("legacy", 100L, "new", -1L)));

    @Test
    void what_was_measured_is_what_the_first_page_shows() {
        TrafficView traffic = TelemetryRows.traffic(snapshot, new Counted(6, 1), Optional.of("a miss"));

        assertThat(traffic)
                .isEqualTo(new TrafficView(
                        List.of(new RequestRow("GET", "/accounts", "200", new Counted(10, 2), 95)),
                        List.of(new StoreAccessRow("legacy", "GetNote", "success", new Counted(20, 3), 95)),
                        List.of(new ShardRow("legacy", 100), new ShardRow("new", -1)),
                        new Counted(3, 1),
                        Optional.of("a miss"),
                        new Counted(6, 1),
                        new Counted(12, 2),
                        new Counted(9, 2)));
    }

    @Test
    void each_version_has_its_own_operations() {
        assertThat(TelemetryRows.operations(snapshot, 2))
                .containsExactly(new OperationRow("GetNote", "error", new Counted(40, 5), 95));
        assertThat(TelemetryRows.operations(snapshot, 3)).isEmpty();
    }

    private static Row row(long total, long perMinute, String... labels) {
        return new Row(List.of(labels), total, perMinute, 50, 95, 99, 1);
    }
}
