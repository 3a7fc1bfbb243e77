package dev.godwit.notely.application;

import dev.godwit.notely.telemetry.Family;
import dev.godwit.notely.telemetry.TelemetrySnapshot;
import dev.godwit.notely.telemetry.TelemetrySnapshot.Row;
import dev.godwit.notely.terminal.DeploymentView.OperationRow;
import dev.godwit.notely.terminal.TrafficView;
import dev.godwit.notely.terminal.TrafficView.Counted;
import dev.godwit.notely.terminal.TrafficView.RequestRow;
import dev.godwit.notely.terminal.TrafficView.ShardRow;
import dev.godwit.notely.terminal.TrafficView.StoreAccessRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes of what was measured the tables that people look at. */
final class TrafficFeed {
    private static final String HELD = "held";
    private static final String REFUSED = "refused";

    private TrafficFeed() {}

    /**
     * The tables of the first page.
     *
     * @param lastMiss the newest consistency miss, in words
     * @param errors answers that simulated users could not use
     */
    static TrafficView view(TelemetrySnapshot measured, Optional<String> lastMiss, Counted errors) {
        return new TrafficView(
                measured.rows(Family.API_REQUESTS).stream()
                        .map(row -> new RequestRow(
                                row.labels().get(0),
                                row.labels().get(1),
                                row.labels().get(2),
                                counted(row),
                                row.p95Millis()))
                        .toList(),
                measured.rows(Family.STORE_ACCESS).stream()
                        .map(row -> new StoreAccessRow(
                                row.labels().get(0),
                                row.labels().get(1),
                                row.labels().get(2),
                                counted(row),
                                row.p95Millis()))
                        .toList(),
                measured.notesByShard().entrySet().stream()
                        .map(shard -> new ShardRow(shard.getKey(), shard.getValue()))
                        .toList(),
                sum(measured.rows(Family.CONSISTENCY_MISSES), row -> true),
                lastMiss,
                errors,
                sum(
                        measured.rows(Family.DELAYED_WRITES),
                        row -> row.labels().get(1).equals(HELD)),
                sum(
                        measured.rows(Family.DELAYED_WRITES),
                        row -> row.labels().get(1).equals(REFUSED)));
    }

    /** The calls that a version of the proxy has served. */
    static List<OperationRow> operations(TelemetrySnapshot measured, int version) {
        String label = Integer.toString(version);
        return measured.rows(Family.PROXY_ACCESS).stream()
                .filter(row -> row.labels().get(0).equals(label))
                .map(row -> new OperationRow(row.labels().get(1), row.labels().get(2), counted(row), row.p95Millis()))
                .toList();
    }

    private static Counted sum(List<Row> rows, Predicate<Row> wanted) {
        List<Row> matching = rows.stream().filter(wanted).toList();
        return new Counted(
                matching.stream().mapToLong(Row::total).sum(),
                matching.stream().mapToDouble(Row::perMinute).sum());
    }

    private static Counted counted(Row row) {
        return new Counted(row.total(), row.perMinute());
    }
}
