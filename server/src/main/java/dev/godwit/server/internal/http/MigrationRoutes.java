package dev.godwit.server.internal.http;

import dev.godwit.client.wire.Bodies;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.Phase;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.server.access.Discretion;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What people ask about migrations. Thread-safe. */
final class MigrationRoutes {
    private static final int USUAL_ENTRIES = 100;
    private static final int MOST_ENTRIES = 10_000;

    private final MigrationControls migrations;
    private final Exchange exchange;

    MigrationRoutes(MigrationControls migrations, Exchange exchange) {
        this.migrations = migrations;
        this.exchange = exchange;
    }

    void list(ServerRequest request, ServerResponse response) {
        exchange.answer(response, new Bodies.Migrations(migrations.overview()));
    }

    void status(ServerRequest request, ServerResponse response) {
        exchange.answer(response, Discretion.shown(control(request).status(), Guard.identity(request)));
    }

    void latency(ServerRequest request, ServerResponse response) {
        exchange.answer(response, migrations.latency(Exchange.migration(request)));
    }

    void units(ServerRequest request, ServerResponse response) {
        UnitFilter filter = new UnitFilter(
                Exchange.query(request, "phase", MigrationRoutes::phase),
                Exchange.query(request, "wave", WaveName::new),
                Exchange.query(request, "unit", UnitId::new),
                Exchange.query(request, "text", text -> text).orElse(""),
                Exchange.query(request, "after", UnitId::new));
        int limit = Exchange.limit(request, USUAL_ENTRIES, MOST_ENTRIES);
        List<UnitView> units = control(request).units(filter, limit);
        Optional<UnitId> next = units.size() < limit
                ? Optional.empty()
                : Optional.of(units.getLast().unit());
        exchange.answer(response, new Bodies.Units(units, next));
    }

    void journal(ServerRequest request, ServerResponse response) {
        MigrationControl control = control(request);
        int limit = Exchange.limit(request, USUAL_ENTRIES, MOST_ENTRIES);
        List<JournalEntry> entries = Exchange.query(request, "after", Exchange::number)
                .map(number -> control.journalAfter(number, limit))
                .orElseGet(() -> control.journal(limit));
        exchange.answer(response, new Bodies.Journal(entries));
    }

    private MigrationControl control(ServerRequest request) {
        return migrations.control(Optional.of(Exchange.migration(request)));
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
