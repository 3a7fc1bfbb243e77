package dev.godwit.server.internal.page;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.server.access.Identity;
import dev.godwit.server.access.Permission;
import dev.godwit.server.access.Steering;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every form that changes something comes through here: whether it is from a page of this server and whether its sender
 * may. Thread-safe.
 */
final class CommandForms {
    private final Steering steering;
    private final LiveMigrations live;
    private final Page page;

    CommandForms(Steering steering, LiveMigrations live, Page page) {
        this.steering = steering;
        this.live = live;
        this.page = page;
    }

    /** Asks whether somebody is sure. */
    void ask(ServerRequest request, ServerResponse response) {
        requireAnyCommand(request);
        MigrationName name = MigrationPages.migration(request);
        CommandKind kind = kind(query(request, "kind").orElse(""));
        Scope scope = new Scope(
                query(request, "wave").map(WaveName::new),
                query(request, "unit").map(UnitId::new));
        Viewer.of(request).identity().require(Permission.of(kind));
        Offer offer = offers(name, scope).stream()
                .filter(candidate -> candidate.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.FORBIDDEN_TRANSITION, kind + " is not possible now, or no longer"));
        page.showPart(
                request,
                response,
                "command",
                offer.label(),
                Map.of(
                        "migration",
                        name.value(),
                        "offer",
                        offer,
                        "csrf",
                        Viewer.of(request).csrf()));
    }

    /** Carries it out. */
    void command(ServerRequest request, ServerResponse response) {
        requireAnyCommand(request);
        MigrationName name = MigrationPages.migration(request);
        Form form = Form.of(request);
        CommandKind kind = kind(form.text("kind").orElse(""));
        requireOwnPage(request);
        Scope scope = new Scope(
                form.text("wave").map(WaveName::new), form.text("unit").map(UnitId::new));
        Command command = new Command(
                kind,
                scope,
                form.text("reason").orElse(""),
                Viewer.of(request).identity().name(),
                form.text("rowsPerSecond").map(CommandForms::rate));
        String answer = steering.command(Viewer.of(request).identity(), name, command, Optional.empty());
        answer(request, response, name, answer);
    }

    private void answer(ServerRequest request, ServerResponse response, MigrationName name, String answer) {
        live.of(name).refresh();
        page.showPart(request, response, "answer", "Done", Map.of("migration", name.value(), "answer", answer));
    }

    /** Asks whether somebody agrees to what another person has asked for. */
    void askToAgree(ServerRequest request, ServerResponse response) {
        MigrationName name = MigrationPages.migration(request);
        Viewer viewer = Viewer.of(request);
        viewer.identity().require(Permission.APPROVE);
        String id = query(request, "id").orElse("");
        LoggedCommand waiting = steering.awaitingApproval(name).stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.REQUEST_NOT_FOUND, "no command " + id + " of " + name + " waits for approval"));
        page.showPart(
                request,
                response,
                "agree",
                "Agree",
                Map.of("migration", name.value(), "waiting", waiting, "csrf", viewer.csrf()));
    }

    /** Agrees, and carries out what was asked for. */
    void agree(ServerRequest request, ServerResponse response) {
        MigrationName name = MigrationPages.migration(request);
        Form form = Form.of(request);
        requireOwnPage(request);
        String answer = steering.approve(
                Viewer.of(request).identity(), name, form.text("id").orElse(""));
        answer(request, response, name, answer);
    }

    /** A plan that somebody has sent. */
    Form plan(ServerRequest request) {
        Form form = Form.of(request);
        requireOwnPage(request);
        return form;
    }

    /** Which commands there are for the migration, a wave or a unit. */
    private List<Offer> offers(MigrationName name, Scope scope) {
        MigrationControl control = steering.migrations().control(Optional.of(name));
        MigrationStatus status = control.status();
        if (scope.unit().isPresent()) {
            UnitFilter one = new UnitFilter(Optional.empty(), Optional.empty(), scope.unit());
            return control.units(one, 1).stream()
                    .findFirst()
                    .map(unit -> Offers.of(status, unit))
                    .orElseThrow(() -> new GodwitException(
                            ErrorCode.UNIT_NOT_FOUND, "no unit " + scope.unit().get() + " in migration " + name));
        }
        return scope.wave()
                .map(wanted -> status.waves().stream()
                        .filter(wave -> wave.name().equals(wanted.value()))
                        .findFirst()
                        .map(wave -> Offers.of(status, wave))
                        .orElseThrow(() -> new GodwitException(
                                ErrorCode.WAVE_NOT_FOUND, "no wave " + wanted + " in migration " + name)))
                .orElseGet(() -> Offers.of(status));
    }

    /** Who may give no command at all is told so before anything is read; who may give this one is asked later. */
    private static void requireAnyCommand(ServerRequest request) {
        Identity identity = Viewer.of(request).identity();
        if (!identity.may(Permission.APPROVE)) {
            identity.require(Permission.STEER);
        }
    }

    /** A browser says from whose page a form comes; a page of somebody else can't make it say otherwise. */
    static void requireOwnPage(ServerRequest request) {
        String origin = request.headers().first(HeaderNames.ORIGIN).orElse("");
        if (!origin.replaceFirst("^https?://", "").equals(request.authority())) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST, "the form comes from '" + origin + "', which is no page of this server");
        }
    }

    private static CommandKind kind(String text) {
        return Arrays.stream(CommandKind.values())
                .filter(kind -> kind.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new GodwitException(ErrorCode.INVALID_REQUEST, "no command '" + text + "'"));
    }

    private static long rate(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST, "rows per second: a whole number, not '" + text + "'", e);
        }
    }

    private static Optional<String> query(ServerRequest request, String name) {
        return request.query().first(name).asOptional().filter(text -> !text.isEmpty());
    }
}
