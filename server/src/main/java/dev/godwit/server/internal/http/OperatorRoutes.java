package dev.godwit.server.internal.http;

import dev.godwit.client.wire.Bodies;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Phase;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;

/** What operators ask and command. Thread-safe. */
final class OperatorRoutes {
    private static final int USUAL_ENTRIES = 100;
    private static final int MOST_ENTRIES = 10_000;

    private final MigrationControls migrations;
    private final Exchange exchange;

    OperatorRoutes(MigrationControls migrations, Exchange exchange) {
        this.migrations = migrations;
        this.exchange = exchange;
    }

    void migrations(ServerRequest request, ServerResponse response) {
        exchange.answer(response, new Bodies.Migrations(migrations.names()));
    }

    void status(ServerRequest request, ServerResponse response) {
        exchange.answer(response, control(request).status());
    }

    void units(ServerRequest request, ServerResponse response) {
        UnitFilter filter = new UnitFilter(
                Exchange.query(request, "phase", OperatorRoutes::phase),
                Exchange.query(request, "wave", WaveName::new),
                Exchange.query(request, "unit", UnitId::new));
        int limit = Exchange.limit(request, USUAL_ENTRIES, MOST_ENTRIES);
        exchange.answer(response, new Bodies.Units(control(request).units(filter, limit)));
    }

    void command(ServerRequest request, ServerResponse response) {
        Command command = exchange.body(request, Command.class);
        exchange.answer(response, new Bodies.CommandAnswer(control(request).command(command)));
    }

    void journal(ServerRequest request, ServerResponse response) {
        int limit = Exchange.limit(request, USUAL_ENTRIES, MOST_ENTRIES);
        exchange.answer(response, new Bodies.Journal(control(request).journal(limit)));
    }

    void health(ServerRequest request, ServerResponse response) {
        exchange.answer(response, new Bodies.Health("up"));
    }

    private MigrationControl control(ServerRequest request) {
        return migrations.control(Exchange.query(request, "migration", MigrationName::new));
    }

    private static Phase phase(String text) {
        return Arrays.stream(Phase.values())
                .filter(phase -> phase.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.INVALID_REQUEST,
                        "phase: must be one of " + Arrays.toString(Phase.values()) + ", not '" + text + "'"));
    }
}
