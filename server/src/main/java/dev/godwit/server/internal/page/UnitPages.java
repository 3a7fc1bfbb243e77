package dev.godwit.server.internal.page;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Units, page by page, and one of them. Thread-safe. */
final class UnitPages {
    private static final int PER_PAGE = 50;
    private static final int JOURNAL_SEARCHED = 10_000;
    private static final int JOURNAL_SHOWN = 100;

    private final MigrationControls migrations;
    private final Page page;

    UnitPages(MigrationControls migrations, Page page) {
        this.migrations = migrations;
        this.page = page;
    }

    void units(ServerRequest request, ServerResponse response) {
        MigrationName name = MigrationPages.migration(request);
        MigrationControl control = migrations.control(Optional.of(name));
        MigrationStatus status = control.status();
        UnitFilter filter = new UnitFilter(
                query(request, "phase").map(UnitPages::phase),
                query(request, "wave").map(WaveName::new),
                Optional.empty(),
                query(request, "text").orElse(""),
                query(request, "after").map(UnitId::new));
        List<UnitView> found = control.units(filter, PER_PAGE + 1);
        UnitList list = new UnitList(
                name.value(), filter, found.stream().limit(PER_PAGE).toList(), found.size() > PER_PAGE);
        List<Offer> offers = filter.wave()
                .flatMap(wanted -> status.waves().stream()
                        .filter(wave -> wave.name().equals(wanted.value()))
                        .findFirst())
                .map(wave -> Offers.of(status, wave))
                .orElse(List.of());
        page.show(request, response, "units", Map.of("list", list, "status", status, "offers", offers));
    }

    void unit(ServerRequest request, ServerResponse response) {
        MigrationName name = MigrationPages.migration(request);
        MigrationControl control = migrations.control(Optional.of(name));
        UnitId wanted = new UnitId(query(request, "name").orElse(""));
        UnitView unit =
                control.units(new UnitFilter(Optional.empty(), Optional.empty(), Optional.of(wanted)), 1).stream()
                        .findFirst()
                        .orElseThrow(() -> new GodwitException(
                                ErrorCode.UNIT_NOT_FOUND, "no unit " + wanted + " in migration " + name));
        MigrationStatus status = control.status();
        String subject = "unit " + wanted;
        List<JournalEntry> journal = control.journal(JOURNAL_SEARCHED).reversed().stream()
                .filter(entry -> entry.subject().equals(subject))
                .limit(JOURNAL_SHOWN)
                .toList();
        page.show(
                request,
                response,
                "unit",
                Map.of(
                        "name",
                        name.value(),
                        "unit",
                        unit,
                        "column",
                        Board.Column.of(unit),
                        "journal",
                        journal,
                        "offers",
                        Offers.of(status, unit)));
    }

    private static Phase phase(String text) {
        return Arrays.stream(Phase.values())
                .filter(phase -> phase.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new GodwitException(ErrorCode.INVALID_REQUEST, "no phase '" + text + "'"));
    }

    private static Optional<String> query(ServerRequest request, String name) {
        return request.query().first(name).asOptional().filter(text -> !text.isBlank());
    }
}
