package dev.godwit.server.internal.page;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import dev.godwit.core.TimeSource;
import dev.godwit.server.PlanDesk;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;

/** The page of a migration and its runbook. Thread-safe. */
final class MigrationPages {
    private final LiveMigrations live;
    private final PlanDesk desk;
    private final Page page;
    private final TimeSource time;

    MigrationPages(LiveMigrations live, PlanDesk desk, Page page, TimeSource time) {
        this.live = live;
        this.desk = desk;
        this.page = page;
        this.time = time;
    }

    /** The migration that the path names. */
    static MigrationName migration(ServerRequest request) {
        return new MigrationName(request.path().pathParameters().get("migration"));
    }

    void migration(ServerRequest request, ServerResponse response) {
        MigrationName name = migration(request);
        MigrationOverview overview = live.overview(name)
                .orElseThrow(() ->
                        new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "no migration " + name + " is known here"));
        switch (overview.state()) {
            case RUNNING ->
                page.show(
                        request,
                        response,
                        "migration",
                        Map.of("name", name.value(), "fragments", live.of(name).fragments(Viewer.of(request))));
            case WAITING, ENDED ->
                page.show(
                        request,
                        response,
                        "resting",
                        Map.of("migration", overview, "latency", live.latency(name), "at", time.wallClock()));
        }
    }

    void runbook(ServerRequest request, ServerResponse response) {
        MigrationName name = migration(request);
        page.show(request, response, "runbook", Map.of("name", name.value(), "runbook", desk.runbook(name)));
    }
}
