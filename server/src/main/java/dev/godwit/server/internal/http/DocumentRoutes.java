package dev.godwit.server.internal.http;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationName;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.server.access.Discretion;
import dev.godwit.server.access.Steering;
import dev.godwit.server.document.Document;
import dev.godwit.server.document.HandOverDocument;
import dev.godwit.server.document.Html;
import dev.godwit.server.document.NewsDocument;
import dev.godwit.server.document.RunbookDocument;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Documents for people, in HTML or, with {@code ?format=markdown}, in Markdown. Thread-safe. */
final class DocumentRoutes {
    private static final int JOURNAL_ENTRIES = 200;
    private static final int COMMANDS = 1_000;

    private final Steering steering;
    private final Exchange exchange;
    private final TimeSource time;

    DocumentRoutes(Steering steering, Exchange exchange, TimeSource time) {
        this.steering = steering;
        this.exchange = exchange;
        this.time = time;
    }

    void runbook(ServerRequest request, ServerResponse response) {
        answer(request, response, RunbookDocument.of(steering.plans().runbook(Exchange.migration(request))));
    }

    void handOver(ServerRequest request, ServerResponse response) {
        MigrationName name = Exchange.migration(request);
        MigrationControl control = steering.migrations().control(Optional.of(name));
        List<LoggedCommand> commands = steering.desk().newest(COMMANDS).stream()
                .filter(command -> command.migration().equals(name.value()))
                .toList();
        answer(
                request,
                response,
                HandOverDocument.of(
                        steering.plans().runbook(name),
                        control.status(),
                        control.journal(JOURNAL_ENTRIES),
                        commands,
                        time.wallClock()));
    }

    void news(ServerRequest request, ServerResponse response) {
        MigrationControl control = steering.migrations().control(Optional.of(Exchange.migration(request)));
        answer(
                request,
                response,
                NewsDocument.of(
                        Discretion.shown(control.status(), Guard.identity(request)),
                        control.latency(),
                        time.wallClock()));
    }

    private void answer(ServerRequest request, ServerResponse response, Document document) {
        String format = Exchange.query(request, "format", text -> text).orElse("html");
        switch (format) {
            case "html" ->
                exchange.answer(
                        response, "text/html; charset=utf-8", Html.of(document).getBytes(StandardCharsets.UTF_8));
            case "markdown" ->
                exchange.answer(
                        response,
                        "text/markdown; charset=utf-8",
                        document.markdown().getBytes(StandardCharsets.UTF_8));
            default ->
                throw new GodwitException(ErrorCode.INVALID_REQUEST, "format: html or markdown, not '" + format + "'");
        }
    }
}
