package dev.godwit.notely.terminal;

import dev.godwit.notely.telemetry.Family;
import dev.godwit.notely.telemetry.TelemetrySnapshot;
import dev.godwit.notely.telemetry.TelemetrySnapshot.Row;
import dev.godwit.notely.terminal.DeploymentView.OperationRow;
import dev.godwit.notely.terminal.TrafficView.Counted;
import dev.godwit.notely.terminal.TrafficView.RequestRow;
import dev.godwit.notely.terminal.TrafficView.ShardRow;
import dev.godwit.notely.terminal.TrafficView.StoreAccessRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What was measured, as the rows of the first page. */
public final class TelemetryRows {
    private TelemetryRows() {}

    /**
     * The first page's tables of requests.
     *
     * @param errors answers that the load generator could not use
     * @param lastMiss the newest consistency miss, in words
     */
    public static TrafficView traffic(TelemetrySnapshot snapshot, Counted errors, Optional<String> lastMiss) {
        return new TrafficView(
                snapshot.rows(Family.API_REQUESTS).stream()
                        .map(row -> new RequestRow(
                                label(row, 0), label(row, 1), label(row, 2), counted(row), row.p95Millis()))
                        .toList(),
                snapshot.rows(Family.STORE_ACCESS).stream()
                        .map(row -> new StoreAccessRow(
                                label(row, 0), label(row, 1), label(row, 2), counted(row), row.p95Millis()))
                        .toList(),
                snapshot.notesByShard().entrySet().stream()
                        .map(shard -> new ShardRow(shard.getKey(), shard.getValue()))
                        .toList(),
                sum(snapshot.rows(Family.CONSISTENCY_MISSES), row -> true),
                lastMiss,
                errors,
                sum(snapshot.rows(Family.DELAYED_WRITES), row -> label(row, 1).equals("held")),
                sum(snapshot.rows(Family.DELAYED_WRITES), row -> label(row, 1).equals("refused")));
    }

    /** What one version of the data proxy was asked for. */
    public static List<OperationRow> operations(TelemetrySnapshot snapshot, int version) {
        return snapshot.rows(Family.PROXY_ACCESS).stream()
                .filter(row -> label(row, 0).equals(Integer.toString(version)))
                .map(row -> new OperationRow(label(row, 1), label(row, 2), counted(row), row.p95Millis()))
                .toList();
    }

    private static Counted sum(List<Row> rows, Predicate<Row> which) {
        List<Row> those = rows.stream().filter(which).toList();
        return new Counted(
                those.stream().mapToLong(Row::total).sum(),
                those.stream().mapToLong(Row::perMinute).sum());
    }

    private static Counted counted(Row row) {
        return new Counted(row.total(), row.perMinute());
    }

    private static String label(Row row, int index) {
        return row.labels().get(index);
    }
}
