package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpMigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.UnitId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How long Prometheus waits for {@code /metrics} of a migration with 10,000 units of which one has changed since the last
 * time, so that all are counted again. The baseline is a request that looks nothing up.
 */
final class ScrapeCase implements BenchCase {
    private static final int UNITS = 10_000;
    private static final int WARM_UP = 100;
    private static final int SCRAPES = 200;
    private static final double MILLIS_MAX = 20;
    private static final UnitId CHANGING = UnitId.of("customer-0-eu");

    @Override
    public String name() {
        return "scrape";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        Pair pair = laboratory.pair();
        // The units are those of a migration that rests, so that nothing but the scrapes is measured.
        Move.prepare(pair, true).close();
        try (Connection store = RestingUnits.controlStore(pair)) {
            RestingUnits.fill(store, UNITS);
        }
        try (Move move = Move.prepare(pair, true);
                ControlPlaneConnection connection = ControlPlaneConnection.to(URI.create(move.url()));
                HttpClient http = HttpClient.newHttpClient()) {
            HttpMigrationControl control = new HttpMigrationControl(connection);
            URI server = URI.create(move.url());
            double health = medianMillis(http, control, server.resolve("/api/v1/health"));
            return List.of(Figure.limit(
                    "/metrics of " + UNITS + " units, one of which has changed, median",
                    medianMillis(http, control, server.resolve("/metrics")),
                    "ms",
                    "a request that looks nothing up",
                    health,
                    MILLIS_MAX,
                    0.2));
        }
    }

    private static double medianMillis(HttpClient http, HttpMigrationControl control, URI page)
            throws IOException, InterruptedException {
        double[] millis = new double[SCRAPES];
        for (int number = -WARM_UP; number < SCRAPES; number++) {
            change(control, number);
            long begun = System.nanoTime();
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
            if (number >= 0) {
                millis[number] = (System.nanoTime() - begun) / 1e6;
            }
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(page + " answers " + answer.statusCode());
            }
        }
        Arrays.sort(millis);
        return millis[SCRAPES / 2];
    }

    private static void change(HttpMigrationControl control, int number) {
        CommandKind kind = number % 2 == 0 ? CommandKind.PAUSE : CommandKind.RESUME;
        control.command(new Command(kind, new Scope(Optional.empty(), Optional.of(CHANGING)), "", "bench"));
    }
}
